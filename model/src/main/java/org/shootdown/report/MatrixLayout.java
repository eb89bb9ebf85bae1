package org.shootdown.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.shootdown.catalogue.Axis;
import org.shootdown.check.result.Range;
import org.shootdown.check.result.Verdict;
import org.shootdown.decide.CellResult;

/**
 * The matrix folded into tables that a person can read: one per pair of operation and walker, policies down and backends
 * across. What a policy does in several situations and memory models is one entry where the verdicts agree; where they
 * do not, the entry is the worst of them and lines below it split it up. Policies with the same line share it, and
 * pairs with the same table.
 */
final class MatrixLayout {
    /** So many variants can be named on a line without drowning the others. */
    private static final int FEW_VARIANTS = 4;

    private MatrixLayout() {}

    /**
     * What stands in one place of a table.
     *
     * @param verdict the worst of those it folds
     * @param split whether they differ
     * @param sync sync IPIs over all of them
     */
    record Entry(Verdict verdict, boolean split, Range sync) {
        @Override
        public String toString() {
            return verdict + (split ? "* " : " ") + Wording.range(sync);
        }
    }

    /**
     * One line of a table.
     *
     * @param label policies, or for a detail the situations and memory models that it speaks of
     * @param detail whether the line splits entries of the line above
     * @param entries by backend; some may be missing
     */
    record Line(String label, boolean detail, Map<String, Entry> entries) {}

    /**
     * A table.
     *
     * @param titles the operations and walkers it is true of, one line for each operation
     * @param columns the backends; those with the same entries share a column
     */
    record Block(List<String> titles, List<List<String>> columns, List<Line> lines) {}

    static List<Block> of(List<CellResult> results) {
        List<String> backends = distinct(results, r -> r.scenario().on(Axis.BACKEND));
        Map<List<Line>, Map<String, List<String>>> walkersByTable = new LinkedHashMap<>();
        groupBy(
                        results,
                        r -> List.of(
                                r.scenario().on(Axis.OPERATION), r.scenario().on(Axis.WALKER)))
                .forEach((pair, cells) -> walkersByTable
                        .computeIfAbsent(lines(cells), lines -> new LinkedHashMap<>())
                        .computeIfAbsent(pair.get(0), operation -> new ArrayList<>())
                        .add(pair.get(1)));
        List<Block> blocks = new ArrayList<>();
        walkersByTable.forEach((lines, walkers) -> {
            List<String> titles = new ArrayList<>();
            walkers.forEach((operation, of) -> titles.add(operation + " / " + String.join(", ", of)));
            blocks.add(new Block(titles, columns(backends, lines), lines));
        });
        return blocks;
    }

    private static List<List<String>> columns(List<String> backends, List<Line> lines) {
        Map<List<Entry>, List<String>> columns = new LinkedHashMap<>();
        for (String backend : backends) {
            List<Entry> column =
                    lines.stream().map(line -> line.entries().get(backend)).toList();
            if (column.stream().anyMatch(Objects::nonNull)) {
                columns.computeIfAbsent(column, c -> new ArrayList<>()).add(backend);
            }
        }
        return List.copyOf(columns.values());
    }

    private static List<Line> lines(List<CellResult> cells) {
        Map<Row, List<String>> policies = new LinkedHashMap<>();
        groupBy(cells, r -> r.scenario().on(Axis.POLICY))
                .forEach((policy, ofPolicy) -> policies.computeIfAbsent(row(ofPolicy), row -> new ArrayList<>())
                        .add(policy));
        List<Line> lines = new ArrayList<>();
        policies.forEach((row, ids) -> {
            lines.add(new Line(String.join(", ", ids), false, row.entries()));
            lines.addAll(row.details());
        });
        return lines;
    }

    /** One policy's line with those that split it up. */
    private record Row(Map<String, Entry> entries, List<Line> details) {}

