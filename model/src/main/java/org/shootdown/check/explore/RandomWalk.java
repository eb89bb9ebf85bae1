package org.shootdown.check.explore;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.shootdown.check.explore.Schedule.Turn;
import org.shootdown.machine.Property;

/**
 * One execution of a machine, chosen step by step: the third way to run programs, for machines too large to explore and
 * for tests that shrink what they find. It says nothing about the executions not taken.
 *
 * @param schedule the choices made, by which a {@link Replay} takes the same execution
 * @param broken what its last step breaks, or what the state it ends in does; empty if nothing
 * @param outcome the final values of the observed cells and ghosts; {@code null} if something was broken
 */
public record RandomWalk(Schedule schedule, Set<Property> broken, List<Integer> outcome) {

    /** A transition that could be taken. */
    private record Option(Turn turn, long[] next, int violated) {}

    /**
     * Walks until a property is broken or the execution is over.
     *
     * @param choose given how many transitions lead out of a state, picks one of them, from 0
     */
    public static RandomWalk along(TransitionSystem ts, IntUnaryOperator choose) {
        Successors successors = new Successors(ts);
        List<Turn> turns = new ArrayList<>();
        List<Option> options = new ArrayList<>();
        long[] state = ts.initial();
        while (true) {
            options.clear();
            successors.expand(state, 0, t -> options.add(new Option(Turn.of(t), t.next.clone(), t.violated)));
            if (options.isEmpty()) {
                return successors.isFinal()
                        ? new RandomWalk(new Schedule(turns), Set.of(), successors.outcome())
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
