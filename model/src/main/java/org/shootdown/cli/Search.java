package org.shootdown.cli;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The arguments that say how to search, shared by several commands. */
final class Search {
    private static final Duration LONGEST_RUN = Duration.ofHours(1);

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many threads search; one per processor if not given.")
    private String threads;

    @Option(
            names = "--max-states",
            paramLabel = "N",
            description = {
                "States to store for one scenario before giving it up as INCOMPLETE; 200,000,000 if not given."
            })
    private String maxStates;

    @Option(
            names = "--max-memory",
            paramLabel = "MIB",
            description = {
                "MiB of states to store for one scenario before giving it up as INCOMPLETE. If not given, most of"
                        + " the Java heap, divided among the scenarios that are decided at the same time."
            })
    private String maxMemory;

    @Option(
            names = "--max-run-time",
            paramLabel = "SECONDS",
            description = {
                "Seconds that a program may go on without making a step before it counts as an error of the model; 10"
                        + " if not given."
            })
    private String maxRunTime;

    @Option(names = "--no-reduction", description = "Explore every interleaving, also where one stands for many.")
    private boolean noReduction;

    @Mixin
    private ProgressOption progress;

    /** The options, on any memory model. */
    CheckOptions options() {
        return Numbers.limits(CheckOptions.exhaustive(MemoryModel.SC), maxStates, maxMemory)
                .withThreads(threads == null ? CheckOptions.allProcessors() : Numbers.threads("--threads", threads))
                .withReduction(!noReduction)
                .withMaxRunTime(
                        maxRunTime == null
                                ? CheckOptions.DEFAULT_MAX_RUN_TIME
                                : Duration.ofSeconds(
                                        Numbers.between("--max-run-time", maxRunTime, 1, LONGEST_RUN.toSeconds())));
    }

    /** Does long work as the user wants to see it; see {@link InterruptibleWork#run}. */
    <T> T attend(
            Terminal terminal, Supplier<List<String>> facts, Function<InterruptibleWork, T> work, Runnable lastWords) {
        return progress.attend(terminal, facts, work, lastWords);
    }
}
