package org.shootdown.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shootdown.report.ResultRecords.Cell;
import org.shootdown.report.ResultRecords.Span;

/**
 * Two sets of results, cell by cell: what is SAFE in one and UNSAFE in the other, and what became dearer or cheaper.
 *
 * @param before what the first is called
 * @param after what the second is called
 * @param shared how many cells are in both
 * @param changes where they differ, in the second's order
 * @param onlyBefore names of cells that the second does not have
 * @param onlyAfter names of cells that the first does not have
 * @param undecided how many cells of either are neither SAFE nor UNSAFE
 */
public record Comparison(
        String before,
        String after,
        long shared,
        List<Change> changes,
        List<String> onlyBefore,
        List<String> onlyAfter,
        long undecided) {
    /** How a cell differs. A change of the verdict hides one of its cost. */
    public enum Kind {
        /** It was not UNSAFE. */
        NEWLY_UNSAFE("newly UNSAFE"),
        /** It was not SAFE. */
        NEWLY_SAFE("newly SAFE"),
        /** Another property is the first that breaks. */
        BREAKS_OTHERWISE("UNSAFE in another way"),
        /** It was decided, and is not. */
        NO_LONGER_DECIDED("no longer decided"),
        /** More syncs or disturbed CPUs, in the worst execution or, if that is the same, in the best. */
        DEARER("dearer"),
        /** Fewer of them. */
        CHEAPER("cheaper");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** In words. */
        public String words() {
            return words;
        }
    }

    /** A cell that differs. */
    public record Change(Kind kind, Cell before, Cell after) {
        /** Why the one that is UNSAFE is; in words that say so where that is not written down. */
        public @Nullable String finding() {
            return switch (kind) {
                case NEWLY_UNSAFE, BREAKS_OTHERWISE -> reason(after);
                case NEWLY_SAFE -> before.verdict().equals("UNSAFE") ? reason(before) : "was " + before.verdict();
                default -> null;
            };
        }

        private static String reason(Cell cell) {
            return cell.finding() != null
                    ? cell.finding()
                    : cell.control() ? "a control, which is meant to be UNSAFE" : "a reason that is not written down";
        }
    }

    public Comparison {
        changes = List.copyOf(changes);
        onlyBefore = List.copyOf(onlyBefore);
        onlyAfter = List.copyOf(onlyAfter);
    }

    /** Compares results of which those with an equal {@code key} belong together. */
    public static Comparison of(
            String before, List<Cell> first, String after, List<Cell> second, Function<Cell, String> key) {
        Map<String, Cell> left = new LinkedHashMap<>();
        first.forEach(cell -> left.put(key.apply(cell), cell));
        List<Change> changes = new ArrayList<>();
        List<String> onlyAfter = new ArrayList<>();
        for (Cell now : second) {
            Cell then = left.remove(key.apply(now));
            if (then == null) {
                onlyAfter.add(now.scenario());
            } else {
                Kind kind = kind(then, now);
                if (kind != null) {
                    changes.add(new Change(kind, then, now));
                }
            }
        }
        List<String> onlyBefore = left.values().stream().map(Cell::scenario).toList();
        long undecided = count(first) + count(second);
        return new Comparison(
                before, after, second.size() - onlyAfter.size(), changes, onlyBefore, onlyAfter, undecided);
    }

    /** Whether nothing differs. */
    public boolean same() {
        return changes.isEmpty() && onlyBefore.isEmpty() && onlyAfter.isEmpty();
    }

    /** The changes of a kind. */
    public List<Change> of(Kind kind) {
        return changes.stream().filter(change -> change.kind() == kind).toList();
    }

    private static long count(List<Cell> cells) {
        return cells.stream().filter(cell -> !isDecided(cell)).count();
    }

    private static boolean isDecided(Cell cell) {
        return cell.verdict().equals("SAFE") || cell.verdict().equals("UNSAFE");
    }

    private static @Nullable Kind kind(Cell then, Cell now) {
        if (!then.verdict().equals(now.verdict())) {
            return switch (now.verdict()) {
                case "UNSAFE" -> Kind.NEWLY_UNSAFE;
                case "SAFE" -> Kind.NEWLY_SAFE;
                default -> isDecided(then) ? Kind.NO_LONGER_DECIDED : null;
            };
        }
        // What a search that ended at a limit saw bounds nothing.
        if (!isDecided(now)) {
            return null;
        }
        if (now.property() != null && !now.property().equals(then.property())) {
            return Kind.BREAKS_OTHERWISE;
        }
        int cost = Integer.compare(cost(now, true), cost(then, true));
        cost = cost != 0 ? cost : Integer.compare(cost(now, false), cost(then, false));
        return cost == 0 ? null : cost > 0 ? Kind.DEARER : Kind.CHEAPER;
    }

    private static int cost(Cell cell, boolean worst) {
        return bound(cell.syncIpis(), worst) + bound(cell.disturbed(), worst);
    }

    private static int bound(@Nullable Span span, boolean worst) {
        return span == null ? 0 : worst ? span.max() : span.min();
    }
}
