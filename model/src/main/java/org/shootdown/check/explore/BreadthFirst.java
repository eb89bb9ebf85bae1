package org.shootdown.check.explore;

import org.shootdown.machine.Property;

/**
 * Breadth-first search of the whole state space on one thread. It goes on past a violation of P1, P2 or P3, so that
 * each property is judged on its own and the costs are those of all executions.
 */
public final class BreadthFirst implements Successors.Sink {
    private final TransitionSystem ts;
    private final long maxStates;
    private final VisitedSet visited;
    private final Exploration found;
    private Frontier level;
    private Frontier nextLevel;

    /** @param maxStates how many states to store before giving up */
    public BreadthFirst(TransitionSystem ts, long maxStates) {
        this.ts = ts;
        this.maxStates = maxStates;
        this.visited = new VisitedSet(ts.words());
        this.found = new Exploration(ts);
        this.level = new Frontier(ts.words());
        this.nextLevel = new Frontier(ts.words());
    }

    /** Searches until everything is explored or the limit is hit. */
    public Exploration run() {
        Successors successors = new Successors(ts);
        long[] initial = ts.initial();
        visited.add(initial, 0);
        level.add(initial, 0);
        while (level.size() > 0) {
            for (int i = 0; i < level.size(); i++) {
                int count = successors.expand(level.states(), level.offset(i), this);
                if (successors.isFinal()) {
                    found.finalState(successors);
                } else if (count == 0) {
                    found.violation(1 << Property.DEADLOCK.ordinal(), found.depth);
                }
                if (visited.size() > maxStates) {
                    found.states = visited.size();
                    return found;
                }
            }
            Frontier done = level;
            level = nextLevel;
            nextLevel = done;
            nextLevel.clear();
            if (level.size() > 0) {
                found.depth++;
            }
        }
        found.states = visited.size();
        found.complete = true;
        return found;
    }

    @Override
    public void accept(Successors transition) {
        found.transitions++;
        if (transition.violated != 0) {
            found.violation(transition.violated, found.depth + 1);
        }
        if (transition.reached != 0) {
            found.reached(transition.reached);
        }
        if (transition.broken == null && visited.add(transition.next, 0)) {
            nextLevel.add(transition.next, 0);
        }
    }
}
