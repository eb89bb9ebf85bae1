package org.shootdown.cli;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.shootdown.check.options.SearchMonitor;

/**
 * Work of many searches, or of a long one: the user sees how far it is, and may interrupt it (Ctrl-C).
 */
final class InterruptibleWork implements Supplier<SearchMonitor> {
    private final SearchProgress searches = new SearchProgress();
    private final ProgressLine line;
    private volatile Runnable onCallOff = () -> {};

    private InterruptibleWork(Terminal terminal, Boolean progressWanted, Supplier<List<String>> facts) {
        line = new ProgressLine(
                terminal,
                progressWanted,
                () -> Stream.concat(facts.get().stream(), searches.figures().stream())
                        .toList());
    }

    /**
     * Does {@code work}. If the user interrupts, calls its searches off, waits a moment for it to come to an end, says
     * {@code lastWords} and stops the JVM; see {@link Interruption#during}.
     *
     * @param progressWanted what the user said, or {@code null}
     * @param facts how much of the work is done, as far as the searches do not say it themselves
     * @param work asks this for a monitor for each search
     */
    static <T> T run(
            Terminal terminal,
            Boolean progressWanted,
            Supplier<List<String>> facts,
            Function<InterruptibleWork, T> work,
            Runnable lastWords) {
        InterruptibleWork attended = new InterruptibleWork(terminal, progressWanted, facts);
        try {
            return Interruption.during(() -> work.apply(attended), attended::callOff, () -> {
                attended.line.end();
                lastWords.run();
                // What was asked has not been answered.
                return terminal.outputIsLost() ? ExitCode.BAD_INPUT : ExitCode.UNDECIDED;
            });
        } finally {
            attended.line.end();
        }
    }

    /** A monitor for one search. */
    @Override
    public SearchMonitor get() {
        return searches.get();
    }

    /** Counts states, and time, from here on; see {@link SearchProgress#restart}. */
    void restart() {
        searches.restart();
    }

    boolean calledOff() {
        return searches.calledOff();
    }

    private void callOff() {
        searches.callOff();
        onCallOff.run();
    }

    /** How to end, when the user interrupts, what is not a search. */
    void onCallOff(Runnable action) {
        onCallOff = action;
    }

    /** Prints while the work goes on, without getting in the way of the line of progress. */
    void print(Runnable printing) {
        line.makeWayFor(printing);
    }
}
