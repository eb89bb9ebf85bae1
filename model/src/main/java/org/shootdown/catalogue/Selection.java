package org.shootdown.catalogue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
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
     * @param names scenario names; none means any scenario
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
        Set<String> wanted = Set.copyOf(names);
        List<Scenario> selected = catalogue.scenarios(wishesOf(names, wishes)).stream()
                .filter(s -> wanted.contains(s.name()))
                .toList();
        if (selected.size() < wanted.size()) {
            Set<String> left = new LinkedHashSet<>(names);
            Set<String> known =
                    catalogue.scenarios().stream().map(Scenario::name).collect(Collectors.toSet());
            names.forEach(name -> checkName(name, known));
            selected.forEach(s -> left.remove(s.name()));
            throw new BadInput("scenario " + left.iterator().next() + " has not all of " + describe(List.of(), wishes)
                    + ": name it without them, or leave it out");
        }
        return selected;
    }

    /** What is wished for besides: names begin with the policy's, so that not all scenarios need be made to find some. */
    private static Map<Axis, Collection<String>> wishesOf(
            Collection<String> names, Map<Axis, ? extends Collection<String>> wishes) {
        Map<Axis, Collection<String>> all = new TreeMap<>(wishes);
        if (all.getOrDefault(Axis.POLICY, Set.of()).isEmpty()) {
            all.put(
                    Axis.POLICY,
                    names.stream().map(name -> name.split("/", 2)[0]).toList());
        }
        return all;
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
