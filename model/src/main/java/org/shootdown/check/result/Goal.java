package org.shootdown.check.result;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shootdown.machine.Property;

/** What a trace leads to: a transition that breaks a property, or a state at which something is the case. */
public sealed interface Goal {
    /** What the trace says is broken; {@code null} if nothing is. */
    @Nullable
    Property property();

    /** Nothing in particular: the execution is told as far as it is given. */
    record Wherever() implements Goal {
        @Override
        public @Nullable Property property() {
            return null;
        }
    }

    /** Some execution breaks {@code property}. */
    record Broken(Property property) implements Goal {}

    /**
     * An execution ends with these values of the observed cells and ghosts, which whoever asks has a condition against.
     *
     * @param values the values of the observed cells and then of the observed ghosts, in the order of their declaration
     * @param why the violation in one sentence
     */
    record Outcome(List<Integer> values, String why) implements Goal {
        /** Copies the list. */
        public Outcome {
            values = List.copyOf(values);
        }

        @Override
        public Property property() {
            return Property.ASSERTION;
        }
    }
}
