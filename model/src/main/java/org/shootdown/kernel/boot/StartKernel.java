package org.shootdown.kernel.boot;

import org.jspecify.annotations.Nullable;
import org.shootdown.kernel.Backend;
import org.shootdown.kernel.BootStage;
import org.shootdown.kernel.BootTest;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Differs;
import org.shootdown.machine.KernelFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Program;
import org.shootdown.machine.Property;
import org.shootdown.machine.Situation;

/**
 * The boot CPU from its first instruction to the first sync: the hypervisor's code installs its flush if the features it
 * needs are there, {@code native_pv_tlb_init} decides, and from then on every sync looks at the key. The outcome is the
 * key.
 *
 * <p>What must hold: where the key is on, what boot code asked for still holds.
 */
@KernelFunction(value = "start_kernel", in = "init/main.c")
@Differs(
        kernel = {"irq_off", "irq_on"},
        lines = "init/main.c:1020-1138",
        why = "no page table of a user is walked before boot is over")
@Differs(
        model = {"choose", "write pv_ops.mmu.flush_tlb_multi is native"},
        lines = "init/main.c:1008",
        why = "what hypervisors install, and whether they do, happens in functions that setup_arch and "
                + "its like call")
public final class StartKernel implements Program {
    private final BootTest test;
    private final Backend backend;
    private final @Nullable BootStage installs;
    private final Cell flushIsNative;
    private final Cell key;
    private final Situation synced;

    private StartKernel(Machine.Builder machine, BootTest test, Backend backend, @Nullable BootStage installs) {
        this.test = test;
        this.backend = backend;
        this.installs = installs;
        boolean nativeFirst = backend.flushIsNative() || installs != null;
        flushIsNative = machine.cell("pv_ops.mmu.flush_tlb_multi is native", 1, nativeFirst ? 1 : 0);
        key = machine.cell("tlb_ipi_broadcast_key", 1);
        synced = machine.situation("a sync looks at the key");
        machine.observe(key);
    }

    /**
     * A boot on {@code backend}.
     *
     * @param test what boot code asks of the machine it finds
     * @param installs when its flush is installed, or {@code null} if it is in place from the start
     */
    public static Machine machine(String name, BootTest test, Backend backend, @Nullable BootStage installs) {
        Machine.Builder machine = Machine.builder(name);
        machine.cpu("CPU0", new StartKernel(machine, test, backend, installs));
        return machine.build();
    }

    @Override
    public void run(Cpu cpu) {
        // Whether a hypervisor shows its guests INVLPGB is its own affair; bare metal has it or not.
        boolean hasInvlpgb = backend.flushIsNative() ? backend.hasInvlpgb() : cpu.choose(2) == 1;
        for (BootStage stage : BootStage.values()) {
            if (stage == installs && (backend.alwaysInstallsFlush() || cpu.choose(2) == 1)) {
                cpu.writeOnce(flushIsNative, 0);
            }
            if (stage == BootStage.SMP_PREPARE_BOOT_CPU) {
                NativePvTlbInit.run(cpu, test, flushIsNative, hasInvlpgb, key);
            }
        }
        sync(cpu, hasInvlpgb);
    }

    @KernelFunction(value = "tlb_remove_table_sync_one", in = "mm/mmu_gather.c", version = "patch v10")
    private void sync(Cpu cpu, boolean hasInvlpgb) {
        boolean skips = cpu.readOnce(key) == 1;
        cpu.reached(synced);
        if (skips) {
            boolean isNative = cpu.readOnce(flushIsNative) == 1;
            cpu.require(
                    test.holds(isNative, hasInvlpgb),
                    Property.ASSERTION,
                    isNative
                            ? "the key is on, and the machine has INVLPGB"
                            : "the key is on, and the flush is not the native one");
        }
    }

    @Override
    public String title() {
        return "start_kernel";
    }
}
