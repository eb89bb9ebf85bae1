package org.shootdown.check.result;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.shootdown.machine.Property;

/**
 * What a search found; immutable.
 *
 * @param end why the search ended
 * @param size how much was searched
 * @param broken the properties that some execution breaks, in their order, each with the length of a shortest such
 *     execution among those searched
 * @param reached bit n: situation n was reached
 * @param outcomes the final values of the observed cells and ghosts, of every execution that comes to its end
 * @param ipis how many IPIs an execution sends; all empty where they are not counted
 */
public record Exploration(
        End end, Size size, Map<Property, Integer> broken, int reached, Set<List<Integer>> outcomes, Ipis ipis) {

    /**
     * How much was searched.
     *
     * @param states the number of distinct states reached
     * @param transitions the number of transitions taken, each state's once
     * @param depth the length of the longest shortest path from the initial state
     * @param bytes what the set of visited states took
     */
    public record Size(long states, long transitions, int depth, long bytes) {}

    /**
     * How many IPIs an execution sends, over all that come to their end.
     *
     * @param flush those that flush the TLB
     * @param sync those that synchronise with walkers
     * @param disturbed those, of either kind, that hit a CPU which was neither in a walk nor using the mm
     */
    public record Ipis(Range flush, Range sync, Range disturbed) {}

    /** Copies the collections. */
    public Exploration {
        Map<Property, Integer> inOrder = new EnumMap<>(Property.class);
        inOrder.putAll(broken);
        broken = Collections.unmodifiableMap(inOrder);
        outcomes = Set.copyOf(outcomes);
    }

    /** The result of a search that ended before its first state. */
    public static Exploration notBegun(End end) {
        Ipis none = new Ipis(Range.EMPTY, Range.EMPTY, Range.EMPTY);
        return new Exploration(end, new Size(0, 0, 0, 0), Map.of(), 0, Set.of(), none);
    }

    /** Whether every reachable state was expanded. */
    public boolean complete() {
        return end == End.COMPLETE;
    }

    /** States stored. */
    public long states() {
        return size.states();
    }

    /** Transitions taken, also those into states that were known. */
    public long transitions() {
        return size.transitions();
    }

    /** Transitions on the longest of the shortest ways to a state. */
    public int depth() {
        return size.depth();
    }

    /** Bytes that the states took. */
    public long bytes() {
        return size.bytes();
    }

    /** IPIs that flushes sent in an execution. */
    public Range flush() {
        return ipis.flush();
    }

    /** IPIs that syncs sent in an execution. */
    public Range sync() {
        return ipis.sync();
    }

    /** IPIs that met a CPU which does not use the mm, in an execution. */
    public Range disturbed() {
        return ipis.disturbed();
    }
}
