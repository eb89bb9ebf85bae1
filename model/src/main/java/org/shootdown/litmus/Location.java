package org.shootdown.litmus;

import java.util.Comparator;

/**
 * Something that a final state gives a value to: a memory location, or a register of one thread.
 *
 * @param thread the thread of a register, from 0; {@link #MEMORY} for a memory location
 * @param rank the register's place among the registers of its language, from 0; 0 where names alone order them
 * @param name as herd prints it
 */
public record Location(int thread, int rank, String name) implements Comparable<Location> {
    /** In the place of a thread: no thread, memory. */
    public static final int MEMORY = -1;

    // As an unsigned number MEMORY is the largest of all.
    private static final Comparator<Location> HERDS_ORDER = Comparator.<Location>comparingLong(
                    l -> Integer.toUnsignedLong(l.thread))
            .thenComparingInt(Location::rank)
            .thenComparing(Location::name);

    static Location memory(String name) {
        return new Location(MEMORY, 0, name);
    }

    public boolean isMemory() {
        return thread == MEMORY;
    }

    /** Registers first, by thread and rank, then memory, as herd prints a state. */
    @Override
    public int compareTo(Location other) {
        return HERDS_ORDER.compare(this, other);
    }

    /** As herd prints it: {@code 0:EAX} or {@code [x]}. */
    @Override
    public String toString() {
        return isMemory() ? "[" + name + "]" : thread + ":" + name;
    }
}
