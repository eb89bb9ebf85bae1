package org.shootdown.drawing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.shootdown.check.result.Op;
import org.shootdown.check.result.Trace;
import org.shootdown.check.result.Trace.Kind;

/**
 * Draws a trace as kernel changelogs draw races: one column for each CPU or agent that takes part, time downwards. The
 * kernel function and its Java file head a run of steps; each step begins with its line in that file.
 */
public final class TraceColumns {
    private static final int GAP = 2;
    private static final int WIDEST_COLUMN = 50;
    private static final int NARROWEST_COLUMN = 12;
    /** Where the text of a step begins: behind a line number of three digits. */
    private static final String NO_LINE = "     ";

    private final Trace trace;
    private final int[] columnOf;
    private final int columns;
    private final int columnWidth;
    private final StringBuilder drawing = new StringBuilder();
    private final String[] heading;
    private final List<List<String>> buffers = new ArrayList<>();
    private final BitSet irqOff = new BitSet();
    private final BitSet stopped = new BitSet();

    private TraceColumns(Trace trace, int width) {
        this.trace = trace;
        int processors = trace.processors().size();
        columnOf = new int[processors];
        BitSet takingPart = takingPart(trace);
        int next = 0;
        for (int p = 0; p < processors; p++) {
            columnOf[p] = takingPart.get(p) ? next++ : -1;
            buffers.add(List.of());
        }
        columns = next;
        columnWidth = columns == 0
                ? width
                : Math.max(NARROWEST_COLUMN, Math.min(WIDEST_COLUMN, (width - GAP * (columns - 1)) / columns));
        heading = new String[processors];
    }

    /** The drawing and, below it, what broke and why; at most {@code width} wide, if that leaves room for columns. */
    public static String render(Trace trace, int width) {
        TraceColumns columns = new TraceColumns(trace, width);
        columns.drawHeads();
        for (Trace.Event event : trace.events()) {
            columns.draw(event);
        }
        if (trace.property() == null) {
            return columns.drawing.toString();
        }
        return columns.drawing + "\n"
                + Wrap.paragraph(trace.property() + " is broken: " + trace.why() + ".", "", "  ", width);
    }

    private static BitSet takingPart(Trace trace) {
        BitSet takingPart = new BitSet();
        for (Trace.Event event : trace.events()) {
            takingPart.set(event.processor());
            event.other().ifPresent(takingPart::set);
        }
        return takingPart;
    }

    private void drawHeads() {
        List<List<String>> names = emptyRow();
        List<List<String>> rules = emptyRow();
        for (int p = 0; p < columnOf.length; p++) {
            if (columnOf[p] >= 0) {
                names.get(columnOf[p]).addAll(Wrap.lines(trace.processors().get(p), "", "", columnWidth));
                rules.get(columnOf[p]).add("-".repeat(columnWidth));
            }
        }
        drawRow(names);
        drawRow(rules);
    }

    private void draw(Trace.Event event) {
        List<List<String>> row = emptyRow();
        int mover = event.processor();
        List<String> lines = row.get(columnOf[mover]);
        addHeading(lines, event);
        String line = lineNumber(event);
        lines.addAll(Wrap.lines(event.text(), line.isEmpty() ? "  " : line, NO_LINE, columnWidth));
        List<String> stores = event.after().buffer();
        if (!stores.equals(buffers.get(mover)) && !stores.isEmpty()) {
            String buffer = "[buffer: " + String.join(", ", stores) + "]";
            lines.addAll(Wrap.lines(buffer, NO_LINE, NO_LINE + " ", columnWidth));
        }
        buffers.set(mover, stores);
        irqOff.set(mover, event.after().irqOff());
        event.other().ifPresent(other -> addNotice(row.get(columnOf[other]), event, other));
        drawRow(row);
    }

    /** Says where the steps that follow are made, unless the column has said so and nothing came between. */
    private void addHeading(List<String> lines, Trace.Event event) {
        if (event.kind() != Kind.STEP) {
            if (event.kind() != Kind.DRAIN) {
                heading[event.processor()] = null;
            }
            return;
        }
        String file = event.source().replaceFirst(":.*", "");
        String function = event.function().matches("\\w+") ? event.function() + "()" : event.function();
        String now = (function + "  " + file).strip();
        if (now.equals(heading[event.processor()])) {
            return;
        }
        heading[event.processor()] = now;
        if (now.length() <= columnWidth) {
            lines.add(now);
        } else {
            lines.addAll(Wrap.lines(function, "", "  ", columnWidth));
            lines.addAll(Wrap.lines(file, "  ", "    ", columnWidth));
        }
    }

    private static String lineNumber(Trace.Event event) {
        int colon = event.source().lastIndexOf(':');
        return colon < 0 ? "" : String.format("%4s ", event.source().substring(colon + 1));
    }

    /** What the other CPU notices of a step: that it is stopped, or why an interrupt has to wait. */
    private void addNotice(List<String> lines, Trace.Event event, int other) {
        stopped.set(other, event.after().otherStopped());
        String notice = "";
        if (event.op() == Op.STOP_VCPU) {
            notice = "<preempted by the host>";
        } else if (event.op() == Op.RESUME_VCPU) {
            notice = "<runs again>";
        } else if (event.op() == Op.SEND_IPI && stopped.get(other)) {
            notice = "(IPI pends: preempted)";
        } else if (event.op() == Op.SEND_IPI && irqOff.get(other)) {
            notice = "(IPI pends: interrupts are off)";
        }
        if (!notice.isEmpty()) {
            lines.addAll(Wrap.lines(notice, "  ", "   ", columnWidth));
        }
    }

    private List<List<String>> emptyRow() {
        List<List<String>> row = new ArrayList<>();
        for (int c = 0; c < columns; c++) {
            row.add(new ArrayList<>());
        }
        return row;
    }

    private void drawRow(List<List<String>> row) {
        int height = row.stream().mapToInt(List::size).max().orElse(0);
        for (int n = 0; n < height; n++) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < columns; c++) {
                char[] filler = new char[Math.max(0, c * (columnWidth + GAP) - line.length())];
                Arrays.fill(filler, ' ');
                line.append(filler).append(n < row.get(c).size() ? row.get(c).get(n) : "");
            }
            drawing.append(line.toString().stripTrailing()).append('\n');
        }
    }
}
