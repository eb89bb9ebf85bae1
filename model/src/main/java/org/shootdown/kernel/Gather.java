package org.shootdown.kernel;

/**
 * What a {@link SyncRule} may know of the {@code struct mmu_gather} on whose behalf it synchronises. What a gather has
 * done holds from then on: unlike the bits {@code freed_tables} and {@code unshared_tables}, which {@link
 * SyncRule#wakeLazyCpus} is given, it is not reset by a flush.
 */
public interface Gather {
    /** {@code tlb->mm}. */
    Mm mm();

    /** Whether the gather has freed a page table. */
    boolean hasFreedTables();

    /** Whether the gather has stopped sharing a hugetlb PMD table. */
    boolean hasUnsharedTables();

    /** Whether the gather has left such a table to one mm alone, as the last sharer does. */
    boolean hasFullyUnsharedTables();

    /** How many mms, with this one, had the table that was unshared last: 2 or more; 0 if none was unshared. */
    int sharersBefore();

    /** Patch v3: a flush of the gather interrupted the CPUs that have the mm, or there were none but this. */
    void noteFlushSentIpi();

    /** Patch v3: whether that was noted since the last sync; asking consumes the note. */
    boolean takeFlushSentIpi();

    /** Stands in where a caller synchronises on behalf of {@code mm} without a gather: nothing was gathered. */
    static Gather none(Mm mm) {
        return new NoGather(mm);
    }
}
