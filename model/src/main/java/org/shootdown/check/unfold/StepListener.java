package org.shootdown.check.unfold;

/** Told of the steps of programs while they are unfolded, so that it can look at who makes them. */
@FunctionalInterface
public interface StepListener {
    /** Is told nothing. */
    StepListener NONE = (position, step) -> {};

    /**
     * A program asks for {@code step}, and no earlier run of it did after the same results. Called on the program's own
     * stack, for one program after the other, and in a program depth first.
     *
     * @param position how many steps the run has made before; those at lower positions were told of last
     */
    void step(int position, Step step);
}
