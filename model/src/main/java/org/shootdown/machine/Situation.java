package org.shootdown.machine;

/**
 * What a model is about, so that an exploration which never got there cannot pass for a proof: "a walker was inside
 * the table after it was unlinked". A check that explores everything without reaching each declared situation is
 * VACUOUS, not SAFE. Reached by {@link Cpu#reached}, or by a walk of an unlinked page ({@link
 * Machine.Builder#walkInsideUnlinked}).
 */
public final class Situation {
    private final String name;
    private final int index;

    Situation(String name, int index) {
        this.name = name;
        this.index = index;
    }

    /** What reports call it. */
    public String name() {
        return name;
    }

    /** The situation's position among its machine's situations, from 0 (at most 31). */
    public int index() {
        return index;
    }

    @Override
    public String toString() {
        return name;
    }
}
