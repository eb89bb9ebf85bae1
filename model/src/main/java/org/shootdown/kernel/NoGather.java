package org.shootdown.kernel;

/** See {@link Gather#none}. */
record NoGather(Mm mm) implements Gather {
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
    public void noteFlushSentIpi() {}

    @Override
    public boolean takeFlushSentIpi() {
        return false;
    }
}
