package org.shootdown.check.search;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.shootdown.check.result.End;
import org.shootdown.check.result.Exploration;
import org.shootdown.check.result.Range;
import org.shootdown.check.system.State;
import org.shootdown.check.system.TransitionSystem;
import org.shootdown.machine.Property;

/** What one worker has found so far, and, once all workers' parts are added, what the search has. */
final class ExplorationBuilder {
    private final boolean observed;
    private final boolean costs;
    private final Map<Property, Integer> broken = new EnumMap<>(Property.class);
    private final Set<List<Integer>> outcomes = new HashSet<>();
    private int reached;
    private long transitions;
    private Range flush = Range.EMPTY;
    private Range sync = Range.EMPTY;
    private Range disturbed = Range.EMPTY;

    ExplorationBuilder(TransitionSystem ts) {
        observed = ts.hasOutcomes();
        costs = ts.costs != null;
        reached = ts.initialSituations;
    }

    /** Notes that the properties whose ordinals are set in {@code properties} are broken that far from the start. */
    void violation(int properties, int atDepth) {
        for (Property property : Property.values()) {
            if ((properties & 1 << property.ordinal()) != 0) {
                broken.merge(property, atDepth, Math::min);
            }
        }
    }

    /** Notes that the situations whose indices are set in {@code situations} are reached. */
    void reached(int situations) {
        reached |= situations;
    }

    /** Notes that {@code more} transitions were taken. */
    void transitions(long more) {
        transitions += more;
    }

    /** Notes that an execution ends in a state. */
    void finalState(State at) {
        if (observed) {
            outcomes.add(at.outcome());
        }
        if (costs) {
            flush = flush.with(at.flushIpis());
            sync = sync.with(at.syncIpis());
            disturbed = disturbed.with(at.disturbed());
        }
    }

    /** Adds what another worker of the same search found. */
    void add(ExplorationBuilder part) {
        part.broken.forEach((property, atDepth) -> broken.merge(property, atDepth, Math::min));
        outcomes.addAll(part.outcomes);
        reached |= part.reached;
        transitions += part.transitions;
        flush = flush.with(part.flush);
        sync = sync.with(part.sync);
        disturbed = disturbed.with(part.disturbed);
    }

    /** The result of a search that stored so many states, in so many bytes, down to this depth. */
    Exploration build(End end, long states, int depth, long bytes) {
        Exploration.Size size = new Exploration.Size(states, transitions, depth, bytes);
        return new Exploration(end, size, broken, reached, outcomes, new Exploration.Ipis(flush, sync, disturbed));
    }
}
