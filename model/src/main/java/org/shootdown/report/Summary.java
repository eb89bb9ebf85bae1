package org.shootdown.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.shootdown.check.result.End;
import org.shootdown.check.result.Verdict;
import org.shootdown.decide.Answer;
import org.shootdown.decide.CellResult;
import org.shootdown.decide.Necessity;
import org.shootdown.drawing.Wrap;
import org.shootdown.machine.Property;

/** What a list of results amounts to, in a few lines. */
public final class Summary {
    private Summary() {}

    /** {@code 12 cells: 10 SAFE, 2 UNSAFE.} and what UNSAFE breaks. */
    public static String counts(List<CellResult> results, int width) {
        String verdicts = Arrays.stream(Verdict.values())
                .filter(v -> count(results, v) > 0)
                .map(v -> Wording.number(count(results, v)) + " " + v)
                .collect(Collectors.joining(", "));
        String cells = Wording.count(results.size(), "cell") + (results.isEmpty() ? "." : ": " + verdicts + ".");
        String text = Wrap.paragraph(cells, "", "    ", width);
        List<String> parts = new ArrayList<>();
        for (Property property : Property.values()) {
            long n = results.stream()
                    .filter(r -> r.broken().containsKey(property))
                    .count();
            if (n > 0) {
                parts.add(property + " in " + Wording.number(n));
            }
        }
        if (parts.isEmpty()) {
            return text;
        }
        String breaks = "UNSAFE breaks " + String.join(", ", parts) + "." + controls(results);
        return text + Wrap.paragraph(breaks, "", "    ", width);
    }

    private static String controls(List<CellResult> results) {
        long controls = results.stream()
                .filter(r -> r.verdict() == Verdict.UNSAFE && r.scenario().control())
                .count();
        return controls == 0 ? "" : " Controls, which are meant to fail: " + Wording.number(controls) + ".";
    }

    /** One line for each INCOMPLETE or VACUOUS cell, saying what kept it from an answer. */
    public static String undecided(List<CellResult> results, int width) {
        StringBuilder text = new StringBuilder();
        for (CellResult result : results) {
            if (!result.decided() && result.verdict() != Verdict.ERROR) {
                text.append(Wrap.paragraph(
                        result.verdict() + " " + result.scenario().name() + ": "
                                + whyUndecided(result).orElseThrow(),
                        "",
                        "    ",
                        width));
            }
        }
        return text.toString();
    }

    /** What is wrong with the cells that are an ERROR: one line for all that have the same error, not broken up. */
    public static List<String> errors(List<CellResult> results) {
        Map<String, List<String>> namesByMessage = new LinkedHashMap<>();
        for (CellResult result : results) {
            if (result.answer() instanceof Answer.Faulty faulty) {
                namesByMessage
                        .computeIfAbsent(faulty.message(), message -> new ArrayList<>())
                        .add(result.scenario().name());
            }
        }
        List<String> lines = new ArrayList<>();
        namesByMessage.forEach((message, names) -> {
            String more = names.size() == 1 ? "" : " and " + Wording.count(names.size() - 1, "other cell");
            lines.add(names.get(0) + more + ": " + message);
        });
        return lines;
    }

    /** What keeps a cell from being SAFE or UNSAFE; empty if it is one of them. */
    public static Optional<String> whyUndecided(CellResult result) {
        if (result.answer() instanceof Answer.Vacuous vacuous) {
            return Optional.of("never reached: " + String.join(", ", vacuous.missing()));
        }
        if (result.answer() instanceof Answer.Incomplete incomplete) {
            return Optional.of(stopped(result.effort().states(), incomplete.end()));
        }
        if (result.answer() instanceof Answer.Faulty faulty) {
            return Optional.of(faulty.message());
        }
        return Optional.empty();
    }

    /** What became of a removal that is neither NEEDED nor REDUNDANT. */
    public static String noAnswer(Necessity.Removal removal) {
        if (removal.answer().isEmpty()) {
            return "CANNOT BE TAKEN OUT";
        }
        return removal.answer().get() instanceof Answer.Faulty faulty
                ? "ERROR: " + faulty.message()
                : "UNDECIDED, " + removal.answer().get().verdict();
    }

    /** How far a search got that did not come to its end, and what would let it go on. */
    public static String stopped(long states, End end) {
        String what = "stopped after " + Wording.count(states, "state");
        return switch (end) {
            case STATES -> what + "; --max-states raises the limit";
            case MEMORY -> what + ", which fill the memory; --max-memory and java -Xmx raise the limit";
            case CANCELLED -> what + ", interrupted";
            case COMPLETE -> throw new IllegalArgumentException("it was not stopped");
        };
    }

    private static long count(List<CellResult> results, Verdict verdict) {
        return results.stream().filter(r -> r.verdict() == verdict).count();
    }
}
