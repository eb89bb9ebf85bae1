package org.shootdown.report;

import java.util.ArrayList;
import java.util.List;

/** Left-aligned columns of plain text, two spaces apart. */
final class TextTable {
    private static final int GAP = 2;

    private final List<List<String>> rows = new ArrayList<>();
    private int columns;

    TextTable row(List<String> cells) {
        rows.add(List.copyOf(cells));
        columns = Math.max(columns, cells.size());
        return this;
    }

    TextTable row(String... cells) {
        return row(List.of(cells));
    }

    /** How wide each column is without the gap. */
    int[] widths() {
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int c = 0; c < row.size(); c++) {
                widths[c] = Math.max(widths[c], row.get(c).length());
            }
        }
        return widths;
    }

    /** One line per row, each begun with {@code indent}. */
    String render(String indent) {
        int[] widths = widths();
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(indent);
            for (int c = 0; c < row.size(); c++) {
                String cell = row.get(c);
                line.append(cell).append(" ".repeat(widths[c] - cell.length() + GAP));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
