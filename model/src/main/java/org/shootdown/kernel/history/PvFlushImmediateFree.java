package org.shootdown.kernel.history;

import org.shootdown.kernel.Backend;
import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Kernel.CpuStart;
import org.shootdown.kernel.Mm;
import org.shootdown.kernel.mm.FreePageTables;
import org.shootdown.kernel.mm.GupFast;
import org.shootdown.kernel.tlb.FlushTlb;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.KernelFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Program;

/**
 * May a page table be freed right after a flush that a hypervisor did?
 *
 * <p>x86 freed page tables as soon as the flush returned: its interrupt had waited for walks with interrupts off.
 * Flushes by KVM, Xen and Hyper-V leave vCPUs uninterrupted, those that the host has descheduled at least, and a walk
 * goes on inside the freed table. The fix frees by RCU.
 */
final class PvFlushImmediateFree {
    static final KnownBug BUG = KnownBug.of(
                    "pv-flush-immediate-free",
                    "a table is freed right after a paravirtual flush, under gup_fast on a vCPU that took no interrupt",
                    PvFlushImmediateFree::machine)
            .fixedBy("9e52fc2b50de, 4.15: page tables are freed by RCU (arch/x86/include/asm/tlb.h)")
            .walkedBy(KnownBug.GUP_FAST)
            .inSituation(KnownBug.PREEMPTED)
            .on("kvm", "xen-pv", "hyperv");

    private PvFlushImmediateFree() {}

    private static Machine machine(String name, Backend backend, boolean fixed) {
        Stage stage = Stage.software(name, backend, Stage.noSync(backend), CpuStart.running(Stage.MM));
        Kernel k = stage.kernel;
        Mm mm = k.mm(Stage.MM).withPteTable();
        return stage.cpu(fixed ? new FreePageTables(k, mm, null) : new FlushAndFree(k, mm))
                .cpu(new GupFast(k, mm, true))
                .hostOf(1)
                .build();
    }

    /** The batch is freed as pages are, without a grace period. */
    @KernelFunction(value = "tlb_finish_mmu", in = "mm/memory.c", version = "4.14")
    private record FlushAndFree(Kernel k, Mm mm) implements Program {
        @Override
        public void run(Cpu cpu) {
            FreePageTables.clearPmd(cpu, mm);
            FlushTlb.range(k, cpu, mm);
            cpu.free(mm.pteTable().page);
        }

        @Override
        public String title() {
            return "tlb_finish_mmu";
        }
    }
}
