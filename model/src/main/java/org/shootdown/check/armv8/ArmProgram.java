package org.shootdown.check.armv8;

import java.util.List;

/**
 * Threads over shared cells.
 *
 * @param initial the cells' initial values; a cell is its position here
 * @param threads the threads
 */
public record ArmProgram(List<Long> initial, List<ArmThread> threads) {
    public ArmProgram {
        initial = List.copyOf(initial);
        threads = List.copyOf(threads);
    }

    /** How many writes a thread can make on one way through it. */
    public static final int MOST_WRITES = Long.SIZE - 1;

    /**
     * A thread, which makes at most {@link #MOST_WRITES} on any way through it.
     *
     * @param start its first step
     * @param slots how many {@linkplain Step.Load#slot slots} its loads use: they are numbered from 0; at most {@link
     *     Sources#MOST_SLOTS}
     */
    public record ArmThread(Step start, int slots) {}
}
