package org.shootdown.litmus;

/**
 * Something that a final state gives a value to: a memory location, or a register of one thread.
 *
 * @param thread the thread of a register, from 0; {@link #MEMORY} for a memory location
 * @param name as the test spells it
 */
public record Location(int thread, String name) implements Comparable<Location> {
    /** In the place of a thread: no thread, memory. */
    public static final int MEMORY = -1;

    static Location memory(String name) {
        return new Location(MEMORY, name);
    }

    public boolean isMemory() {
        return thread == MEMORY;
    }

    /** Registers first, by thread, then memory, as herd prints a state. */
    @Override
    public int compareTo(Location other) {
        int byThread = Integer.compareUnsigned(thread, other.thread);
        return byThread != 0 ? byThread : name.compareTo(other.name);
    }

    /** As herd prints it: {@code 0:EAX} or {@code [x]}. */
    @Override
    public String toString() {
        return isMemory() ? "[" + name + "]" : thread + ":" + name;
    }
}
