package org.shootdown.check.search;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.shootdown.check.result.RandomWalk;
import org.shootdown.check.result.Schedule;
import org.shootdown.check.result.Schedule.Turn;
import org.shootdown.check.system.TransitionSystem;
import org.shootdown.check.system.Transitions;
import org.shootdown.machine.Property;

/** Runs one execution of a machine, chosen step by step. */
public final class RandomWalker {

    /** A transition that could be taken. */
    private record Option(Turn turn, long[] next, int violated) {}

    private RandomWalker() {}

    /**
     * Walks until a property is broken or the execution is over.
     *
     * @param choose given how many transitions lead out of a state, picks one of them, from 0
     */
    public static RandomWalk along(TransitionSystem ts, IntUnaryOperator choose) {
        Transitions transitions = new Transitions(ts);
        List<Turn> turns = new ArrayList<>();
        List<Option> options = new ArrayList<>();
        long[] state = ts.initial();
        while (true) {
            options.clear();
            transitions.expand(state, 0, t -> options.add(new Option(t.turn(), t.next.clone(), t.violated)));
            if (options.isEmpty()) {
                return transitions.state().isFinal()
                        ? new RandomWalk(
                                new Schedule(turns),
                                Set.of(),
                                transitions.state().outcome())
                        : new RandomWalk(new Schedule(turns), Set.of(Property.DEADLOCK), null);
            }
            Option taken = options.get(choose.applyAsInt(options.size()));
            turns.add(taken.turn());
            state = taken.next();
            if (taken.violated() != 0) {
                return new RandomWalk(new Schedule(turns), properties(taken.violated()), null);
            }
        }
    }

    private static Set<Property> properties(int bits) {
        Set<Property> properties = EnumSet.allOf(Property.class);
        properties.removeIf(p -> (bits & 1 << p.ordinal()) == 0);
        return properties;
    }
}
