package org.shootdown.cli;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** Whether progress is shown: an argument of every command that may take long. */
final class ProgressOption {
    @Option(
            names = "--progress",
            negatable = true,
            description = "Show progress on stderr, or do not. If not given, it is shown where stderr is a terminal.")
    private Boolean wanted;

    /** Begins long work; see {@link InterruptibleWork#run}. */
    <T> T attend(
            Terminal terminal, Supplier<List<String>> facts, Function<InterruptibleWork, T> work, Runnable lastWords) {
        return InterruptibleWork.run(terminal, wanted, facts, work, lastWords);
    }
}
