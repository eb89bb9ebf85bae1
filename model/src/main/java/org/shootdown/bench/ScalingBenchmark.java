package org.shootdown.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import org.shootdown.check.CheckResult;
import org.shootdown.check.Checker;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.options.SearchMonitor;
import org.shootdown.export.ExportFormat;
import org.shootdown.machine.Machine;

/**
 * Measures how fast the checker is on the machines of {@link Scaling}: unreduced on one thread and on several, and
 * reduced. Where SPIN is installed, it searches the largest unreduced machine beside it.
 */
public final class ScalingBenchmark {
    /** Partial-order reduction is for at most 64 CPUs and store buffers: under TSO each walker has one of each. */
    private static final int MOST_REDUCED_TSO = 31;

    /** How many walkers the machine has whose search is not measured, so that what follows finds compiled code. */
    private static final int WARM_UP = 4;

    private final Size size;
    private final Observer observer;
    private boolean allComplete = true;

    /**
     * How much to measure.
     *
     * @param walkers the most walkers in an unreduced search, at least 2; each costs a factor of 12
     * @param reducedWalkers the most walkers in a reduced search, at least 2
     * @param threads how many threads search in parallel, at least 1
     */
    public record Size(int walkers, int reducedWalkers, int threads) {}

    /** Prints what is measured, and can end it. */
    public interface Observer {
        /** Something else is measured from here on, as in {@code broadcast, sc, reduced, 8 walkers}. */
        void begins(String what);

        /** A line of the table is known. */
        void print(String line);

        /** Watches one search. */
        SearchMonitor monitor();

        /** Whether the measurement is to end with the search that is under way. */
        boolean calledOff();

        /** How to end what is not a search of the checker, from here on. */
        void onCallOff(Runnable action);
    }

    public ScalingBenchmark(Size size, Observer observer) {
        this.size = size;
        this.observer = observer;
    }

    /** A measured search; CPU time is that of all threads, the compiler's included. */
    private record Measured(CheckResult result, double seconds, double cpuSeconds) {
        boolean complete() {
            return result.exploration().complete();
        }

        double statesPerSecond() {
            return result.states() / seconds;
        }
    }

    private static final class CalledOff extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Measures everything; tells whether every search came to its end. */
    public boolean run() {
        try {
            print(
                    "%s %s, %d processors",
                    "Java", Runtime.version(), Runtime.getRuntime().availableProcessors());
            measureAll("broadcast, sc", Scaling::broadcast, MemoryModel.SC, size.reducedWalkers());
            measureAll(
                    "trackers, tso",
                    n -> Scaling.trackers(n, true),
                    MemoryModel.TSO,
                    Math.min(size.reducedWalkers(), MOST_REDUCED_TSO));
            return allComplete;
        } catch (CalledOff e) {
            return false;
        }
    }

    private void measureAll(String name, IntFunction<Machine> machines, MemoryModel memory, int reduced) {
        print(
                "%n%-14s %8s %12s %13s %9s %9s %11s %7s",
                name, "walkers", "states", "transitions", "seconds", "CPU s", "states/s", "B/state");
        observer.begins(name);
        measure(machines.apply(Math.min(size.walkers(), WARM_UP)), CheckOptions.exhaustive(memory));
        for (int n = 2; n <= size.walkers(); n++) {
            Machine machine = machines.apply(n);
            CheckOptions options = CheckOptions.exhaustive(memory);
            Measured alone = row(name, "1 thread", n, machine, options);
            if (n == size.walkers()) {
                String search = size.threads() + " threads";
                Measured together = row(name, search, n, machine, options.withThreads(size.threads()));
                compare(machine, memory, alone, together);
            }
        }
        CheckOptions options = CheckOptions.exhaustive(memory).withReduction(true);
        for (int n = 2; n < reduced; n *= 2) {
            row(name, "reduced", n, machines.apply(n), options);
        }
        row(name, "reduced", reduced, machines.apply(reduced), options);
    }

    private void compare(Machine machine, MemoryModel memory, Measured alone, Measured together) {
        if (!alone.complete() || !together.complete()) {
            print("not compared with SPIN, since memory was too small for the search; java -Xmx sets it");
            return;
        }
        if (!SpinRun.isInstalled()) {
            print("spin or gcc is not on the path: nothing to compare with");
            return;
        }
        try {
            SpinRun run = new SpinRun();
            observer.begins("SPIN");
            observer.onCallOff(run::stop);
            Optional<SpinRun.Figures> spin = run.search(ExportFormat.PROMELA.export(machine, memory));
            if (spin.isEmpty()) {
                print("SPIN did not finish");
                return;
            }
            double rate = spin.get().states() / spin.get().seconds();
            print(
                    "%-14s %8s %,12d %13s %9.2f %9s %,11.0f",
                    "SPIN", "", spin.get().states(), "", spin.get().seconds(), "", rate);
            print(
                    "times SPIN's states a second: %.1f on one thread, %.1f on %d",
                    alone.statesPerSecond() / rate, together.statesPerSecond() / rate, size.threads());
        } catch (IOException e) {
            if (observer.calledOff()) {
                throw new CalledOff();
            }
            print("SPIN could not be run: %s", e.getMessage());
        } finally {
            observer.onCallOff(() -> {});
        }
    }

    private Measured measure(Machine machine, CheckOptions options) {
        long cpu = cpuNanos();
        long start = System.nanoTime();
        CheckResult result = Checker.check(machine, options, observer.monitor());
        return new Measured(result, (System.nanoTime() - start) / 1e9, (cpuNanos() - cpu) / 1e9);
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    /** Measures a search and prints its row, also that of a search which was called off. */
    private Measured row(String name, String search, int n, Machine machine, CheckOptions options) {
        observer.begins(name + ", " + search + ", " + n + " walkers");
        Measured m = measure(machine, options);
        print(
                "%-14s %8d %,12d %,13d %9.2f %9.2f %,11.0f %7.1f%s",
                search,
                n,
                m.result().states(),
                m.result().exploration().transitions(),
                m.seconds(),
                m.cpuSeconds(),
                m.statesPerSecond(),
                (double) m.result().exploration().bytes() / m.result().states(),
                m.complete() ? "" : "  INCOMPLETE");
        allComplete &= m.complete();
        if (observer.calledOff()) {
            throw new CalledOff();
        }
        return m;
    }

    private void print(String format, Object... values) {
        observer.print(String.format(Locale.ROOT, format, values).stripTrailing() + "\n");
    }
}
