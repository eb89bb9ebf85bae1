package org.shootdown.check.explore;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Property;

/** What a search has found so far, and at its end. */
public final class Exploration {
    private final boolean observed;
    private final boolean costs;
    private final Map<Property, Integer> broken = new EnumMap<>(Property.class);
    private final Set<List<Integer>> outcomes = new HashSet<>();
    private int reached;
    private Range flush = Range.EMPTY;
    private Range sync = Range.EMPTY;
    private Range disturbed = Range.EMPTY;

    long states;
    long transitions;
    int depth;
    long bytes;
    End end = End.COMPLETE;

    /** Why a search ended. */
    public enum End {
        /** Everything was explored. */
        COMPLETE,
        /** {@link org.shootdown.check.CheckOptions#maxStates} was reached. */
        STATES,
        /** {@link org.shootdown.check.CheckOptions#maxMemory} was reached. */
        MEMORY,
        /** It was called off. */
        CANCELLED
    }

    /** A range of counts over all executions; {@link #EMPTY} where no execution ended. */
    public record Range(int min, int max) {
        public static final Range EMPTY = new Range(Integer.MAX_VALUE, -1);

        public boolean isEmpty() {
            return max < 0;
        }

        Range with(int value) {
            return value >= min && value <= max ? this : new Range(Math.min(min, value), Math.max(max, value));
        }

        Range with(Range other) {
            return new Range(Math.min(min, other.min), Math.max(max, other.max));
        }
    }

    Exploration(TransitionSystem ts) {
        Machine machine = ts.machine;
        observed =
                !machine.observedCells().isEmpty() || !machine.observedGhosts().isEmpty();
        costs = ts.costs != null;
        reached = ts.initialSituations;
    }

    void violation(int properties, int atDepth) {
        for (Property property : Property.values()) {
            if ((properties & 1 << property.ordinal()) != 0) {
                broken.merge(property, atDepth, Math::min);
            }
        }
    }

    void reached(int situations) {
        reached |= situations;
    }

    /** Adds what another part of the same search found. */
    void add(Exploration part) {
        part.broken.forEach((property, atDepth) -> broken.merge(property, atDepth, Math::min));
        outcomes.addAll(part.outcomes);
        reached |= part.reached;
        transitions += part.transitions;
        flush = flush.with(part.flush);
        sync = sync.with(part.sync);
        disturbed = disturbed.with(part.disturbed);
    }

    void finalState(LoadedState at) {
        if (observed) {
            outcomes.add(at.outcome());
        }
        if (costs) {
            flush = flush.with(at.flushIpis());
            sync = sync.with(at.syncIpis());
            disturbed = disturbed.with(at.disturbed());
        }
    }

    /** Whether every reachable state was expanded. */
    public boolean complete() {
        return end == End.COMPLETE;
    }

    /** Why the search ended. */
    public End end() {
        return end;
    }

    /** How many bytes the set of visited states takes. */
    public long bytes() {
        return bytes;
    }

    /** How many distinct states were reached. */
    public long states() {
        return states;
    }

    /** How many transitions were taken, each state's once. */
    public long transitions() {
        return transitions;
    }

    /** The length of the longest shortest path from the initial state. */
    public int depth() {
        return depth;
    }

    /** The properties that some execution breaks, each with the length of a shortest such execution among those searched. */
    public Map<Property, Integer> broken() {
        return broken;
    }

    /** Bit n: situation n was reached. */
    public int reached() {
        return reached;
    }

    /** The final values of the observed cells and ghosts, of every execution that comes to its end. */
    public Set<List<Integer>> outcomes() {
        return outcomes;
    }

    /** How many flush IPIs an execution sends, over all that come to their end. */
    public Range flush() {
        return flush;
    }

    /** How many IPIs an execution sends to synchronise with walkers. */
    public Range sync() {
        return sync;
    }

    /** How many IPIs hit a CPU that was neither in a walk nor using the mm. */
    public Range disturbed() {
        return disturbed;
    }
}
