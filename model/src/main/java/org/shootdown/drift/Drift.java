package org.shootdown.drift;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.shootdown.catalogue.Catalogue;

/**
 * A kernel tree held against the lock, and against the models.
 *
 * @param tree what was looked at
 * @param citations how many functions of the current kernel the models cite
 * @param elsewhere citations of patches and of older kernels, of which no tree of today can tell
 * @param changes how bodies differ from what was read of them
 * @param lineUps each function's accesses beside the steps of each of its models
 */
public record Drift(
        KernelTree tree, int citations, Set<Citation> elsewhere, List<BodyChange> changes, List<LineUp> lineUps) {
    /** Holds {@code tree} against {@code lock}, and against the steps that models make in the scenarios of {@code catalogues}. */
    public static Drift of(KernelTree tree, Lock lock, List<Catalogue> catalogues) {
        List<Cited> cited = Cited.in(ModelClasses.all());
        return of(tree, lock, cited, ModelSteps.in(catalogues, cited));
    }

    static Drift of(KernelTree tree, Lock lock, List<Cited> cited, ModelSteps steps) {
        Reading reading = new Reading(tree, cited);
        Set<Citation> current = Cited.current(cited);
        Set<Citation> elsewhere = new TreeSet<>();
        cited.stream().map(Cited::citation).filter(c -> !c.isCurrent()).forEach(elsewhere::add);
        List<BodyChange> changes = new ArrayList<>();
        current.forEach(citation -> BodyChange.of(citation, tree, reading, lock).ifPresent(changes::add));
        return new Drift(tree, current.size(), elsewhere, changes, lineUps(reading, cited, steps));
    }

    /** One for each class and function: methods of a class that cite the same function are one model of it. */
    private static List<LineUp> lineUps(Reading reading, List<Cited> cited, ModelSteps steps) {
        Map<List<Object>, List<Cited>> together = new LinkedHashMap<>();
        cited.stream()
                .filter(place -> place.citation().isCurrent())
                .sorted(Comparator.comparing(Cited::citation))
                .forEach(place -> together.computeIfAbsent(
                                List.of(place.type(), place.citation()), p -> new ArrayList<>())
                        .add(place));
        List<LineUp> all = new ArrayList<>();
        together.values().forEach(places -> {
            Citation citation = places.get(0).citation();
            reading.function(citation)
                    .ifPresent(function -> all.add(LineUp.of(
                            places.stream().map(Cited::place).collect(Collectors.joining(", ")),
                            citation,
                            function.line(),
                            reading.accesses(citation, function),
                            reading.withoutAccess(),
                            steps.of(places.get(0).type(), citation),
                            steps::areTogether,
                            places.stream().flatMap(p -> p.reasons().stream()).toList())));
        });
        return all;
    }

    /** The lock of what {@code tree} has; functions that it lacks are left out. */
    public static Lock lock(KernelTree tree) {
        return lock(tree, Cited.in(ModelClasses.all()));
    }

    static Lock lock(KernelTree tree, List<Cited> cited) {
        Reading reading = new Reading(tree, cited);
        Lock lock = new Lock();
        Cited.current(cited).forEach(citation -> reading.entry(citation).ifPresent(lock::put));
        return lock;
    }

    /** Whether nothing changed, and no step differs without a reason. */
    public boolean isNone() {
        return changes.isEmpty()
                && lineUps.stream()
                        .allMatch(l -> l.withoutReason().isEmpty() && l.idle().isEmpty());
    }
}
