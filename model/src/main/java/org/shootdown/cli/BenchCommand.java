package org.shootdown.cli;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import org.shootdown.check.CheckOptions;
import org.shootdown.check.CheckResult;
import org.shootdown.check.Checker;
import org.shootdown.check.MemoryModel;
import org.shootdown.export.ExportFormat;
import org.shootdown.machine.Machine;
import org.shootdown.scenario.BadInput;
import org.shootdown.scenario.Scaling;
import picocli.CommandLine.Command;
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

    @ParentCommand
    private Main main;

    @Option(
            names = "--walkers",
            paramLabel = "N",
            defaultValue = "5",
            description =
                    "The most walkers in an unreduced search; 5 if not given, at most 8. Each costs a factor of 12.")
    private int walkers;

    @Option(
            names = "--reduced-walkers",
            paramLabel = "N",
            defaultValue = "32",
            description = "The most walkers in a reduced search; 32 if not given.")
    private int reducedWalkers;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "2",
            description = "How many threads search in parallel; 2 if not given.")
    private int threads;

    private PrintWriter out;

    /** A measured search; CPU time is that of all threads, the compiler's included. */
    private record Measured(CheckResult result, double seconds, double cpuSeconds) {
        double statesPerSecond() {
            return result.states() / seconds;
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        check("--walkers", walkers, 1, MOST_UNREDUCED);
        check("--reduced-walkers", reducedWalkers, 1, MOST_REDUCED);
        check("--threads", threads, 1, CheckOptions.MOST_THREADS);
        out = main.terminal().out();
        print(
                "%s %s, %d processors",
                "Java", Runtime.version(), Runtime.getRuntime().availableProcessors());
        bench("broadcast, sc", Scaling::broadcast, MemoryModel.SC, reducedWalkers);
        bench("trackers, tso", n -> Scaling.trackers(n, true), MemoryModel.TSO, Math.min(reducedWalkers, 8));
        return ExitCode.OK;
    }

    private static void check(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new BadInput(option + " " + value + ": needs a number from " + least + " to " + most);
        }
    }

    private void bench(String name, IntFunction<Machine> machines, MemoryModel memory, int mostReduced)
            throws InterruptedException {
        print(
                "%n%-14s %8s %12s %13s %9s %9s %11s %7s",
                name, "walkers", "states", "transitions", "seconds", "CPU s", "states/s", "B/state");
        // What the compiler learns on the way is not what is measured.
        measure(machines.apply(Math.min(walkers, 4)), CheckOptions.exhaustive(memory));
        for (int n = 2; n <= walkers; n++) {
            Machine machine = machines.apply(n);
            CheckOptions options = CheckOptions.exhaustive(memory);
            Measured alone = measure(machine, options);
            row("1 thread", n, alone);
            if (n == walkers) {
                Measured together = measure(machine, options.withThreads(threads));
                row(threads + " threads", n, together);
                compare(machine, memory, alone, together);
            }
        }
        for (int n = 2; n <= mostReduced; n *= 2) {
            row(
                    "reduced",
                    n,
                    measure(machines.apply(n), CheckOptions.exhaustive(memory).withReduction(true)));
        }
    }

    private void compare(Machine machine, MemoryModel memory, Measured alone, Measured together)
            throws InterruptedException {
        if (!SpinRun.isInstalled()) {
            print("spin or gcc is not on the path: nothing to compare with");
            return;
        }
        try {
            Optional<SpinRun> spin = SpinRun.of(ExportFormat.PROMELA.export(machine, memory));
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
                    alone.statesPerSecond() / rate, together.statesPerSecond() / rate, threads);
        } catch (IOException e) {
            print("SPIN could not be run: %s", e.getMessage());
        }
    }

    private static Measured measure(Machine machine, CheckOptions options) {
        long cpu = cpuNanos();
        long start = System.nanoTime();
        CheckResult result = Checker.check(machine, options);
        return new Measured(result, (System.nanoTime() - start) / 1e9, (cpuNanos() - cpu) / 1e9);
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private void row(String search, int n, Measured m) {
        print(
                "%-14s %8d %,12d %,13d %9.2f %9.2f %,11.0f %7.1f",
                search,
                n,
                m.result().states(),
                m.result().exploration().transitions(),
                m.seconds(),
                m.cpuSeconds(),
                m.statesPerSecond(),
                (double) m.result().exploration().bytes() / m.result().states());
    }

    private void print(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values).stripTrailing());
        out.flush();
    }
}
