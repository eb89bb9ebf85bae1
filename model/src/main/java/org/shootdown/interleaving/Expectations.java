package org.shootdown.interleaving;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.machine.Machine;
import org.shootdown.machine.ModelError;
import org.shootdown.machine.Property;

/** The outcomes that an annotated class names, and what it expects of each. */
final class Expectations {
    /** Beyond so many possible outcomes it is no longer checked that each id can match one. */
    private static final int MAX_CHECKED = 100_000;

    /** What is expected of an outcome, and its description. */
    record Expectation(Expect expect, String description) {}

    private record Named(
            Pattern pattern, String id, List<MemoryModel> memory, boolean applies, Expectation expectation) {
        boolean names(String outcome) {
            return id.equals(outcome) || pattern.matcher(outcome).matches();
        }
    }

    private final Class<?> type;
    private final List<Named> named = new ArrayList<>();

    /**
     * @param variant the values of the race's parameters; what is expected with others is checked, and never asked for
     * @throws ModelError if an id can match no outcome of {@code machine}, so that it would never count
     */
    Expectations(Class<?> type, Machine machine, Variant variant) {
        this.type = type;
        for (Outcome outcome : type.getAnnotationsByType(Outcome.class)) {
            for (String id : outcome.id()) {
                named.add(new Named(
                        compiled(id),
                        id,
                        List.of(outcome.memory()),
                        variant.has(outcome.when()),
                        new Expectation(outcome.expect(), outcome.desc())));
            }
        }
        List<Integer> maxima = Stream.concat(
                        machine.observedCells().stream().map(c -> c.max()),
                        machine.observedGhosts().stream().map(g -> g.max()))
                .toList();
        if (maxima.stream().mapToLong(max -> max + 1L).reduce(1, (a, b) -> Math.min(MAX_CHECKED + 1L, a * b))
                <= MAX_CHECKED) {
            List<String> possible = possible(maxima);
            named.forEach(n -> checkPossible(n, possible, maxima.size()));
        }
    }

    private Pattern compiled(String id) {
        try {
            return Pattern.compile(id);
        } catch (PatternSyntaxException e) {
            throw misuse("id \"" + id + "\" is no regular expression: " + e.getDescription());
        }
    }

    private static List<String> possible(List<Integer> maxima) {
        List<String> outcomes = new ArrayList<>();
        Arrays.stream(Property.values()).map(Property::name).forEach(outcomes::add);
        List<List<Integer>> values = List.of(List.of());
        for (int max : maxima) {
            List<List<Integer>> longer = new ArrayList<>();
            for (List<Integer> value : values) {
                for (int next = 0; next <= max; next++) {
                    longer.add(Stream.concat(value.stream(), Stream.of(next)).toList());
                }
            }
            values = longer;
        }
        values.forEach(v -> outcomes.add(text(v)));
        return outcomes;
    }

    private void checkPossible(Named outcome, List<String> possible, int values) {
        if (possible.stream().noneMatch(outcome::names)) {
            throw misuse("id \"" + outcome.id() + "\" names no outcome there can be: an outcome is " + values
                    + " values within their ranges, as in \"" + possible.get(possible.size() - 1)
                    + "\", or a property that is broken, as in \"P1\"");
        }
    }

    private ModelError misuse(String what) {
        return RaceMembers.misuse(type, ": @Outcome " + what);
    }

    /** Values as an id writes them. */
    static String text(List<Integer> values) {
        return String.join(", ", values.stream().map(String::valueOf).toList());
    }

    Expectation of(String outcome, MemoryModel memory) {
        return under(memory)
                .filter(n -> n.names(outcome))
                .map(Named::expectation)
                .findFirst()
                .orElseGet(() -> unnamed(outcome));
    }

    private static Expectation unnamed(String outcome) {
        String description = Arrays.stream(Property.values())
                .filter(property -> property.name().equals(outcome))
                .map(Property::meaning)
                .findFirst()
                .orElse("no @Outcome names it");
        return new Expectation(Expect.FORBIDDEN, description);
    }

    /** The ids that must be reached under {@code memory} but are not among {@code seen}. */
    List<String> missing(List<String> seen, MemoryModel memory) {
        return under(memory)
                .filter(n -> n.expectation().expect() == Expect.INTERESTING)
                .filter(n -> seen.stream().noneMatch(n::names))
                .map(Named::id)
                .toList();
    }

    private Stream<Named> under(MemoryModel memory) {
        return named.stream()
                .filter(Named::applies)
                .filter(n -> n.memory().isEmpty() || n.memory().contains(memory));
    }
}
