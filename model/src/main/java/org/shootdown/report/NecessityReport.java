package org.shootdown.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.shootdown.catalogue.Axis;
import org.shootdown.check.necessity.SyncStep;
import org.shootdown.check.necessity.SyncStep.Kind;
import org.shootdown.check.result.Trace;
import org.shootdown.decide.Necessity.Removal;
import org.shootdown.decide.Necessity.StepRemovals;
import org.shootdown.drawing.TraceColumns;
import org.shootdown.drawing.Wrap;
import org.shootdown.machine.Property;

/** What each synchronising step is good for, by policy and backend, in plain text. */
public final class NecessityReport {
    private static final String ALONE = "Two steps that are each redundant alone may be so because of each other.";

    private NecessityReport() {}

    /** All steps, numbered from 1 in the order of the list; those that are redundant everywhere are best put last. */
    public static String render(List<StepRemovals> steps, int width) {
        StringBuilder text = new StringBuilder();
        boolean redundant = false;
        for (int n = 0; n < steps.size(); n++) {
            StepRemovals removals = steps.get(n);
            if (removals.redundantEverywhere() && !redundant) {
                redundant = true;
                String where = String.join(", ", places(steps.subList(n, steps.size())));
                text.append(n == 0 ? "" : "\n")
                        .append(Wrap.paragraph("REDUNDANT HERE, each of them alone: " + where, "", "  ", width));
            }
            String head = String.format("%3d. ", n + 1);
            String indent = " ".repeat(head.length());
            text.append(Wrap.paragraph(describe(removals.steps().get(0), steps), head, indent + "  ", width));
            if (!redundant) {
                verdicts(removals.removals())
                        .forEach((verdict, where) -> text.append(Wrap.paragraph(
                                verdict + ": " + String.join(", ", where), indent, indent + "  ", width)));
            }
        }
        return text.append(redundant ? "\n" + Wrap.paragraph(ALONE, "", "", width) : "")
                .toString();
    }

    /** Steps taken out together, by their numbers among those taken out alone. */
    public static String renderTogether(List<StepRemovals> alone, List<StepRemovals> together, int width) {
        StringBuilder text = new StringBuilder();
        for (StepRemovals removals : together) {
            text.append(text.isEmpty() ? "\nTaken out together:\n" : "");
            String head = "  " + numbers(alone, removals.steps()) + ": ";
            verdicts(removals.removals())
                    .forEach((verdict, where) -> text.append(
                            Wrap.paragraph(verdict + ": " + String.join(", ", where), head, "       ", width)));
        }
        return text.toString();
    }

    /** {@code 4 and 8}: the numbers by which {@link #render} calls the steps. */
    public static String numbers(List<StepRemovals> alone, Removal removal) {
        return numbers(alone, removal.steps());
    }

    private static String numbers(List<StepRemovals> alone, List<SyncStep> taken) {
        List<SyncStep> steps = alone.stream().map(s -> s.steps().get(0)).toList();
        return taken.stream()
                .map(step -> String.valueOf(steps.indexOf(step) + 1))
                .collect(Collectors.joining(" and "));
    }

    private static Set<String> places(List<StepRemovals> steps) {
        return steps.stream()
                .flatMap(s -> s.removals().stream())
                .map(NecessityReport::place)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The execution that taking out step number {@code number} allows. */
    public static String trace(String number, Removal removal, Trace trace, int width) {
        String what = removal.steps().stream().map(SyncStep::what).collect(Collectors.joining(" and "));
        String head =
                "Without " + number + ", " + what + ", in " + removal.scenario().name() + ":";
        return Wrap.paragraph(head, "", "  ", width) + "\n" + TraceColumns.render(trace, width) + "\n";
    }

    private static String describe(SyncStep step, List<StepRemovals> all) {
        String what = step.kind() == Kind.FUNCTION ? "all of " + step.what() + "()" : step.what();
        String where = (step.function().isEmpty() ? "" : " in " + step.function() + "()") + ", " + step.source();
        return what + where + callers(step, all) + without(step.kind());
    }

    /** What taking the step out leaves, where that is not plain. */
    private static String without(Kind kind) {
        return switch (kind) {
            case ATOMIC -> " (as a plain load and store)";
            case RECHECK -> " (taking the first look's value to stand)";
            default -> "";
        };
    }

    /** Tells a step from others of the same line by the first caller that differs. */
    private static String callers(SyncStep step, List<StepRemovals> all) {
        for (SyncStep other : all.stream().map(s -> s.steps().get(0)).toList()) {
            boolean twin = !other.equals(step)
                    && other.kind() == step.kind()
                    && other.what().equals(step.what())
                    && other.source().equals(step.source());
            if (twin) {
                return " from " + String.join(", ", differing(step.callers(), other.callers()));
            }
        }
        return "";
    }

    private static List<String> differing(List<String> callers, List<String> others) {
        List<String> first = new ArrayList<>();
        for (int n = 0; n < callers.size(); n++) {
            first.add(callers.get(n));
            if (n >= others.size() || !callers.get(n).equals(others.get(n))) {
                break;
            }
        }
        return first;
    }

    /** Verdicts in words, each with the places where it was given. */
    private static Map<String, List<String>> verdicts(List<Removal> removals) {
        Map<String, List<Removal>> byPlace = removals.stream()
                .sorted(Comparator.comparing(r -> r.scenario().name()))
                .collect(Collectors.groupingBy(NecessityReport::place, LinkedHashMap::new, Collectors.toList()));
        Map<String, List<String>> places = new LinkedHashMap<>();
        byPlace.forEach((place, there) ->
                places.computeIfAbsent(verdict(there), v -> new ArrayList<>()).add(place));
        return places;
    }

    private static String place(Removal removal) {
        return removal.scenario().on(Axis.POLICY) + "/" + removal.scenario().on(Axis.BACKEND);
    }

    private static String verdict(List<Removal> there) {
        long needed = there.stream().filter(Removal::needed).count();
        if (needed > 0) {
            String properties = there.stream()
                    .flatMap(r -> r.broken().keySet().stream())
                    .distinct()
                    .sorted()
                    .map(Property::name)
                    .collect(Collectors.joining(", "));
            String share = there.size() == 1 ? "" : " in " + needed + " of " + Wording.count(there.size(), "scenario");
            return "NEEDED against " + properties + share;
        }
        if (there.stream().allMatch(Removal::redundant)) {
            return "REDUNDANT HERE";
        }
        return there.stream()
                .filter(r -> !r.redundant())
                .map(r -> Summary.noAnswer(r) + (r.answer().isEmpty() ? " of this model" : ""))
                .findFirst()
                .orElseThrow();
    }
}
