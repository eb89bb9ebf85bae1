package org.shootdown.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.shootdown.bench.ScalingBenchmark;
import org.shootdown.check.options.SearchMonitor;
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
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 every search came to its end, 2 bad arguments, 3 INCOMPLETE or",
            "interrupted.",
            "",
            "Examples:",
            "  shootdown bench --walkers 6 --reduced-walkers 16"
        })
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

    private volatile String current = "";

    @Override
    public Integer call() {
        ScalingBenchmark.Size size = new ScalingBenchmark.Size(
                (int) Numbers.between("--walkers", walkers, 2, MOST_UNREDUCED),
                (int) Numbers.between("--reduced-walkers", reducedWalkers, 2, MOST_REDUCED),
                Numbers.threads("--threads", threads));
        return progress.attend(
                main.terminal(),
                () -> List.of(current),
                work -> new ScalingBenchmark(size, new Shown(work)).run() ? ExitCode.OK : ExitCode.UNDECIDED,
                () -> main.terminal().print("Interrupted: the last row's search is not complete.\n"));
    }

    /** Prints rows on standard output, and what is measured in the line of progress. */
    private final class Shown implements ScalingBenchmark.Observer {
        private final InterruptibleWork work;

        Shown(InterruptibleWork work) {
            this.work = work;
        }

        @Override
        public void begins(String what) {
            current = what;
            work.restart();
        }

        @Override
        public void print(String line) {
            work.print(() -> main.terminal().print(line));
        }

        @Override
        public SearchMonitor monitor() {
            return work.get();
        }

        @Override
        public boolean calledOff() {
            return work.calledOff();
        }

        @Override
        public void onCallOff(Runnable action) {
            work.onCallOff(action);
        }
    }
}
