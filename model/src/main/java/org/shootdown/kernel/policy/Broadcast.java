package org.shootdown.kernel.policy;

import org.shootdown.kernel.Gather;
import org.shootdown.kernel.Kernel;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.KernelFunction;

/** Mainline: every other online CPU takes an interrupt, whatever the flush did. */
record Broadcast() implements SyncOnly {
    @Override
    @KernelFunction(value = "tlb_remove_table_sync_one", in = "mm/mmu_gather.c")
    public void syncOne(Kernel k, Cpu cpu, Gather tlb) {
        TableSync.interrupt(cpu, cpu.onlineMask());
    }
}
