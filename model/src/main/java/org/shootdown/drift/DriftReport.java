package org.shootdown.drift;

import java.util.List;
import java.util.stream.Collectors;
import org.shootdown.drift.BodyChange.AccessChange;
import org.shootdown.drift.BodyChange.How;

/** What {@code shootdown drift} prints. */
public final class DriftReport {
    /** More than so many lines are summed up. */
    private static final int FEW_LINES = 8;

    private DriftReport() {}

    /** What differs, function by function, and a line that sums it up. */
    public static String render(Drift drift) {
        StringBuilder text = new StringBuilder();
        drift.changes().forEach(change -> text.append(change(change)));
        return text.append(text.isEmpty() ? "" : "\n")
                .append(sum(drift))
                .append('\n')
                .toString();
    }

    private static String change(BodyChange change) {
        Citation citation = change.citation();
        String place = citation.file() + (change.line() == 0 ? "" : ":" + change.line()) + ": " + citation.function();
        return switch (change.how()) {
            case GONE -> place + " is not there any more\n";
            case NO_FILE -> place + ": the tree does not have the file\n";
            case NOT_LOCKED -> place + " is cited, and the lock says nothing of it\n";
            case CHANGED -> place + " has changed" + lines(change.lines()) + "\n" + accesses(change.accesses());
        };
    }

    private static String lines(List<Integer> lines) {
        if (lines.isEmpty()) {
            return "";
        }
        if (lines.size() > FEW_LINES) {
            return " in " + lines.size() + " places, lines " + lines.get(0) + " to " + lines.get(lines.size() - 1);
        }
        String all = lines.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return (lines.size() == 1 ? ", line " : ", lines ") + all;
    }

    private static String accesses(List<AccessChange> changes) {
        if (changes.isEmpty()) {
            return "  its accesses are as they were\n";
        }
        StringBuilder text = new StringBuilder();
        for (AccessChange change : changes) {
            String where = change.isNew() ? "line " + change.access().line() : "gone";
            text.append(String.format(
                    "  %s %-44s %s%n",
                    change.isNew() ? "+" : "-",
                    change.access().what() + " (" + change.access().verb() + ")",
                    where));
        }
        return text.toString();
    }

    private static String sum(Drift drift) {
        long changed = count(drift, How.CHANGED);
        long missing = count(drift, How.GONE) + count(drift, How.NO_FILE);
        long unknown = count(drift, How.NOT_LOCKED);
        return "Linux " + drift.tree().version() + " in " + drift.tree().name() + ": " + drift.citations()
                + " functions cited, " + (drift.citations() - drift.changes().size()) + " as they were read, " + changed
                + " changed, " + missing + " missing" + (unknown == 0 ? "" : ", " + unknown + " not locked") + "; "
                + drift.elsewhere().size() + " more of patches and older kernels.";
    }

    private static long count(Drift drift, How how) {
        return drift.changes().stream().filter(change -> change.how() == how).count();
    }
}
