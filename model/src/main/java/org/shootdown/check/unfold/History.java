package org.shootdown.check.unfold;

import java.util.List;

/**
 * What a program did after some results, and what it did next after each result of that: the tree of its runs, before
 * equal futures become one node of an {@link Automaton}.
 *
 * @param step the step it made; END or ERROR where it was over
 * @param effects what it made since the step before
 * @param results the step's results, in ascending order; none where it waits for ever
 * @param next what came after each of them
 */
record History(Step step, List<Effect> effects, int[] results, History[] next) {
    static History leaf(Step step, List<Effect> effects) {
        return new History(step, effects, new int[0], new History[0]);
    }

    boolean isLeaf() {
        return next.length == 0;
    }
}
