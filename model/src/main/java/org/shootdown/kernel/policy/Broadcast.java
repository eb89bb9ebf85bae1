package org.shootdown.kernel.policy;

import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.mm.MmuGather;
import org.shootdown.machine.Cpu;

/** Mainline: every other online CPU takes an interrupt, whatever the flush did. */
record Broadcast() implements SyncRule {
    @Override
    public void syncOne(Kernel k, Cpu cpu, MmuGather tlb) {
        TableSync.interrupt(cpu, k.onlineMask());
    }
}
