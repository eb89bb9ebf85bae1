package org.shootdown.check;

import java.util.List;
import java.util.Set;
import org.shootdown.check.result.Exploration;
import org.shootdown.check.result.Verdict;
import org.shootdown.machine.Property;
import org.shootdown.machine.Situation;

/**
 * What a check found.
 *
 * @param verdict the answer
 * @param exploration figures, outcomes, costs, and the properties broken
 * @param missing the declared situations that were never reached
 * @param nanos how long unfolding and search took
 */
public record CheckResult(Verdict verdict, Exploration exploration, List<Situation> missing, long nanos) {
    /** The properties that some execution breaks. */
    public Set<Property> broken() {
        return exploration.broken().keySet();
    }

    /** The number of distinct states reached. */
    public long states() {
        return exploration.states();
    }

    /** The final values of the observed cells and ghosts, one list per distinct outcome. */
    public Set<List<Integer>> outcomes() {
        return exploration.outcomes();
    }
}
