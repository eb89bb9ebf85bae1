package org.shootdown.check.armv8;

/**
 * The loads of a thread that something was computed from, as sets of {@linkplain Step.Load#slot slots}: bit n stands for
 * slot n.
 *
 * @param direct those whose results went into it: an address, data or control dependency on each
 * @param picked those by which it was only chosen (the condition of a select, the comparison of a compare-and-swap): a
 *     pick dependency on each, which orders later writes but no reads
 */
public record Sources(long direct, long picked) {
    /** Computed from no load. */
    public static final Sources NONE = new Sources(0, 0);

    /** How many slots there are. */
    public static final int MOST_SLOTS = Long.SIZE;

    public static Sources of(int slot) {
        return new Sources(1L << slot, 0);
    }

    /** What is computed from both. */
    public Sources and(Sources other) {
        return new Sources(direct | other.direct, picked | other.picked);
    }

    /** What is computed from this one, and chosen by {@code condition}. */
    public Sources pickedBy(Sources condition) {
        return new Sources(direct, picked | condition.all());
    }

    /** Those that order later writes: all of them. */
    public long all() {
        return direct | picked;
    }
}
