package org.shootdown.check.explore;

import java.util.ArrayList;
import java.util.List;
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
import org.shootdown.check.MemoryModel;
import org.shootdown.check.unfold.Unfolder;
import org.shootdown.scenario.Scaling;

/**
 * Successors of one state, the way a search asks for them: from the cache of transitions, and with reductions. For the
 * slow way that fills the cache, see {@code SuccessorsBenchmark}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ExpanderBenchmark {
    private static final int STATES = 1 << 13;
    private static final int TAKE = 64;

    @Param({"SC", "TSO"})
    public MemoryModel memory;

    @Param({"false", "true"})
    public boolean reduction;

    private final List<long[]> states = new ArrayList<>();
    private Expander expander;
    private Symmetry symmetry;
    private Successions successors;
    private int words;

    /** The first states in breadth-first order, repetitions included. */
    @Setup
    public void collect() {
        TransitionSystem ts = new TransitionSystem(
                Unfolder.unfold(memory == MemoryModel.SC ? Scaling.broadcast(5) : Scaling.trackers(4, true)),
                memory,
                false);
        words = ts.words();
        symmetry = reduction ? Symmetry.of(ts) : null;
        expander = reduction
                ? new ReducedExpander(ts, symmetry == null ? null : symmetry.awaits())
                : new CachedExpander(ts);
        successors = new Successions(words, new Memory(Long.MAX_VALUE));
        Successors naive = new Successors(ts);
        states.add(ts.initial());
        for (int i = 0; states.size() < STATES; i++) {
            naive.expand(states.get(i), 0, t -> states.add(t.next.clone()));
        }
    }

    /** Time per state expanded, however many successors it has. */
    @Benchmark
    @OperationsPerInvocation(STATES)
    public long expand() {
        long count = 0;
        for (int first = 0; first < STATES; first += TAKE) {
            for (int i = first; i < first + TAKE; i++) {
                count += expander.expand(states.get(i), 0, successors);
            }
            if (symmetry != null) {
                symmetry.canonicalise(successors.states(), successors.size(), words);
            }
            successors.clear();
        }
        return count;
    }
}
