package org.shootdown.check.search;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.shootdown.check.store.ByteBudget;
import org.shootdown.check.store.VisitedSet;
import org.shootdown.check.system.State;
import org.shootdown.check.system.Transition;
import org.shootdown.check.system.TransitionSystem;
import org.shootdown.check.system.Transitions;
import org.shootdown.machine.Observation;

/**
 * Finds every {@link Observation} that a machine allows. {@link BreadthFirst} judges all executions together and so
 * forgets which of them broke what; here what an execution has broken and reached so far travels with its state, which
 * costs states. Meant for machines of the size that a stress test runs.
 */
public final class Observations implements Transitions.Sink {
    private static final int REACHED_SHIFT = 32;

    private final TransitionSystem ts;
    private final long maxStates;
    private final VisitedSet visited;
    private final Set<Observation> found = new HashSet<>();
    private final ArrayDeque<long[]> open = new ArrayDeque<>();
    private final State end;
    private long history;

    /** @param maxStates how many pairs of a state and a history to store before giving up */
    public Observations(TransitionSystem ts, long maxStates) {
        this.ts = ts;
        this.maxStates = maxStates;
        this.visited = new VisitedSet(ts.words() + 1, new ByteBudget(Long.MAX_VALUE));
        this.end = new State(ts);
    }

    /**
     * Explores everything.
     *
     * @throws IllegalStateException if the limit was hit
     */
    public Set<Observation> find() {
        Transitions transitions = new Transitions(ts);
        visit(ts.initial(), 0);
        while (!open.isEmpty()) {
            long[] state = open.poll();
            history = state[ts.words()];
            transitions.expand(state, 0, this);
            if (transitions.state().isFinal()) {
                add(transitions.state(), history);
            }
            if (visited.size() > maxStates) {
                throw new IllegalStateException("more than " + maxStates + " states in " + ts.machine.name());
            }
        }
        return found;
    }

    @Override
    public void accept(Transition transition) {
        long behind = history | transition.violated | (long) transition.reached << REACHED_SHIFT;
        if (transition.broken == null) {
            visit(transition.next, behind);
        } else {
            // The failed condition ends the execution here.
            end.load(transition.next, 0);
            add(end, behind);
        }
    }

    private void visit(long[] state, long behind) {
        long[] pair = Arrays.copyOf(state, ts.words() + 1);
        pair[ts.words()] = behind;
        if (visited.add(pair, 0)) {
            open.add(pair);
        }
    }

    private void add(State last, long behind) {
        found.add(new Observation(last.outcome(), (int) behind, (int) (behind >>> REACHED_SHIFT)));
    }
}
