package org.shootdown.check.store;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Adding a state to the visited set, the way a search does: sorted by segment in batches, then segment by segment. In the
 * package of the set, whose classes are nobody else's business.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class VisitedSetBenchmark {
    /** Some 48 MB of states of one word: more than a processor's cache holds. */
    private static final int STATES = 1 << 22;

    private static final int BATCH = 1 << 18;
    private static final int TAKE = 1 << 9;

    /** The words of a state. */
    @Param({"1", "2"})
    public int words;

    private final ByteBudget budget = new ByteBudget(Long.MAX_VALUE);
    private long[] states;
    private SuccessorList taken;
    private Buckets buckets;
    private VisitedSet known;
    private Frontier fresh;

    @Setup
    public void fill() {
        states = new long[STATES * words];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < states.length; i++) {
            states[i] = random.nextLong() | 1;
        }
        taken = new SuccessorList(words, budget);
        buckets = new Buckets(words, budget);
        fresh = new Frontier(words, budget);
        known = new VisitedSet(words, budget);
        addAll(known);
    }

    /** A set that grows from nothing. */
    @Benchmark
    @OperationsPerInvocation(STATES)
    public long addNew() {
        ByteBudget ownBudget = new ByteBudget(Long.MAX_VALUE);
        VisitedSet set = new VisitedSet(words, ownBudget);
        addAll(set);
        return set.size();
    }

    /** States that are in the set already, as most successors are. */
    @Benchmark
    @OperationsPerInvocation(STATES)
    public long addKnown() {
        addAll(known);
        return known.size();
    }

    private void addAll(VisitedSet set) {
        fresh.clear();
        for (int first = 0; first < STATES; first += BATCH) {
            for (int at = first; at < first + BATCH; at += TAKE) {
                System.arraycopy(states, at * words, taken.room(TAKE), 0, TAKE * words);
                taken.added(TAKE);
                buckets.add(taken);
                taken.clear();
            }
            for (int s = 0; s < VisitedSet.SEGMENTS; s++) {
                set.segment(s).addAll(buckets.states(s), buckets.size(s), fresh);
                buckets.clear(s);
            }
        }
    }
}
