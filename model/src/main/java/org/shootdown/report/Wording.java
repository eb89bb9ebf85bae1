package org.shootdown.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.shootdown.check.result.Range;
import org.shootdown.decide.CellResult;
import org.shootdown.machine.Property;

/** How results are put into words, the same in every report. */
final class Wording {
    private Wording() {}

    /** {@code 3} or {@code 0..3}; a dash where nothing was counted, or no execution came to its end. */
    static String range(Range range) {
        if (range.isEmpty()) {
            return "-";
        }
        return range.min() == range.max() ? String.valueOf(range.min()) : range.min() + ".." + range.max();
    }

    /** {@code UNSAFE P1,P2}, or the verdict alone. */
    static String verdict(CellResult result) {
        String properties =
                result.broken().keySet().stream().map(Property::name).collect(Collectors.joining(","));
        return (result.verdict() + " " + properties).strip();
    }

    /** {@code 1,234 cells}. */
    static String count(long number, String noun) {
        return number(number) + " " + noun + (number == 1 ? "" : "s");
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }

    static long totalStates(List<CellResult> results) {
        return results.stream().mapToLong(result -> result.effort().states()).sum();
    }
}
