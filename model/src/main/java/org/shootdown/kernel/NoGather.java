package org.shootdown.kernel;

/** A caller without a gather: {@code collapse_huge_page}. */
record NoGather(Mm mm) implements Gather {
    @Override
    public void nativeFlushSentIpis() {}

    @Override
    public void flushedOnlyHere() {}

    @Override
    public boolean takeFlushSentIpi() {
        return false;
    }
}
