package org.shootdown.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.shootdown.check.result.End;
import org.shootdown.check.result.Verdict;
import org.shootdown.decide.CellResult;
import org.shootdown.drawing.Wrap;
import org.shootdown.machine.Property;

/** What a list of results amounts to, in a few lines. */
public final class Summary {
    private Summary() {}

    /** {@code 12 cells: 10 SAFE, 2 UNSAFE.} and what UNSAFE breaks. */
    public static String counts(List<CellResult> results, int width) {
        String verdicts = Arrays.stream(Verdict.values())
                .filter(v -> count(results, v) > 0)
                .map(v -> Words.number(count(results, v)) + " " + v)
                .collect(Collectors.joining(", "));
        String cells = Words.count(results.size(), "cell") + (results.isEmpty() ? "." : ": " + verdicts + ".");
        String text = Wrap.paragraph(cells, "", "    ", width);
        List<String> parts = new ArrayList<>();
        for (Property property : Property.values()) {
            long n = results.stream()
                    .filter(r -> r.broken().containsKey(property))
                    .count();
            if (n > 0) {
                parts.add(property + " in " + Words.number(n));
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
        return controls == 0 ? "" : " Controls, which are meant to fail: " + Words.number(controls) + ".";
    }

    /** One line for each cell without an answer, saying what kept it from one. */
    public static String undecided(List<CellResult> results, int width) {
        StringBuilder text = new StringBuilder();
        for (CellResult result : results) {
            if (!result.decided()) {
                text.append(Wrap.paragraph(
                        result.verdict() + " " + result.scenario().name() + ": " + whyUndecided(result),
                        "",
                        "    ",
                        width));
            }
        }
        return text.toString();
    }

    static String whyUndecided(CellResult result) {
        return result.verdict() == Verdict.VACUOUS
                ? "never reached: " + String.join(", ", result.missing())
                : stopped(result.states(), result.end());
    }

    /** How far a search got that did not come to its end, and what would let it go on. */
    public static String stopped(long states, End end) {
        String what = "stopped after " + Words.count(states, "state");
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
