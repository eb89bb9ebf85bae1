package org.shootdown.kernel.policy;

import org.shootdown.kernel.Gather;
import org.shootdown.kernel.Kernel;
import org.shootdown.machine.Cpu;

/**
 * The versions that decide once, at boot, that every flush interrupts every walker: where they believe it, they skip
 * the sync.
 *
 * @param skips which syncs are skipped on this machine
 * @param wakesForUnshared whether {@code tlb_flush} makes lazy CPUs take part when tables were unshared, not only freed
 */
record FlushImpliesIpi(Skips skips, boolean wakesForUnshared) implements SyncOnly {
    /** Where a version asks whether it may skip. */
    enum Skips {
        /** Boot code found that flushes need not interrupt: nothing is skipped. */
        NOTHING,
        /** The call sites of the unshare flush and of the collapse ask. */
        AT_CALL_SITES,
        /** {@code tlb_remove_table_sync_one} asks, so for every caller. */
        SYNC_ONE,
        /** {@code tlb_remove_table_sync_one} and {@code tlb_remove_table_sync_rcu} ask. */
        SYNC_ONE_AND_RCU
    }

    @Override
    public void syncOne(Kernel k, Cpu cpu, Gather tlb) {
        if (skips == Skips.NOTHING) {
            TableSync.interrupt(cpu, cpu.onlineMask());
        }
    }

    @Override
    public void syncFreeOne(Kernel k, Cpu cpu, Gather tlb) {
        if (skips == Skips.AT_CALL_SITES) {
            TableSync.interrupt(cpu, cpu.onlineMask());
        } else {
            syncOne(k, cpu, tlb);
        }
    }

    @Override
    public void syncRcu(Kernel k, Cpu cpu, Gather tlb) {
        if (skips != Skips.SYNC_ONE_AND_RCU) {
            cpu.synchronizeRcu();
        }
    }

    @Override
    public boolean wakeLazyCpus(boolean freedTables, boolean unsharedTables) {
        return freedTables || unsharedTables && wakesForUnshared;
    }

    /** It trusts the flush. */
    @Override
    public boolean isAskedForOrder() {
        return false;
    }
}
