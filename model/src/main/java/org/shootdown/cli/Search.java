package org.shootdown.cli;

import org.shootdown.check.CheckOptions;
import org.shootdown.check.MemoryModel;
import org.shootdown.scenario.BadInput;
import picocli.CommandLine.Option;

/** The arguments that say how to search, shared by several commands. */
final class Search {
    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many threads search; one per processor if not given.")
    private Integer threads;

    @Option(
            names = "--max-states",
            paramLabel = "N",
            description = {
                "States to store for one scenario before giving it up as INCOMPLETE; 200,000,000 if not given."
            })
    private long maxStates = CheckOptions.DEFAULT_MAX_STATES;

    @Option(
            names = "--max-memory",
            paramLabel = "MIB",
            description = {
                "MiB of states to store for one scenario before giving it up as INCOMPLETE; four fifths of the Java heap"
                        + " if not given, and never more."
            })
    private Long maxMemory;

    @Option(names = "--no-reduction", description = "Explore every interleaving, also where one stands for many.")
    private boolean noReduction;

    /** The options, on any memory model. */
    CheckOptions options() {
        int wanted = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        if (wanted < 1) {
            throw new BadInput("--threads " + wanted + ": needs at least 1 thread");
        }
        if (wanted > CheckOptions.MOST_THREADS) {
            throw new BadInput("--threads " + wanted + ": more than " + CheckOptions.MOST_THREADS + " make no sense");
        }
        if (maxStates < 1) {
            throw new BadInput("--max-states " + maxStates + ": needs at least 1 state");
        }
        return CheckOptions.exhaustive(MemoryModel.SC)
                .withMaxMemory(maxMemoryBytes())
                .withThreads(wanted)
                .withMaxStates(maxStates)
                .withReduction(!noReduction);
    }

    private long maxMemoryBytes() {
        if (maxMemory == null) {
            return Long.MAX_VALUE;
        }
        long least = CheckOptions.LEAST_MEMORY >> 20;
        if (maxMemory < least) {
            throw new BadInput("--max-memory " + maxMemory + ": needs at least " + least + " MiB");
        }
        return maxMemory > Long.MAX_VALUE >> 20 ? Long.MAX_VALUE : maxMemory << 20;
    }
}
