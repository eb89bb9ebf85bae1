package org.shootdown.kernel.policy;

import org.shootdown.kernel.Gather;
import org.shootdown.kernel.Kernel;
import org.shootdown.machine.Cpu;

/**
 * Merged in 7.1 (1fb3d8c20bfa): where a single table is freed because no batch page could be had, a grace period takes
 * the place of the interrupts. Elsewhere as mainline.
 */
record SyncRcu() implements SyncOnly {
    @Override
    public void syncOne(Kernel k, Cpu cpu, Gather tlb) {
        TableSync.interrupt(cpu, cpu.onlineMask());
    }

    @Override
    public void syncFreeOne(Kernel k, Cpu cpu, Gather tlb) {
        syncRcu(k, cpu, tlb);
    }

    /** Its {@link #syncOne} is mainline's. */
    @Override
    public boolean isAskedForOrder() {
        return false;
    }
}
