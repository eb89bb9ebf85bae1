package org.shootdown.kernel.policy;

import org.shootdown.kernel.Gather;
import org.shootdown.kernel.Kernel;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.KernelFunction;

/** Podemsky, April 2023, first patch: interrupt only the CPUs in {@code mm_cpumask(tlb->mm)}. */
record MmCpumask() implements SyncOnly {
    @Override
    @KernelFunction(value = "tlb_remove_table_sync_one", in = "mm/mmu_gather.c", version = "patch of April 2023")
    public void syncOne(Kernel k, Cpu cpu, Gather tlb) {
        TableSync.interrupt(cpu, tlb.mm().readCpumask(cpu));
    }
}
