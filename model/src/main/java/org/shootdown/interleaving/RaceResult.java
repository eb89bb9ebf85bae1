package org.shootdown.interleaving;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.result.Trace;
import org.shootdown.drawing.TraceColumns;

/**
 * What the exploration of a race found under one memory model.
 *
 * @param race the race's name
 * @param states how many states were visited
 * @param outcomes every outcome that some execution has, as far as the search came
 * @param failures what is not as expected
 * @param unproved why the absence of failures would prove nothing; empty if it is a proof
 */
public record RaceResult(
        String race,
        MemoryModel memory,
        long states,
        List<Seen> outcomes,
        List<Failure> failures,
        List<Unproved> unproved) {
    /** Copies the lists. */
    public RaceResult {
        outcomes = List.copyOf(outcomes);
        failures = List.copyOf(failures);
        unproved = List.copyOf(unproved);
    }

    /** What the result comes to. */
    public enum Standing {
        /** Every execution is as expected: a proof within the model's bounds. */
        AS_EXPECTED("as expected"),
        /** A forbidden outcome was reached, or an interesting one never. */
        NOT_AS_EXPECTED("NOT AS EXPECTED"),
        /** Everything was explored, but what the race is about never happened. */
        VACUOUS("VACUOUS"),
        /** A limit ended the search, and nothing was wrong so far. */
        INCOMPLETE("INCOMPLETE");

        private final String words;

        Standing(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** An outcome that was reached, with what is expected of it. */
    public record Seen(String id, Expect expect, String description) {
        String inWords() {
            return description.isEmpty() ? id : id + " (" + description + ")";
        }
    }

    /**
     * Something that is not as expected.
     *
     * @param trace a shortest execution that shows it, where there is one and the limits let it be found
     */
    public record Failure(String what, Optional<Trace> trace) {
        static Failure of(String what) {
            return new Failure(what, Optional.empty());
        }
    }

    /**
     * A reason why the absence of failures would prove nothing.
     *
     * @param incomplete whether a limit ended the search, rather than that something never happened
     */
    public record Unproved(boolean incomplete, String why) {}

    /** Whether it is as expected, not as expected, or nothing that proves anything. */
    public Standing standing() {
        if (!failures.isEmpty()) {
            return Standing.NOT_AS_EXPECTED;
        }
        if (unproved.isEmpty()) {
            return Standing.AS_EXPECTED;
        }
        return unproved.get(0).incomplete() ? Standing.INCOMPLETE : Standing.VACUOUS;
    }

    /** Whether everything is as expected, and was explored. */
    public boolean passed() {
        return standing() == Standing.AS_EXPECTED;
    }

    /**
     * The outcomes as a table, why nothing is proved if so, and for each failure what it is and its trace in columns.
     *
     * @param width how wide a trace may be
     */
    public String text(int width) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "%s under %s: %s, %,d states\n", race, memory.id(), standing(), states));
        int idWidth = outcomes.stream().mapToInt(o -> o.id().length()).max().orElse(0);
        for (Seen outcome : outcomes) {
            String row = String.format(
                    "  %-" + Math.max(1, idWidth) + "s  %-11s %s",
                    outcome.id(),
                    outcome.expect(),
                    outcome.description());
            text.append(row.stripTrailing()).append('\n');
        }
        for (Unproved reason : unproved) {
            text.append('\n').append(upperFirst(reason.why())).append(".\n");
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
