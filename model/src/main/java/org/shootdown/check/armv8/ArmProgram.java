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

    /**
     * A thread.
     *
     * @param start its first step
     * @param slots how many {@linkplain Step.Load#slot slots} its loads use: they are numbered from 0
     */
    public record ArmThread(Step start, int slots) {
        public ArmThread {
            if (slots > Sources.MOST_SLOTS) {
                throw new IllegalArgumentException(
                        "a thread can have at most " + Sources.MOST_SLOTS + " loads, not " + slots);
            }
        }
    }
}
