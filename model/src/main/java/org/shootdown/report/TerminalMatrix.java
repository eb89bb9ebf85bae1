package org.shootdown.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.shootdown.decide.CellResult;
import org.shootdown.drawing.Wrap;
import org.shootdown.report.MatrixLayout.Block;
import org.shootdown.report.MatrixLayout.Entry;
import org.shootdown.report.MatrixLayout.Line;

/** The matrix as plain text for a terminal or a mail. */
public final class TerminalMatrix {
    private static final int LABEL_WIDTH = 22;
    private static final int ENTRY_WIDTH = 11;

    private TerminalMatrix() {}

    /** All tables, none wider than {@code width} unless a single column is. */
    public static String render(List<CellResult> results, int width) {
        StringBuilder text = new StringBuilder();
        for (Block block : MatrixLayout.of(results)) {
            block.titles().forEach(title -> text.append(Wrap.paragraph(title, "", "    ", width)));
            int first = 0;
            while (first < block.columns().size()) {
                int last = first + 1;
                String table = table(block, first, last);
                while (last < block.columns().size() && fits(table(block, first, last + 1), width)) {
                    table = table(block, first, ++last);
                }
                text.append(table).append('\n');
                first = last;
            }
        }
        return text.toString();
    }

    private static boolean fits(String table, int width) {
        return table.lines().allMatch(line -> line.length() <= width);
    }

    private static String table(Block block, int first, int last) {
        List<List<String>> columns = block.columns().subList(first, last);
        TextTable table = new TextTable();
        List<List<String>> heads = new ArrayList<>();
        heads.add(List.of("policy"));
        columns.forEach(backends -> heads.add(head(backends)));
        addRow(table, heads);
        for (Line line : block.lines()) {
            List<Entry> entries =
                    columns.stream().map(c -> line.entries().get(c.get(0))).toList();
            if (entries.stream().allMatch(Objects::isNull)) {
                continue;
            }
            List<List<String>> cells = new ArrayList<>();
            String indent = line.detail() ? "  " : "";
            cells.add(Wrap.lines(line.label(), indent, indent, LABEL_WIDTH));
            for (Entry entry : entries) {
                cells.add(List.of(entry != null ? entry.toString() : line.detail() ? "" : "-"));
            }
            addRow(table, cells);
        }
        return table.render("  ");
    }

    /** A column's backends, each on a line of its own and broken after dashes where it is wider than most entries. */
    private static List<String> head(List<String> backends) {
        List<String> lines = new ArrayList<>();
        for (int b = 0; b < backends.size(); b++) {
            String line = "";
            for (String piece : backends.get(b).split("(?<=-)")) {
                if (!line.isEmpty() && line.length() + piece.length() > ENTRY_WIDTH) {
                    lines.add(line);
                    line = "";
                }
                line += piece;
            }
            lines.add(b + 1 < backends.size() ? line + "," : line);
        }
        return lines;
    }

    /** A row whose cells may have several lines. */
    private static void addRow(TextTable table, List<List<String>> cells) {
        int height = cells.stream().mapToInt(List::size).max().orElse(0);
        for (int n = 0; n < height; n++) {
            String[] row = new String[cells.size()];
            Arrays.fill(row, "");
            for (int c = 0; c < row.length; c++) {
                if (n < cells.get(c).size()) {
                    row[c] = cells.get(c).get(n);
                }
            }
            table.row(row);
        }
    }
}
