package org.shootdown.cli;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.shootdown.check.options.CheckOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The arguments that say how to decide scenarios: how to search, and what to count. */
final class CellSearch {
    @Mixin
    private Search search;

    @Option(
            names = "--no-costs",
            description =
                    "Count no IPIs. The verdicts are the same, and states that differ in the counts alone are one.")
    private boolean noCosts;

    /** The options of a search for the verdict, on any memory model. */
    CheckOptions options() {
        return noCosts ? uncounted() : uncounted().withCosts();
    }

    /** The options where nothing but the verdict, or an execution, is asked for. */
    CheckOptions uncounted() {
        return search.options();
    }

    /** Does long work as the user wants to see it; see {@link InterruptibleWork#run}. */
    <T> T attend(
            Terminal terminal, Supplier<List<String>> facts, Function<InterruptibleWork, T> work, Runnable lastWords) {
        return search.attend(terminal, facts, work, lastWords);
    }
}
