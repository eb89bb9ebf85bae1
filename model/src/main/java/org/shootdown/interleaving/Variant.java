package org.shootdown.interleaving;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shootdown.machine.ModelError;

/** One value for each {@link Param} of a race. */
record Variant(Map<Field, Object> values) {
    /** All combinations, the last parameter changing fastest; one with no values if there are no parameters. */
    static List<Variant> of(RaceMembers members) {
        List<Variant> variants = List.of(new Variant(Map.of()));
        for (Field param : members.params()) {
            List<Object> values = values(param, members);
            variants = variants.stream()
                    .flatMap(before -> values.stream().map(value -> before.with(param, value)))
                    .toList();
        }
        return variants;
    }

    private Variant with(Field param, Object value) {
        Map<Field, Object> more = new LinkedHashMap<>(values);
        more.put(param, value);
        return new Variant(more);
    }

    private static List<Object> values(Field param, RaceMembers members) {
        Class<?> type = param.getType();
        String[] named = param.getAnnotation(Param.class).value();
        if (named.length == 0 && type == boolean.class) {
            return List.of(false, true);
        }
        if (named.length == 0 && type.isEnum()) {
            return List.of(type.getEnumConstants());
        }
        List<Object> values = new ArrayList<>();
        for (String text : named) {
            Object value = value(type, text);
            if (value == null || values.contains(value)) {
                throw members.misuse(": @Param field " + param.getName() + ": \"" + text + "\" "
                        + (value == null ? "is no " + type.getSimpleName() : "is there twice"));
            }
            values.add(value);
        }
        if (values.isEmpty()) {
            throw members.misuse(": @Param field " + param.getName() + " needs values, as in @Param({\"1\", \"2\"})");
        }
        return values;
    }

    /** The value, or {@code null} if the type has none that is written so. */
    private static @Nullable Object value(Class<?> type, String text) {
        if (type == boolean.class) {
            return text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null;
        }
        if (type == int.class) {
            try {
                return Integer.valueOf(text);
            } catch (NumberFormatException e) {
                return null;
            }
        }
        if (type.isEnum()) {
            return Stream.of(type.getEnumConstants())
                    .filter(constant -> ((Enum<?>) constant).name().equals(text))
                    .findFirst()
                    .orElse(null);
        }
        return text;
    }

    private static String written(Object value) {
        return value instanceof Enum<?> constant ? constant.name() : value.toString();
    }

    /** The values as in {@code fixed=true}, in the order of the parameters. */
    List<String> assignments() {
        return values.entrySet().stream()
                .map(entry -> entry.getKey().getName() + "=" + written(entry.getValue()))
                .toList();
    }

    /** Whether the parameters have all of these values, each as in {@code fixed=true}. */
    boolean has(String... assignments) {
        return assignments().containsAll(Arrays.asList(assignments));
    }

    /** {@code fixed=true,walkers=2}; empty if there are no parameters. */
    @Override
    public String toString() {
        return assignments().stream().collect(Collectors.joining(","));
    }

    /** @throws ModelError if no variant has that value of a parameter */
    static void check(List<Variant> variants, String assignment, RaceMembers members, String what) {
        if (variants.stream().noneMatch(variant -> variant.has(assignment))) {
            List<String> possible = variants.stream()
                    .flatMap(variant -> variant.assignments().stream())
                    .distinct()
                    .toList();
            throw members.misuse(": " + what + " \"" + assignment + "\" is the value of no parameter: "
                    + (possible.isEmpty() ? "there is no @Param field" : "there are " + String.join(", ", possible)));
        }
    }
}
