package org.shootdown.synthesis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shootdown.catalogue.Scenario;
import org.shootdown.check.Checker;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.SearchMonitor;
import org.shootdown.check.result.Trace;
import org.shootdown.decide.CellResult;
import org.shootdown.decide.Matrix;
import org.shootdown.kernel.Backend;
import org.shootdown.kernel.SyncRule;
import org.shootdown.machine.Property;
import org.shootdown.synthesis.Ruling.Killer;

/**
 * What a point rests on: all its cells decided once more, by themselves, and for each rule that is weaker by a step the shortest
 * race that it allows where the point allows none.
 *
 * @param confirmed in how many of the point's cells the check says what the search said
 * @param refuted the cells in which it does not
 */
public record Certificate(
        Candidate candidate, String backend, int confirmed, List<String> refuted, List<Weakening> weakenings) {
    /**
     * A rule that is weaker by a step.
     *
     * @param id its id
     * @param killer the cell with the shortest race of those that the search came by, and what breaks; {@code null} if it
     *     breaks nothing more than the point
     * @param trace that race; {@code null} with {@code killer}
     */
    public record Weakening(
            String id, @Nullable Killer killer, @Nullable Trace trace) {}

    /**
     * Decides a point's cells, and those of what is weaker.
     *
     * @throws Undecided if some cell has no answer within the limits
     */
    public static Certificate of(
            Synthesis synthesis,
            Backend backend,
            Candidate candidate,
            boolean safe,
            CheckOptions options,
            Supplier<SearchMonitor> monitors) {
        Map<String, List<Property>> mine =
                broken(synthesis, backend, candidate.id(), candidate.rule(), options, monitors);
        Map<String, List<Property>> mainline = safe
                ? Map.of()
                : broken(
                        synthesis,
                        backend,
                        "broadcast",
                        org.shootdown.kernel.policy.Policies.named("broadcast").on(backend),
                        options,
                        monitors);
        List<String> refuted = mine.entrySet().stream()
                .filter(e -> !e.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .filter(cell -> mainline.getOrDefault(cell, List.of()).isEmpty())
                .toList();
        List<Weakening> weakenings = new ArrayList<>();
        candidate
                .weaker()
                .forEach(
                        (id, rule) -> weakenings.add(weakening(synthesis, backend, id, rule, mine, options, monitors)));
        return new Certificate(candidate, backend.id(), mine.size() - refuted.size(), refuted, weakenings);
    }

    private static Map<String, List<Property>> broken(
            Synthesis synthesis,
            Backend backend,
            String id,
            SyncRule rule,
            CheckOptions options,
            Supplier<SearchMonitor> monitors) {
        Map<String, Scenario> cells = synthesis.cells().of(id, rule, backend);
        Map<Scenario, CellResult> results = new HashMap<>();
        new Matrix(options, monitors).decide(List.copyOf(cells.values()), r -> results.put(r.scenario(), r));
        Map<String, List<Property>> broken = new HashMap<>();
        cells.forEach((cell, scenario) -> {
            CellResult result = results.get(scenario);
            if (result == null || !result.decided()) {
                throw new Undecided(scenario.name() + (result == null ? "" : ", which is " + result.verdict()));
            }
            broken.put(cell, List.copyOf(result.broken().keySet()));
        });
        return broken;
    }

    private static Weakening weakening(
            Synthesis synthesis,
            Backend backend,
            String id,
            SyncRule rule,
            Map<String, List<Property>> mine,
            CheckOptions options,
            Supplier<SearchMonitor> monitors) {
        Map<String, Scenario> cells = synthesis.cells().of(id, rule, backend);
        List<CellResult> results = new Matrix(options, monitors).decide(List.copyOf(cells.values()), r -> {});
        record Break(String cell, Scenario scenario, Property property, int length) {}
        Map<Scenario, String> names = new HashMap<>();
        cells.forEach((cell, scenario) -> names.put(scenario, cell));
        Optional<Break> shortest = results.stream()
                .flatMap(r -> r.broken().entrySet().stream()
                        .filter(e -> !mine.getOrDefault(names.get(r.scenario()), List.of())
                                .contains(e.getKey()))
                        .map(e -> new Break(
                                Objects.requireNonNull(names.get(r.scenario())),
                                r.scenario(),
                                e.getKey(),
                                e.getValue())))
                .min(Comparator.comparingInt(Break::length).thenComparing(Break::cell));
        if (shortest.isEmpty()) {
            results.stream().filter(r -> !r.decided()).findFirst().ifPresent(r -> {
                throw new Undecided(r.scenario().name() + ", which is " + r.verdict());
            });
            return new Weakening(id, null, null);
        }
        Break found = shortest.get();
        Trace trace = Checker.trace(
                        found.scenario().machine().get(),
                        options.withMemory(found.scenario().memory()),
                        found.property(),
                        monitors.get())
                .orElse(null);
        return new Weakening(id, new Killer(found.cell(), found.property()), trace);
    }
}
