package org.shootdown.kernel.policy;

import org.shootdown.kernel.Gather;
import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Mm;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.KernelFunction;

/**
 * Patch v3, 6 January 2026: the gather remembers that a flush sent IPIs, and the next sync consumes the note and skips.
 * A collapse has no gather and therefore no note.
 */
record FlushSentIpi() implements SyncOnly {
    @Override
    @KernelFunction(value = "tlb_remove_table_sync_one", in = "mm/mmu_gather.c")
    public void syncOne(Kernel k, Cpu cpu, Gather tlb) {
        if (!tlb.takeFlushSentIpi()) {
            TableSync.interrupt(cpu, k.onlineMask());
        }
    }

    @Override
    public void syncCollapse(Kernel k, Cpu cpu, Mm mm) {
        TableSync.interrupt(cpu, k.onlineMask());
    }

    @Override
    public boolean wakeLazyCpus(boolean freedTables, boolean unsharedTables) {
        return freedTables || unsharedTables;
    }

    /** It trusts the flush. */
    @Override
    public boolean isAskedForOrder() {
        return false;
    }
}