    private static Row row(List<CellResult> cells) {
        Map<String, Entry> entries = new TreeMap<>();
        List<CellResult> split = new ArrayList<>();
        groupBy(cells, r -> r.scenario().on(Axis.BACKEND)).forEach((backend, folded) -> {
            Entry entry = fold(folded);
            entries.put(backend, entry);
            if (entry.split()) {
                split.addAll(folded);
            }
        });
        return new Row(entries, details(split));
    }

    private static Entry fold(List<CellResult> cells) {
        Verdict worst = Verdict.SAFE;
        Range sync = Range.EMPTY;
        for (CellResult cell : cells) {
            worst = badness(cell.verdict()) > badness(worst) ? cell.verdict() : worst;
            sync = sync.with(cell.ipis().sync());
        }
        return new Entry(
                worst, cells.stream().map(CellResult::verdict).distinct().count() > 1, sync);
    }

    private static int badness(Verdict verdict) {
        return switch (verdict) {
            case SAFE -> 0;
            case VACUOUS -> 1;
            case INCOMPLETE -> 2;
            case UNSAFE -> 3;
            case ERROR -> 4;
        };
    }

    /**
     * Lines that split up one policy's mixed entries: variants with the same verdicts everywhere share a line. The most
     * common verdicts come last, without the names of all who have them.
     */
    private static List<Line> details(List<CellResult> cells) {
        Map<Map<String, Verdict>, List<CellResult>> byVerdicts = new LinkedHashMap<>();
        groupBy(cells, Variant::of).values().forEach(ofVariant -> {
            Map<String, Verdict> verdicts = new TreeMap<>();
            ofVariant.forEach(c -> verdicts.put(c.scenario().on(Axis.BACKEND), c.verdict()));
            byVerdicts.computeIfAbsent(verdicts, v -> new ArrayList<>()).addAll(ofVariant);
        });
        List<List<CellResult>> groups = new ArrayList<>(byVerdicts.values());
        List<CellResult> usual = groups.stream()
                .max(Comparator.comparingInt(
                        group -> distinct(group, Variant::of).size()))
                .filter(group -> distinct(group, Variant::of).size() > FEW_VARIANTS)
                .orElse(List.of());
        groups.remove(usual);
        List<Line> lines = new ArrayList<>();
        List<Variant> all = distinct(cells, Variant::of);
        groups.forEach(group -> lines.add(detail(Variant.describe(distinct(group, Variant::of), all), group)));
        if (!usual.isEmpty()) {
            lines.add(detail("otherwise", usual));
        }
        return lines;
    }

    private static Line detail(String label, List<CellResult> cells) {
        Map<String, Entry> entries = new TreeMap<>();
        groupBy(cells, r -> r.scenario().on(Axis.BACKEND)).forEach((b, folded) -> entries.put(b, fold(folded)));
        return new Line(label, true, entries);
    }

    private record Variant(String situation, String memory) {
        static Variant of(CellResult result) {
            return new Variant(
                    result.scenario().on(Axis.SITUATION), result.scenario().on(Axis.MEMORY));
        }

        /** Names some variants among {@code all}, by one axis alone where the other makes no difference. */
        static String describe(List<Variant> some, List<Variant> all) {
            for (Function<Variant, String> axis :
                    List.<Function<Variant, String>>of(Variant::situation, Variant::memory)) {
                Set<String> values = some.stream().map(axis).collect(Collectors.toCollection(LinkedHashSet::new));
                if (all.stream().filter(v -> values.contains(axis.apply(v))).count() == some.size()) {
                    return String.join(", ", values);
                }
            }
            return some.stream().map(v -> v.situation() + "/" + v.memory()).collect(Collectors.joining(", "));
        }
    }

    private static <K> Map<K, List<CellResult>> groupBy(List<CellResult> results, Function<CellResult, K> key) {
        return results.stream().collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
    }

    private static <T> List<T> distinct(List<CellResult> results, Function<CellResult, T> key) {
        return results.stream().map(key).distinct().toList();
    }
}
