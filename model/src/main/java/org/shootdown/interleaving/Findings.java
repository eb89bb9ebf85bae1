package org.shootdown.interleaving;

import java.util.List;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.drawing.TraceColumns;
import org.shootdown.interleaving.InterleavingTest.Failure;
import org.shootdown.interleaving.InterleavingTest.Seen;

/**
 * What the exploration of an annotated class found under one memory model.
 *
 * @param test the class's simple name
 * @param states how many states there are
 * @param outcomes every outcome that some execution has
 * @param failures what is not as expected; empty if the test passes
 */
public record Findings(String test, MemoryModel memory, long states, List<Seen> outcomes, List<Failure> failures) {
    public Findings {
        outcomes = List.copyOf(outcomes);
        failures = List.copyOf(failures);
    }

    public boolean passed() {
        return failures.isEmpty();
    }

    /** The outcomes as a table and, for each failure, what it is and its trace in columns. */
    public String text(int width) {
        StringBuilder text = new StringBuilder();
        text.append(test).append(" under ").append(memory.id()).append(": ");
        text.append(passed() ? "as expected" : "NOT AS EXPECTED");
        text.append(", ").append(states).append(" states\n");
        int idWidth = outcomes.stream().mapToInt(o -> o.id().length()).max().orElse(0);
        for (Seen outcome : outcomes) {
            String row = String.format(
                    "  %-" + Math.max(1, idWidth) + "s  %-11s %s",
                    outcome.id(),
                    outcome.expect(),
                    outcome.description());
            text.append(row.stripTrailing()).append('\n');
        }
        for (Failure failure : failures) {
            text.append('\n').append(upperFirst(failure.what())).append(".\n");
            failure.trace().ifPresent(trace -> text.append('\n').append(TraceColumns.render(trace, width)));
        }
        return text.toString();
    }

    private static String upperFirst(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
