package org.shootdown.check.search;

import org.shootdown.check.result.Goal;
import org.shootdown.check.system.State;
import org.shootdown.check.system.Transition;
import org.shootdown.machine.Property;

/** Tells whether a {@link Goal} is met, by a transition or at a state. */
final class Target {
    private final Goal goal;

    Target(Goal goal) {
        this.goal = goal;
    }

    /** Whether {@code transition} meets the goal. */
    boolean metBy(Transition transition) {
        return goal instanceof Goal.Broken broken
                && (transition.violated & 1 << broken.property().ordinal()) != 0;
    }

    /**
     * Whether the loaded state meets the goal.
     *
     * @param transitions how many lead out of it
     */
    boolean metAt(State state, int transitions) {
        if (goal instanceof Goal.Outcome outcome) {
            return state.isFinal() && outcome.values().equals(state.outcome());
        }
        if (goal instanceof Goal.Wherever) {
            return true;
        }
        return goal.property() == Property.DEADLOCK && transitions == 0 && !state.isFinal();
    }
}
