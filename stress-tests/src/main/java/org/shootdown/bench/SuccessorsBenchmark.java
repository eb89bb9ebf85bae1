package org.shootdown.bench;

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
import org.shootdown.check.explore.Successors;
import org.shootdown.check.explore.TransitionSystem;
import org.shootdown.check.unfold.Unfolder;
import org.shootdown.scenario.Scaling;

/** Successors of one state, asked for the slow way that fills the search's cache. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SuccessorsBenchmark {
    private static final int STATES = 1024;

    @Param({"SC", "TSO"})
    public MemoryModel memory;

    private final List<long[]> states = new ArrayList<>();
    private Successors successors;
    private long count;

    /** The first states in breadth-first order, repetitions included. */
    @Setup
    public void collect() {
        TransitionSystem ts = new TransitionSystem(
                Unfolder.unfold(memory == MemoryModel.SC ? Scaling.broadcast(5) : Scaling.trackers(4, true)),
                memory,
                false);
        successors = new Successors(ts);
        states.add(ts.initial());
        for (int i = 0; states.size() < STATES; i++) {
            successors.expand(states.get(i), 0, t -> states.add(t.next.clone()));
        }
    }

    @Benchmark
    @OperationsPerInvocation(STATES)
    public long expand() {
        for (int i = 0; i < STATES; i++) {
            count += successors.expand(states.get(i), 0, t -> {});
        }
        return count;
    }
}
