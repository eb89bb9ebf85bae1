package org.shootdown.cli;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import org.shootdown.bench.Scaling;
import org.shootdown.bench.SpinRun;
import org.shootdown.check.CheckResult;
import org.shootdown.check.Checker;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.export.ExportFormat;
import org.shootdown.machine.Machine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "bench",
        description = {
            "Measures how fast the checker is on two protocols with a growing number of walkers: unreduced on one thread"
                    + " and on several, and reduced.",
            "Where spin and gcc are on the path, SPIN searches the same transition system beside it."
        },
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    private static final int MOST_UNREDUCED = 8;
    private static final int MOST_REDUCED = 60;
    /** Partial-order reduction is for at most 64 CPUs and store buffers. */
    private static final int MOST_REDUCED_TSO = 31;

    @ParentCommand
    private Main main;

    @Option(
            names = "--walkers",
            paramLabel = "N",
            defaultValue = "5",
            description =
                    "The most walkers in an unreduced search; 5 if not given, at most 8. Each costs a factor of 12.")
    private String walkers;

    @Option(
            names = "--reduced-walkers",
            paramLabel = "N",
            defaultValue = "32",
            description = "The most walkers in a reduced search; 32 if not given.")
    private String reducedWalkers;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "2",
            description = "How many threads search in parallel; 2 if not given.")
    private String threads;

    @Mixin
    private ProgressOption progress;

    private int mostWalkers;
    private int mostReduced;
    private int team;
    private LongWork work;
    private volatile String current = "";
    private boolean allComplete = true;

    /** A measured search; CPU time is that of all threads, the compiler's included. */
    private record Measured(CheckResult result, double seconds, double cpuSeconds) {
        boolean complete() {
            return result.exploration().complete();
        }

        double statesPerSecond() {
            return result.states() / seconds;
        }
    }

    @Override
    public Integer call() {
        mostWalkers = (int) Numbers.between("--walkers", walkers, 2, MOST_UNREDUCED);
        mostReduced = (int) Numbers.between("--reduced-walkers", reducedWalkers, 2, MOST_REDUCED);
        team = Numbers.threads("--threads", threads);
        return progress.attend(
                main.terminal(),
                () -> List.of(current),
                this::benchAll,
                () -> main.terminal().print("Interrupted: the last row's search is not complete.\n"));
    }

    private int benchAll(LongWork attended) {
        work = attended;
        try {
            print(
                    "%s %s, %d processors",
                    "Java", Runtime.version(), Runtime.getRuntime().availableProcessors());
            bench("broadcast, sc", Scaling::broadcast, MemoryModel.SC, mostReduced);
            bench(
                    "trackers, tso",
                    n -> Scaling.trackers(n, true),
                    MemoryModel.TSO,
                    Math.min(mostReduced, MOST_REDUCED_TSO));
            return allComplete ? ExitCode.OK : ExitCode.UNDECIDED;
        } catch (CalledOff e) {
            return ExitCode.UNDECIDED;
        }
    }

    /** Says in the line of progress what is measured from here on. */
    private void begin(String what) {
        current = what;
        work.restart();
    }

    private static final class CalledOff extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private void bench(String name, IntFunction<Machine> machines, MemoryModel memory, int reduced) {
        print(
                "%n%-14s %8s %12s %13s %9s %9s %11s %7s",
                name, "walkers", "states", "transitions", "seconds", "CPU s", "states/s", "B/state");
        // What the compiler learns on the way is not what is measured.
        begin(name);
        measure(machines.apply(Math.min(mostWalkers, 4)), CheckOptions.exhaustive(memory));
        for (int n = 2; n <= mostWalkers; n++) {
            Machine machine = machines.apply(n);
            CheckOptions options = CheckOptions.exhaustive(memory);
            Measured alone = row(name, "1 thread", n, machine, options);
            if (n == mostWalkers) {
                Measured together = row(name, team + " threads", n, machine, options.withThreads(team));
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
            begin("SPIN");
            work.onCallOff(run::stop);
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
                    alone.statesPerSecond() / rate, together.statesPerSecond() / rate, team);
        } catch (IOException e) {
            if (work.calledOff()) {
                throw new CalledOff();
            }
            print("SPIN could not be run: %s", e.getMessage());
        } finally {
            work.onCallOff(() -> {});
        }
    }

    private Measured measure(Machine machine, CheckOptions options) {
        long cpu = cpuNanos();
        long start = System.nanoTime();
        CheckResult result = Checker.check(machine, options, work.get());
        return new Measured(result, (System.nanoTime() - start) / 1e9, (cpuNanos() - cpu) / 1e9);
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    /** Measures a search and prints its row, also that of a search which was called off. */
    private Measured row(String name, String search, int n, Machine machine, CheckOptions options) {
        begin(name + ", " + search + ", " + n + " walkers");
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
        if (work.calledOff()) {
            throw new CalledOff();
        }
        return m;
    }

    private void print(String format, Object... values) {
        work.print(() ->
                main.terminal().print(String.format(Locale.ROOT, format, values).stripTrailing() + "\n"));
    }
}
