package org.shootdown.check.search;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.shootdown.check.store.Memory;
import org.shootdown.check.store.VisitedSet;
import org.shootdown.check.system.LoadedState;
import org.shootdown.check.system.Successors;
import org.shootdown.check.system.TransitionSystem;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Observation;

/**
 * Finds every {@link Observation} that a machine allows. {@link BreadthFirst} judges all executions together and so
 * forgets which of them broke what; here what an execution has broken and reached so far travels with its state, which
 * costs states. Meant for machines of the size that a stress test runs.
 */
public final class Observations implements Successors.Sink {
    private static final int REACHED_SHIFT = 32;

    private final TransitionSystem ts;
    private final long maxStates;
    private final VisitedSet visited;
    private final Set<Observation> found = new HashSet<>();
    private final ArrayDeque<long[]> open = new ArrayDeque<>();
    private final Successors ends;
    private long history;

    /** @param maxStates how many pairs of a state and a history to store before giving up */
    public Observations(TransitionSystem ts, long maxStates) {
        this.ts = ts;
        this.maxStates = maxStates;
        this.visited = new VisitedSet(ts.words() + 1, new Memory(Long.MAX_VALUE));
        this.ends = new Successors(ts);
    }

    /**
     * Explores everything.
     *
     * @throws IllegalStateException if the limit was hit
     */
    public Set<Observation> find() {
        Successors successors = new Successors(ts);
        visit(ts.initial(), 0);
        while (!open.isEmpty()) {
            long[] state = open.poll();
            history = state[ts.words()];
            successors.expand(state, 0, this);
            if (successors.isFinal()) {
                add(successors, history);
            }
            if (visited.size() > maxStates) {
                throw new IllegalStateException("more than " + maxStates + " states in " + ts.machine.name());
            }
        }
        return found;
    }

    @Override
    public void accept(Successors transition) {
        long behind = history | transition.violated | (long) transition.reached << REACHED_SHIFT;
        if (transition.broken == null) {
            visit(transition.next, behind);
        } else {
            // The failed condition ends the execution here.
            ends.load(transition.next, 0);
            add(ends, behind);
        }
    }

    private void visit(long[] state, long behind) {
        long[] pair = Arrays.copyOf(state, ts.words() + 1);
        pair[ts.words()] = behind;
        if (visited.add(pair, 0)) {
            open.add(pair);
        }
    }

    private void add(LoadedState at, long behind) {
        Machine machine = ts.machine;
        List<Integer> values = new ArrayList<>();
        for (Cell cell : machine.observedCells()) {
            values.add(at.cell(cell.index()));
        }
        for (Ghost ghost : machine.observedGhosts()) {
            values.add(at.ghost(ghost.index()));
        }
        found.add(new Observation(values, (int) behind, (int) (behind >>> REACHED_SHIFT)));
    }
}
