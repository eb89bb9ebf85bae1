package org.shootdown.synthesis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.shootdown.check.result.Trace;
import org.shootdown.synthesis.Front.Point;
import org.shootdown.synthesis.Ruling.Killer;

/** Fronts as text, for a terminal and for a page in Markdown. */
public final class FrontReport {
    private static final String HEAD = "  worst  sync IPIs  disturbed  flush IPIs  fences  waits  rule\n";

    private FrontReport() {}

    /** Two tables: SAFE in every cell, and SAFE wherever broadcast is, unless that is the same. */
    public static String text(Front front) {
        StringBuilder out = new StringBuilder();
        out.append(front.name())
                .append(
                        front.points().isEmpty()
                                ? ":\n"
                                : String.format(
                                        Locale.ROOT, ": costs over %,d cells with three CPUs%n", front.cells()));
        List<Point> safe = front.safe();
        List<Point> others = front.asSafeAsBroadcast();
        if (safe.isEmpty()) {
            out.append("  ")
                    .append(none(front))
                    .append(" SAFE in every cell.")
                    .append(lastKillers(front))
                    .append('\n');
        } else {
            out.append("  SAFE in every cell:\n").append(table(safe));
        }
        if (others.isEmpty()) {
            out.append("  ").append(none(front)).append(" SAFE wherever broadcast is.\n");
        } else if (!others.equals(safe)) {
            out.append("  SAFE wherever broadcast is:\n").append(table(others));
        }
        return out.toString();
    }

    private static String none(Front front) {
        return front.open() == 0
                ? "No rule is"
                : String.format(Locale.ROOT, "With %,d rules not decided, no rule is known to be", front.open());
    }

    private static String lastKillers(Front front) {
        if (front.lastKillers().isEmpty()) {
            return "";
        }
        return " The one that breaks fewest breaks:\n"
                + front.lastKillers().stream()
                        .limit(8)
                        .map(k -> "    " + k.property() + " in " + k.cell())
                        .collect(Collectors.joining("\n"))
                + (front.lastKillers().size() > 8
                        ? "\n    and " + (front.lastKillers().size() - 8) + " more"
                        : "");
    }

    private static String table(List<Point> points) {
        return HEAD + points.stream().map(FrontReport::row).collect(Collectors.joining());
    }

    private static String row(Point point) {
        Cost cost = point.cost();
        return String.format(
                Locale.ROOT,
                "  %5d  %9d  %9d  %10d  %6d  %5d  %s%s%n",
                cost.mostSync(),
                cost.sync(),
                cost.disturbed(),
                cost.flush(),
                cost.fences(),
                cost.waits(),
                point.id(),
                point.alike().isEmpty() ? "" : " (and " + point.alike().size() + " alike here)");
    }

    /** What a point rests on: for each step that is taken from it, the shortest race. */
    public static String text(Certificate certificate) {
        StringBuilder out = new StringBuilder();
        out.append(String.format(
                Locale.ROOT,
                "%s on %s: %,d cells confirmed%s%n",
                certificate.candidate().id(),
                certificate.backend(),
                certificate.confirmed(),
                certificate.refuted().isEmpty() ? "" : ", REFUTED in " + String.join(", ", certificate.refuted())));
        for (Certificate.Weakening weaker : certificate.weakenings()) {
            Killer killer = weaker.killer();
            Trace trace = weaker.trace();
            out.append("  weaker: ").append(weaker.id()).append('\n');
            if (killer == null) {
                out.append("    breaks nothing more in these cells\n");
            } else {
                out.append("    breaks ")
                        .append(killer.property())
                        .append(" in ")
                        .append(killer.cell())
                        .append(trace == null ? "" : ", " + trace.events().size() + " steps")
                        .append('\n');
            }
        }
        return out.toString();
    }

    /** Both tables of a front in Markdown. */
    public static String markdown(Front front) {
        StringBuilder out = new StringBuilder("### " + front.name() + "\n\n");
        List<Point> safe = front.safe();
        List<Point> others = front.asSafeAsBroadcast();
        if (safe.isEmpty()) {
            out.append(none(front)).append(" SAFE in every cell.");
            if (!front.lastKillers().isEmpty()) {
                out.append(" The one that breaks fewest breaks ")
                        .append(front.lastKillers().stream()
                                .limit(4)
                                .map(k -> k.property() + " in `" + k.cell() + "`")
                                .collect(Collectors.joining(", ")))
                        .append(front.lastKillers().size() > 4 ? " and others." : ".");
            }
            out.append("\n\n");
        } else {
            out.append("SAFE in every cell:\n\n").append(markdown(safe));
        }
        if (!others.isEmpty() && !others.equals(safe)) {
            out.append("SAFE wherever broadcast is:\n\n").append(markdown(others));
        }
        return out.toString();
    }

    private static String markdown(List<Point> points) {
        List<String> rows = new ArrayList<>();
        rows.add("| rule | worst | sync IPIs | disturbed | flush IPIs | fences | waits | alike |");
        rows.add("|---|---:|---:|---:|---:|---:|---:|---:|");
        for (Point point : points) {
            Cost c = point.cost();
            rows.add(String.format(
                    Locale.ROOT,
                    "| `%s` | %d | %d | %d | %d | %d | %d | %d |",
                    point.id(),
                    c.mostSync(),
                    c.sync(),
                    c.disturbed(),
                    c.flush(),
                    c.fences(),
                    c.waits(),
                    point.alike().size()));
        }
        return String.join("\n", rows) + "\n\n";
    }
}
