package org.shootdown.report;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.shootdown.decide.CellResult;
import org.shootdown.report.MatrixLayout.Block;
import org.shootdown.report.MatrixLayout.Line;

/** The matrix in Markdown, with the tables of {@link TerminalMatrix}. */
public final class MarkdownMatrix {
    private MarkdownMatrix() {}

    /** The tables, then {@code summary} as it is. */
    public static String render(List<CellResult> results, String summary) {
        StringBuilder text = new StringBuilder();
        for (Block block : MatrixLayout.of(results)) {
            text.append("### ").append(String.join("; ", block.titles())).append("\n\n");
            row(
                    text,
                    "policy",
                    block.columns().stream().map(c -> String.join(", ", c)).toList());
            row(text, "---", block.columns().stream().map(c -> "---").toList());
            for (Line line : block.lines()) {
                row(text, (line.detail() ? "... " : "") + line.label(), entries(block, line));
            }
            text.append('\n');
        }
        return text.append(summary).toString();
    }

    private static List<String> entries(Block block, Line line) {
        return block.columns().stream()
                .map(backends -> Objects.toString(line.entries().get(backends.get(0)), ""))
                .map(entry -> entry.replace("*", "\\*"))
                .toList();
    }

    private static void row(StringBuilder text, String label, List<String> cells) {
        text.append(cells.stream().collect(Collectors.joining(" | ", "| " + label + " | ", " |")))
                .append('\n');
    }
}
