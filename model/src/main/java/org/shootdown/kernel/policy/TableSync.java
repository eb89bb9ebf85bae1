package org.shootdown.kernel.policy;

import org.shootdown.machine.Cpu;
import org.shootdown.machine.CpuMask;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.KernelFunction;

/** The empty function of the sync: that it ran means that interrupts were on. */
@KernelFunction(value = "tlb_remove_table_smp_sync", in = "mm/mmu_gather.c")
public record TableSync() implements IpiFunction {
    /** Shared by all calls: unfolding runs programs many million times, and each run need not make its own. */
    private static final TableSync SYNC = new TableSync();

    @Override
    public void run(Cpu cpu) {}

    /** Interrupts the CPUs of {@code mask}, and waits for each. */
    @KernelFunction(value = "tlb_remove_table_sync_one", in = "mm/mmu_gather.c")
    public static void interrupt(Cpu cpu, CpuMask mask) {
        cpu.callFunctionMany(mask, SYNC, true);
    }

    @Override
    public String title() {
        return "tlb_remove_table_smp_sync";
    }

    @Override
    public Purpose purpose() {
        return Purpose.TABLE_SYNC;
    }
}
