package org.shootdown.machine;

import java.util.List;

/**
 * What one execution came to. The explorer computes every observation that a machine allows, the live machine makes
 * them one at a time; that the second are among the first is what the stress tests and property tests check.
 *
 * @param values the final values of the {@linkplain Machine#observedCells observed cells} and then of the
 *     {@linkplain Machine#observedGhosts observed ghosts}
 * @param broken bit n: the execution broke the property with ordinal n
 * @param reached bit n: the execution reached situation number n
 */
public record Observation(List<Integer> values, int broken, int reached) {
    /** Copies the list. */
    public Observation {
        values = List.copyOf(values);
    }

    /** Whether the property was broken. */
    public boolean broke(Property property) {
        return (broken & 1 << property.ordinal()) != 0;
    }

    /** Whether the situation was reached. */
    public boolean reached(Situation situation) {
        return (reached & 1 << situation.index()) != 0;
    }
}
