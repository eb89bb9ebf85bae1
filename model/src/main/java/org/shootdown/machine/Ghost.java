package org.shootdown.machine;

/**
 * A history variable in {@code 0..max}: written by programs through {@link Cpu#note}, never read by them, so it cannot
 * influence what the modelled kernel does. Ghosts exist for the judge: they carry the final register values of a
 * litmus test, for one. A write is part of the step before it and is visible at once, whatever the memory model.
 */
public final class Ghost {
    private final String name;
    private final int index;
    private final int max;
    private final int initial;
    private final int place;

    Ghost(String name, int index, int max, int initial, int place) {
        this.name = name;
        this.index = index;
        this.max = max;
        this.initial = initial;
        this.place = place;
    }

    /** What reports call it. */
    public String name() {
        return name;
    }

    /** The ghost's position among its machine's ghosts, from 0. */
    public int index() {
        return index;
    }

    /** The ghost's position among its machine's cells and ghosts, from 0, in order of declaration. */
    public int place() {
        return place;
    }

    /** The largest value the ghost can hold; the smallest is 0. */
    public int max() {
        return max;
    }

    /** The value that it starts with. */
    public int initial() {
        return initial;
    }

    @Override
    public String toString() {
        return name;
    }
}
