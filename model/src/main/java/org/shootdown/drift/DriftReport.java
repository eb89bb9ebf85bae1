package org.shootdown.drift;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.shootdown.drift.BodyChange.AccessChange;
import org.shootdown.drift.BodyChange.How;

/** What {@code shootdown drift} prints. */
public final class DriftReport {
    /** More than so many lines are summed up. */
    private static final int FEW_LINES = 8;

    private DriftReport() {}

    /**
     * What differs, function by function, and a line that sums it up.
     *
     * @param explained whether differences that have a reason are told too, with it
     */
    public static String render(Drift drift, boolean explained) {
        StringBuilder text = new StringBuilder();
        drift.changes().forEach(change -> text.append(change(change)));
        drift.lineUps().forEach(lineUp -> text.append(lineUp(lineUp, explained)));
        if (explained) {
            text.append(everywhere());
        }
        return text.append(text.isEmpty() ? "" : "\n")
                .append(sum(drift))
                .append('\n')
                .toString();
    }

    private static String lineUp(LineUp lineUp, boolean explained) {
        StringBuilder text = new StringBuilder();
        lineUp.withoutReason().forEach(difference -> text.append(difference(difference)));
        lineUp.idle()
                .forEach(idle -> text.append("  a reason is given for what does not differ: ")
                        .append(idle)
                        .append('\n'));
        if (explained) {
            lineUp.differences().stream()
                    .flatMap(difference -> difference.reason().stream())
                    .filter(reason -> !Reason.EVERYWHERE.contains(reason))
                    .distinct()
                    .forEach(reason -> text.append(reason(reason)));
        }
        Citation citation = lineUp.citation();
        String head = citation.file() + ":" + lineUp.line() + ": " + citation.function() + ", modelled by "
                + lineUp.model() + "\n";
        return text.isEmpty() ? "" : head + text;
    }

    private static String difference(StepDifference difference) {
        String who = difference.ofKernel() ? "only the kernel" : "only the model";
        return String.format(
                "  %-15s %-44s %s%s%n",
                who,
                difference.what(),
                difference.ofKernel() ? "line " + difference.place() : difference.place(),
                difference.elsewhere() ? ", the other in another order" : "");
    }

    private static String reason(Reason reason) {
        StringBuilder text = new StringBuilder("  deliberate: ");
        text.append(steps("the kernel's ", reason.kernel()));
        text.append(reason.kernel().isEmpty() || reason.model().isEmpty() ? "" : "; ");
        text.append(steps("the model's ", reason.model()));
        text.append(reason.lines().isEmpty() ? "" : " (" + reason.lines() + ")");
        text.append("\n    ").append(reason.why()).append('\n');
        if (!reason.hides().isEmpty()) {
            text.append("    What it hides: ").append(reason.hides()).append('\n');
        }
        return text.toString();
    }

    private static String steps(String whose, Set<String> steps) {
        return steps.isEmpty() ? "" : whose + steps.stream().sorted().collect(Collectors.joining(", "));
    }

    private static String everywhere() {
        StringBuilder text = new StringBuilder("In every function:\n");
        Reason.EVERYWHERE.forEach(reason -> text.append(reason(reason)));
        return text.toString();
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
        long unreasoned = drift.lineUps().stream()
                .mapToLong(l -> l.withoutReason().size() + l.idle().size())
                .sum();
        long deliberate = drift.lineUps().stream().mapToLong(LineUp::deliberate).sum();
        return "Linux " + drift.tree().version() + " in " + drift.tree().name() + ": " + drift.citations()
                + " functions cited, " + (drift.citations() - drift.changes().size()) + " as they were read, " + changed
                + " changed, " + missing + " missing" + (unknown == 0 ? "" : ", " + unknown + " not locked") + "; "
                + drift.elsewhere().size() + " more of patches and older kernels.\n"
                + drift.lineUps().size()
                + " models lined up with them: " + unreasoned + " differences without a reason, " + deliberate
                + " deliberate ones.";
    }

    private static long count(Drift drift, How how) {
        return drift.changes().stream().filter(change -> change.how() == how).count();
    }
}
