package org.shootdown.check.explore;

import java.util.List;
import org.shootdown.machine.Property;

/** What a trace leads to: a transition that breaks a property, or a state at which something is the case. */
public sealed interface Goal {
    /** Whether {@code transition} reaches the goal. */
    boolean metBy(Successors transition);

    /**
     * Whether the loaded state is the goal.
     *
     * @param transitions how many lead out of it
     */
    boolean metAt(LoadedState state, int transitions);

    /** What the trace says is broken. */
    Property property();

    /** The violation in one sentence, or {@code null} where the last event tells it. */
    String why();

    /** Some execution breaks {@code property}. */
    record Broken(Property property) implements Goal {
        @Override
        public boolean metBy(Successors transition) {
            return (transition.violated & 1 << property.ordinal()) != 0;
        }

        @Override
        public boolean metAt(LoadedState state, int transitions) {
            return property == Property.DEADLOCK && transitions == 0 && !state.isFinal();
        }

        @Override
        public String why() {
            return null;
        }
    }

    /**
     * An execution ends with these values of the observed cells and ghosts, which whoever asks has a condition against.
     */
    record Outcome(List<Integer> values, String why) implements Goal {
        public Outcome {
            values = List.copyOf(values);
        }

        @Override
        public boolean metBy(Successors transition) {
            return false;
        }

        @Override
        public boolean metAt(LoadedState state, int transitions) {
            return state.isFinal() && values.equals(state.outcome());
        }

        @Override
        public Property property() {
            return Property.ASSERTION;
        }
    }
}
