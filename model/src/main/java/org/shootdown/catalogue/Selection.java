package org.shootdown.catalogue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Picks scenarios: by name, or by the choices wanted on some axes. An axis without a wish admits all its choices;
 * several wishes on one axis admit each of them.
 */
public final class Selection {
    private final Catalogue catalogue;
    private final List<Catalogue> others;

    private Selection(Catalogue catalogue, List<Catalogue> others) {
        this.catalogue = catalogue;
        this.others = others;
    }

    /**
     * Selects within one of {@code all} catalogues.
     *
     * @throws BadInput if there is no catalogue {@code id}
     */
    public static Selection in(List<Catalogue> all, String id) {
        List<String> ids = all.stream().map(Catalogue::id).toList();
        List<Catalogue> others = new ArrayList<>(all);
        for (Catalogue catalogue : all) {
            if (catalogue.id().equals(id)) {
                others.remove(catalogue);
                return new Selection(catalogue, others);
            }
        }
        throw unknown("--catalogue", id, ids);
    }

    public Catalogue catalogue() {
        return catalogue;
    }

    /**
     * The scenarios of these names that have the wanted choices, in the catalogue's order.
     *
     * @param names scenario names, or patterns of them; none means any scenario
     * @param wishes the wanted choices' ids by axis
     * @throws BadInput if a name or a choice is unknown, if a named scenario has not the wanted choices, or if nothing is
     *     left
     */
    public List<Scenario> select(Collection<String> names, Map<Axis, ? extends Collection<String>> wishes) {
        wishes.forEach(this::checkWishes);
        List<Scenario> selected = names.isEmpty() ? catalogue.scenarios(wishes) : named(names, wishes);
        if (selected.isEmpty()) {
            throw new BadInput("no scenario of catalogue " + catalogue.id() + " has all of " + describe(names, wishes)
                    + reason(wishes) + "; 'shootdown list' shows which combinations are left out, and why");
        }
        return selected;
    }

    private List<Scenario> named(Collection<String> names, Map<Axis, ? extends Collection<String>> wishes) {
        List<NamePattern> patterns =
                names.stream().distinct().map(NamePattern::new).toList();
        List<Scenario> selected = catalogue.scenarios(wishesOf(patterns, wishes)).stream()
                .filter(s -> patterns.stream().anyMatch(pattern -> pattern.matches(s.name())))
                .toList();
        List<NamePattern> left = patterns.stream()
                .filter(pattern -> selected.stream().noneMatch(s -> pattern.matches(s.name())))
                .toList();
        if (!left.isEmpty()) {
            Set<String> known =
                    catalogue.scenarios().stream().map(Scenario::name).collect(Collectors.toSet());
            left.forEach(pattern -> check(pattern, known));
            throw new BadInput("scenario " + left.get(0) + " has not all of " + describe(List.of(), wishes)
                    + ": name it without them, or leave it out");
        }
        return selected;
    }

    /** What is wished for besides: names begin with the policy's, so that not all scenarios need be made to find some. */
    private static Map<Axis, Collection<String>> wishesOf(
            List<NamePattern> patterns, Map<Axis, ? extends Collection<String>> wishes) {
        Map<Axis, Collection<String>> all = new TreeMap<>(wishes);
        if (all.getOrDefault(Axis.POLICY, Set.of()).isEmpty()
                && patterns.stream().allMatch(pattern -> pattern.policy().isPresent())) {
            all.put(
                    Axis.POLICY,
                    patterns.stream()
                            .flatMap(pattern -> pattern.policy().stream())
                            .toList());
        }
        return all;
    }

    /** Refuses what stands for no scenario at all. */
    private void check(NamePattern pattern, Collection<String> known) {
        if (pattern.isName()) {
            checkName(pattern.toString(), known);
        } else if (known.stream().noneMatch(pattern::matches)) {
            throw new BadInput("no scenario of catalogue " + catalogue.id() + " has a name like " + pattern
                    + "; * stands for one part of a name, ** for any number of them");
        }
    }

