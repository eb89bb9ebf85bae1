package org.shootdown.kernel.policy;

import org.shootdown.kernel.SyncRule;

/** A rule about the sync alone: it asks nothing of walkers, and its flush for freed tables is mainline's. */
interface SyncOnly extends SyncRule {
    @Override
    default Object withoutSync() {
        return "mainline";
    }
}
