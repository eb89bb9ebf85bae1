package org.shootdown.kernel.policy;

import org.shootdown.kernel.Gather;
import org.shootdown.kernel.Mm;

/** Patch v3's gather on the stack of {@code pmdp_collapse_flush_sync}: no table joins it, and it lives for one flush. */
final class CollapseGather implements Gather {
    private final Mm mm;
    private boolean flushSentIpi;

    CollapseGather(Mm mm) {
        this.mm = mm;
    }

    @Override
    public Mm mm() {
        return mm;
    }

    @Override
    public boolean hasFreedTables() {
        return false;
    }

    @Override
    public boolean hasUnsharedTables() {
        return false;
    }

    @Override
    public boolean hasFullyUnsharedTables() {
        return false;
    }

    @Override
    public int sharersBefore() {
        return 0;
    }

    @Override
    public void noteFlushSentIpi() {
        flushSentIpi = true;
    }

    @Override
    public boolean takeFlushSentIpi() {
        boolean sent = flushSentIpi;
        flushSentIpi = false;
        return sent;
    }
}