    private String reason(Map<Axis, ? extends Collection<String>> wishes) {
        return catalogue
                .against(wishes)
                .map(rule -> "; " + rule.what() + ": " + rule.reason())
                .orElse("");
    }

    private void checkWishes(Axis axis, Collection<String> wishes) {
        List<String> known = catalogue.choices(axis).stream().map(Choice::id).toList();
        for (String wish : wishes) {
            if (!known.contains(wish)) {
                throw elsewhere(axis, wish).orElseGet(() -> unknown("--" + axis.id(), wish, known));
            }
        }
    }

    private Optional<BadInput> elsewhere(Axis axis, String wish) {
        return others.stream()
                .filter(c -> c.choices(axis).stream().anyMatch(x -> x.id().equals(wish)))
                .findFirst()
                .map(c -> new BadInput("--" + axis.id() + " " + wish + ": is in catalogue " + c.id() + ", not in "
                        + catalogue.id() + "; add --catalogue " + c.id()));
    }

    private void checkName(String name, Collection<String> known) {
        if (known.contains(name)) {
            return;
        }
        for (Catalogue other : others) {
            if (other.scenarios().stream().anyMatch(s -> s.name().equals(name))) {
                throw new BadInput(
                        "scenario " + name + " is in catalogue " + other.id() + ": add --catalogue " + other.id());
            }
        }
        leftOut(name).ifPresent(rule -> {
            throw new BadInput("scenario " + name + " is left out, " + rule.what() + ": " + rule.reason());
        });
        if (known.stream().anyMatch(k -> k.startsWith(name + "/"))) {
            throw new BadInput("there is no scenario " + name + "; '" + name + "/**' selects all whose names begin so");
        }
        for (Axis axis : Axis.values()) {
            List<String> ids = catalogue.choices(axis).stream().map(Choice::id).toList();
            Optional<String> meant = ids.contains(name)
                    ? Optional.of(name)
                    : name.contains("/") ? Optional.empty() : Similar.to(name, ids);
            if (meant.isPresent()) {
                throw new BadInput(
                        "there is no scenario " + name + "; did you mean --" + axis.id() + " " + meant.get() + "?");
            }
        }
        throw new BadInput("there is no scenario " + name + "; "
                + Similar.to(name, known)
                        .map(nearest -> "did you mean " + nearest + "?")
                        .orElse("'shootdown list' shows all of them"));
    }

    /** The rule that leaves out the combination which a name spells, if it spells one: each part a choice of the next axis. */
    private Optional<Catalogue.LeftOut> leftOut(String name) {
        Map<Axis, Collection<String>> wishes = new TreeMap<>();
        wishes.put(Axis.SITUATION, List.of(Coordinates.USUAL_SITUATION));
        Iterator<Axis> axes = List.of(Axis.values()).iterator();
        for (String part : name.split("/", -1)) {
            Axis axis = axes.hasNext() ? axes.next() : null;
            if (axis == Axis.SITUATION && !isChoice(axis, part)) {
                axis = axes.next();
            }
            if (axis == null || !isChoice(axis, part)) {
                return Optional.empty();
            }
            wishes.put(axis, List.of(part));
        }
        return axes.hasNext() ? Optional.empty() : catalogue.against(wishes);
    }

    private boolean isChoice(Axis axis, String id) {
        return catalogue.choices(axis).stream().anyMatch(choice -> choice.id().equals(id));
    }

    private static BadInput unknown(String option, String value, List<String> known) {
        String guess = Similar.to(value, known)
                .map(nearest -> "; did you mean " + nearest + "?")
                .orElse("");
        return new BadInput(option + " " + value + ": there is no such " + option.substring(2) + guess + " (known: "
                + String.join(", ", known) + ")");
    }

    private static String describe(Collection<String> names, Map<Axis, ? extends Collection<String>> wishes) {
        List<String> parts = new ArrayList<>(names);
        new TreeMap<>(wishes).forEach((axis, ids) -> ids.forEach(id -> parts.add("--" + axis.id() + " " + id)));
        return String.join(", ", parts);
    }
}
