package org.shootdown.kernel.policy;

import org.shootdown.kernel.Gather;
import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Mm;
import org.shootdown.kernel.SyncRule;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.KernelFunction;

/**
 * Patch v3, 6 January 2026: the gather remembers that a flush sent IPIs, and the next sync consumes the note and skips.
 * Its second half gives khugepaged a gather of its own for each table, and flush and sync both under the lock of the
 * entry; retracting a file mapping's table, which mainline does without a sync on 64 bits, gets one too.
 */
record FlushSentIpi() implements SyncRule {
    @Override
    @KernelFunction(value = "tlb_gather_remove_table_sync_one", in = "mm/mmu_gather.c", version = "patch v3")
    public void syncOne(Kernel k, Cpu cpu, Gather tlb) {
        if (!tlb.takeFlushSentIpi()) {
            TableSync.interrupt(cpu, cpu.onlineMask());
        }
    }

    @Override
    @KernelFunction(value = "pmdp_collapse_flush_sync", in = "mm/pgtable-generic.c", version = "patch v3")
    public void flushCollapse(Kernel k, Cpu cpu, Mm mm) {
        Gather tlb = new CollapseGather(mm);
        k.backend().flushTlbMmRange(k, cpu, mm, true, tlb);
        syncOne(k, cpu, tlb);
    }

    /** The flush has synchronised. */
    @Override
    public void syncCollapse(Kernel k, Cpu cpu, Mm mm) {}

    @Override
    public boolean wakeLazyCpus(boolean freedTables, boolean unsharedTables) {
        return freedTables || unsharedTables;
    }

    @Override
    public Object withoutSync() {
        return "syncs where khugepaged flushes";
    }

    /** It trusts the flush. */
    @Override
    public boolean isAskedForOrder() {
        return false;
    }
}
