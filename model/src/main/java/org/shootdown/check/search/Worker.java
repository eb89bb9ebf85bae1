package org.shootdown.check.search;

import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.shootdown.check.options.Reduction;
import org.shootdown.check.reduce.PartialOrder;
import org.shootdown.check.reduce.Symmetry;
import org.shootdown.check.store.Buckets;
import org.shootdown.check.store.ByteBudget;
import org.shootdown.check.store.Frontier;
import org.shootdown.check.store.SuccessorList;
import org.shootdown.check.store.VisitedSet;
import org.shootdown.check.system.State;
import org.shootdown.check.system.TransitionSystem;
import org.shootdown.machine.Property;

/**
 * One thread's part in a search. In a round, workers first expand states of the level and sort the successors by the
 * segment of the visited set they belong to; once all have done that, they take in segment after segment. No two ever
 * write the same array, so nothing is locked. This is delayed duplicate detection with hash buckets (Korf, Delayed
 * Duplicate Detection, IJCAI 2003), kept in memory.
 */
final class Worker {
    /** How many states are taken from a frontier at a time. */
    private static final int TAKE = 64;

    private final int words;
    private final Expander expander;
    /** Symmetry reduction, which replaces states by their representatives; {@code null} if there is none. */
    private final Symmetry symmetry;

    private final ExplorationBuilder found;
    private final SuccessorList successors;
    private final Buckets buckets;
    private final long[] unfinished;
    private final State end;
    private Frontier level;
    private Frontier nextLevel;

    Worker(TransitionSystem ts, Set<Reduction> reductions, ByteBudget budget) {
        words = ts.words();
        symmetry = reductions.contains(Reduction.SYMMETRY) ? Symmetry.of(ts) : null;
        expander = reductions.contains(Reduction.PARTIAL_ORDER) && PartialOrder.canReduce(ts)
                ? new ReducedExpander(ts, symmetry == null ? null : symmetry.awaits())
                : new CachedExpander(ts);
        found = new ExplorationBuilder(ts);
        successors = new SuccessorList(words, budget);
        buckets = new Buckets(words, budget);
        unfinished = ts.unfinishedBits();
        end = new State(ts);
        level = new Frontier(words, budget);
        nextLevel = level.twin();
    }

    ExplorationBuilder found() {
        return found;
    }

    /** The states of the level being expanded that this worker took in. */
    Frontier level() {
        return level;
    }

    /** The states of the next level that this worker took in. */
    Frontier nextLevel() {
        return nextLevel;
    }

    void turnLevel() {
        Frontier done = level;
        level = nextLevel;
        nextLevel = done;
        nextLevel.clear();
    }

    /**
     * First half of a round: expands states that any of the workers found, until none are left, about {@code most}
     * successors are gathered, or time is up.
     *
     * @param depth how far from the initial state the level is
     * @param deadline when time is up, as {@link System#nanoTime} counts
     */
    void expand(Worker[] workers, int depth, long most, long deadline) {
        long gathered = 0;
        boolean inTime = true;
        for (Worker from : workers) {
            Frontier states = from.level;
            while (gathered < most && inTime && states.waiting() > 0) {
                long first = states.take(TAKE);
                long end = Math.min(first + TAKE, states.size());
                for (long i = first; i < end; i++) {
                    expand(states.states(i), states.offset(i), depth);
                }
                gathered += successors.size();
                if (symmetry != null) {
                    symmetry.canonicalise(successors.states(), successors.size(), words);
                }
                buckets.add(successors);
                successors.clear();
                inTime = System.nanoTime() - deadline < 0;
            }
        }
        if (successors.violated != 0) {
            found.violation(successors.violated, depth + 1);
        }
        found.reached(successors.reached);
    }

    private void expand(long[] states, int offset, int depth) {
        int before = successors.size();
        int count = expander.expand(states, offset, successors);
        found.transitions(count);
        if (symmetry != null) {
            symmetry.addChoices(states, offset, successors, before);
        }
        if (isFinal(states, offset)) {
            end.load(states, offset);
            found.finalState(end);
        } else if (count == 0) {
            found.violation(1 << Property.DEADLOCK.ordinal(), depth);
        }
    }

    private boolean isFinal(long[] states, int offset) {
        for (int w = 0; w < words; w++) {
            if ((states[offset + w] & unfinished[w]) != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Second half of a round: takes segments from {@code next} and adds what any of the workers gathered for them.
     */
    void takeIn(Worker[] workers, VisitedSet visited, AtomicInteger next) {
        for (int s = next.getAndIncrement(); s < VisitedSet.SEGMENTS; s = next.getAndIncrement()) {
            for (Worker from : workers) {
                Buckets gathered = from.buckets;
                if (gathered.size(s) > 0) {
                    visited.segment(s).addAll(gathered.states(s), gathered.size(s), nextLevel);
                    gathered.clear(s);
                }
            }
        }
    }
}
