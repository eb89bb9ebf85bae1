package org.shootdown.check.search;

import java.util.ArrayList;
import java.util.List;
import org.shootdown.check.result.Goal;
import org.shootdown.check.result.Schedule;
import org.shootdown.check.result.Trace;
import org.shootdown.check.system.Move;
import org.shootdown.check.system.Narrator;
import org.shootdown.check.system.TransitionSystem;
import org.shootdown.check.system.Transitions;

/** Runs a schedule: takes exactly its transitions, one after another. */
public final class Replay {
    private final TransitionSystem ts;
    private final Goal goal;
    private final Target target;
    private final Transitions transitions;

    /** @param goal what the schedule must lead to */
    public Replay(TransitionSystem ts, Goal goal) {
        this.ts = ts;
        this.goal = goal;
        this.target = new Target(goal);
        this.transitions = new Transitions(ts);
    }

    /**
     * The execution, told step by step.
     *
     * @throws IllegalArgumentException if there is no such execution, or if it does not lead to the goal
     */
    public Trace run(Schedule schedule) {
        List<Move> path = new ArrayList<>();
        long[] state = ts.initial();
        boolean met = false;
        for (Schedule.Turn turn : schedule.turns()) {
            long[] from = state;
            Move[] taken = new Move[1];
            boolean[] hit = new boolean[1];
            transitions.expand(from, 0, t -> {
                if (t.is(turn)) {
                    taken[0] = new Move(from, turn, t.next.clone());
                    hit[0] = target.metBy(t);
                }
            });
            if (taken[0] == null) {
                throw new IllegalArgumentException("step " + (path.size() + 1) + " cannot be taken: " + turn);
            }
            path.add(taken[0]);
            state = taken[0].to();
            met = hit[0];
        }
        int count = transitions.expand(state, 0, t -> {});
        if (!met && !target.metAt(transitions.state(), count)) {
            throw new IllegalArgumentException("its " + path.size() + " steps do not break " + goal.property());
        }
        return new Narrator(ts, goal).tell(path);
    }
}
