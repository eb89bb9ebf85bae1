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

    @Option(names = "--no-reduction", description = "Explore every interleaving, also where one stands for many.")
    private boolean noReduction;

    /** The options, on any memory model. */
    CheckOptions options() {
        int wanted = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        if (wanted < 1) {
            throw new BadInput("--threads " + wanted + ": needs at least 1 thread");
        }
        if (maxStates < 1) {
            throw new BadInput("--max-states " + maxStates + ": needs at least 1 state");
        }
        return CheckOptions.exhaustive(MemoryModel.SC)
                .withThreads(wanted)
                .withMaxStates(maxStates)
                .withReduction(!noReduction);
    }
}
