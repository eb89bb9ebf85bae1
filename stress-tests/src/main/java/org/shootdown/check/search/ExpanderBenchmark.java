package org.shootdown.check.search;

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
import org.shootdown.bench.Scaling;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.reduce.Symmetry;
import org.shootdown.check.store.ByteBudget;
import org.shootdown.check.store.SuccessorList;
import org.shootdown.check.system.Transition;
import org.shootdown.check.system.TransitionSystem;
import org.shootdown.check.system.Transitions;
import org.shootdown.check.unfold.Unfolder;

/**
 * Successors of one state: the slow way that fills the cache of transitions, from the cache, and with both reductions, as
 * a search asks for them.
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

    /** How successors are found. */
    public enum Way {
        SLOW,
        CACHED,
        REDUCED
    }

    @Param({"SLOW", "CACHED", "REDUCED"})
    public Way way;

    private final List<long[]> states = new ArrayList<>();
    private Expander expander;
    private Symmetry symmetry;
    private SuccessorList successors;
    private int words;

    /** Without a cache. */
    private static final class Slow implements Expander, Transitions.Sink {
        private final Transitions transitions;
        private SuccessorList out;

        Slow(TransitionSystem ts) {
            transitions = new Transitions(ts);
        }

        @Override
        public int expand(long[] states, int offset, SuccessorList into) {
            out = into;
            return transitions.expand(states, offset, this);
        }

        @Override
        public void accept(Transition transition) {
            out.add(transition.next, 0);
        }
    }

    /** The first states in breadth-first order, repetitions included. */
    @Setup
    public void collect() {
        TransitionSystem ts = new TransitionSystem(
                Unfolder.unfold(memory == MemoryModel.SC ? Scaling.broadcast(5) : Scaling.trackers(4, true)),
                memory,
                false);
        words = ts.words();
        symmetry = way == Way.REDUCED ? Symmetry.of(ts) : null;
        expander = switch (way) {
            case SLOW -> new Slow(ts);
            case CACHED -> new CachedExpander(ts);
            case REDUCED -> new ReducedExpander(ts, symmetry == null ? null : symmetry.awaits());
        };
        successors = new SuccessorList(words, new ByteBudget(Long.MAX_VALUE));
        Transitions naive = new Transitions(ts);
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
                int before = successors.size();
                count += expander.expand(states.get(i), 0, successors);
                if (symmetry != null) {
                    symmetry.addChoices(states.get(i), 0, successors, before);
                }
            }
            if (symmetry != null) {
                symmetry.canonicalise(successors.states(), successors.size(), words);
            }
            successors.clear();
        }
        return count;
    }
}
