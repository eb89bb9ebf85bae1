package org.shootdown.synthesis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shootdown.kernel.Backend;
import org.shootdown.synthesis.Ruling.Killer;
import org.shootdown.synthesis.Ruling.Standing;

/** For each choice on each axis of a space the cheapest rule with it that stands, or what kills most of those that have it. */
final class Choices {
    private final List<Candidate> candidates;

    private final BiPredicate<Backend, Candidate> stands;

    /** @param stands whether a rule that is killed nowhere, or is covered, does stand on a backend */
    Choices(List<Candidate> candidates, BiPredicate<Backend, Candidate> stands) {
        this.candidates = candidates;
        this.stands = stands;
    }

    /** A table for each axis in Markdown, with a column for each backend. */
    String markdown(Map<Backend, Map<String, Ruling>> rulings) {
        StringBuilder out = new StringBuilder();
        for (Map.Entry<String, List<String>> axis : axes().entrySet()) {
            out.append("### ").append(axis.getKey()).append("\n\n| |");
            rulings.keySet().forEach(b -> out.append(' ').append(b.id()).append(" |"));
            out.append("\n|---|").append("---|".repeat(rulings.size())).append('\n');
            for (String choice : axis.getValue()) {
                out.append("| ").append(choice).append(" |");
                rulings.forEach((backend, of) -> out.append(' ')
                        .append(cell(axis.getKey(), choice, backend, of))
                        .append(" |"));
                out.append('\n');
            }
            out.append('\n');
        }
        return out.toString();
    }

    private Map<String, List<String>> axes() {
        Map<String, List<String>> axes = new LinkedHashMap<>();
        for (Candidate candidate : candidates) {
            candidate.choices().forEach((axis, choice) -> {
                List<String> known = axes.computeIfAbsent(axis, a -> new ArrayList<>());
                if (!known.contains(choice)) {
                    known.add(choice);
                }
            });
        }
        axes.values().forEach(list -> list.sort(Comparator.naturalOrder()));
        return axes;
    }

    private String cell(String axis, String choice, Backend backend, Map<String, Ruling> rulings) {
        List<Candidate> with = candidates.stream()
                .filter(c -> choice.equals(c.choices().get(axis)))
                .toList();
        Optional<Candidate> cheapest = with.stream()
                .filter(c -> maybe(rulings.get(c.id())))
                .sorted(Comparator.comparingInt(Candidate::price).thenComparing(Candidate::id))
                .filter(c -> stands.test(backend, c))
                .findFirst();
        if (cheapest.isPresent()) {
            return "`" + cheapest.get().id() + "`";
        }
        Map<Killer, Long> killers = with.stream()
                .map(c -> rulings.get(c.id()))
                .filter(r -> r != null && !r.killers().isEmpty())
                .collect(Collectors.groupingBy(r -> r.killers().get(0), Collectors.counting()));
        return killers.entrySet().stream()
                .max(Map.Entry.<Killer, Long>comparingByValue()
                        .thenComparing(e -> e.getKey().cell(), Comparator.reverseOrder()))
                .map(e -> String.format(
                        Locale.ROOT,
                        "none: %s in `%s`",
                        e.getKey().property(),
                        e.getKey().cell().substring(e.getKey().cell().indexOf('/') + 1)))
                .orElse("none");
    }

    private static boolean maybe(@Nullable Ruling ruling) {
        return ruling != null && (ruling.stands() || ruling.standing() == Standing.COVERED);
    }
}
