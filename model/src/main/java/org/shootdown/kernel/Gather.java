package org.shootdown.kernel;

/** What a {@link SyncRule} may know of a {@code struct mmu_gather}. */
public interface Gather {
    /** {@code tlb->mm}. */
    Mm mm();

    /** Patch v3: the end of {@code native_flush_tlb_multi} for a gather that freed or unshared tables. */
    void nativeFlushSentIpis();

    /** Patch v3: the local-only branch of {@code flush_tlb_mm_range}. */
    void flushedOnlyHere();

    /** Patch v3: whether a flush since the last sync sent IPIs; asking consumes the answer. */
    boolean takeFlushSentIpi();

    /** Stands in where a caller synchronises on behalf of {@code mm} without a gather: nothing was gathered. */
    static Gather none(Mm mm) {
        return new NoGather(mm);
    }
}
