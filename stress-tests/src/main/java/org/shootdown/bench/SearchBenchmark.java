package org.shootdown.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.shootdown.check.CheckResult;
import org.shootdown.check.Checker;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.unfold.UnfoldedMachine;
import org.shootdown.check.unfold.Unfolder;

/** One whole search of a system that is unfolded already: 838,656 states, or 30,650 under TSO, when unreduced. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class SearchBenchmark {
    @Param({"SC", "TSO"})
    public MemoryModel memory;

    @Param({"false", "true"})
    public boolean reduction;

    @Param({"1", "2"})
    public int threads;

    private UnfoldedMachine system;
    private CheckOptions options;

    @Setup
    public void unfold() {
        system = Unfolder.unfold(memory == MemoryModel.SC ? Scaling.broadcast(5) : Scaling.trackers(4, true));
        options = CheckOptions.exhaustive(memory).withReduction(reduction).withThreads(threads);
    }

    @Benchmark
    public CheckResult search() {
        return Checker.check(system, options);
    }
}
