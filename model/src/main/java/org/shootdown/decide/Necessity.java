package org.shootdown.decide;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.shootdown.catalogue.Scenario;
import org.shootdown.check.CheckResult;
import org.shootdown.check.Checker;
import org.shootdown.check.necessity.SyncStep;
import org.shootdown.check.necessity.SyncStep.Kind;
import org.shootdown.check.necessity.SyncSteps;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.SearchMonitor;
import org.shootdown.check.result.Trace;
import org.shootdown.check.result.Verdict;
import org.shootdown.machine.ModelError;
import org.shootdown.machine.Property;

/**
 * Takes the synchronising steps of SAFE scenarios out, one at a time, and decides again: which of them carry weight, and
 * which are redundant there.
 */
public final class Necessity {
    private final CheckOptions options;
    private final Supplier<SearchMonitor> monitors;

    /** @param options how to search; the memory model is each scenario's own */
    public Necessity(CheckOptions options) {
        this(options, () -> SearchMonitor.NONE);
    }

    /** @param monitors asked for one for each search; when they call searches off, no more are begun */
    public Necessity(CheckOptions options, Supplier<SearchMonitor> monitors) {
        this.options = options;
        this.monitors = monitors;
    }

    /**
     * What became of a scenario without some of its steps.
     *
     * @param steps one, or several that are taken out at once
     * @param answer empty if it is not decided, or if the model makes no sense without the steps
     */
    public record Removal(Scenario scenario, List<SyncStep> steps, Optional<Answer> answer) {
        private Removal with(Answer found) {
            return new Removal(scenario, steps, Optional.of(found));
        }

        /** The step, where one is taken out alone. */
        public SyncStep step() {
            return steps.get(0);
        }

        public Optional<Verdict> verdict() {
            return answer.map(Answer::verdict);
        }

        /** Whether something breaks without the step. */
        public boolean needed() {
            return verdict().filter(v -> v == Verdict.UNSAFE).isPresent();
        }

        /** Whether all is well without the step; a situation that is no longer reached is not all well. */
        public boolean redundant() {
            return verdict().filter(v -> v == Verdict.SAFE).isPresent();
        }

        /** Whether the checker failed on it. */
        public boolean failed() {
            return verdict().filter(v -> v == Verdict.ERROR).isPresent();
        }

        /** The properties that some execution breaks, each with the length of a shortest such execution. */
        public Map<Property, Integer> broken() {
            return answer.map(Answer::broken).orElse(Map.of());
        }

        /** The length of a shortest execution that breaks something. */
        public int length() {
            return broken().values().stream().min(Comparator.naturalOrder()).orElse(Integer.MAX_VALUE);
        }

        /** The property that a shortest such execution breaks. */
        public Optional<Property> property() {
            return broken().entrySet().stream()
                    .min(Map.Entry.comparingByValue())
                    .map(Map.Entry::getKey);
        }
    }

    /** Some steps, mostly one, and what became of each scenario without them. */
    public record StepRemovals(List<SyncStep> steps, List<Removal> removals) {
        public boolean redundantEverywhere() {
            return removals.stream().allMatch(Removal::redundant);
        }

        /** Of the scenarios in which the step is needed, the one with the shortest execution to show for it. */
        public Optional<Removal> mostTelling() {
            return removals.stream()
                    .filter(Removal::needed)
                    .min(Comparator.comparingInt(Removal::length)
                            .thenComparing(r -> r.scenario().name()));
        }
    }

    /** The removals that can be tried on a scenario, none of them decided yet. */
    public List<Removal> removals(Scenario scenario) {
        return SyncSteps.of(scenario.machine().get()).stream()
                .map(step -> new Removal(scenario, List.of(step), Optional.empty()))
                .toList();
    }

    /**
     * The removals of two at once among the steps that make walkers wait their turn: IPIs and grace periods that are
     * each redundant alone, in scenarios where both are. None of them is decided yet.
     */
    public List<Removal> pairs(List<StepRemovals> alone) {
        Map<Scenario, List<SyncStep>> redundant = new LinkedHashMap<>();
        for (StepRemovals removed : alone) {
            SyncStep step = removed.steps().get(0);
            if (step.kind() == Kind.IPI || step.kind() == Kind.GRACE_PERIOD) {
                removed.removals().stream()
                        .filter(Removal::redundant)
                        .forEach(r -> redundant
                                .computeIfAbsent(r.scenario(), s -> new ArrayList<>())
                                .add(step));
            }
        }
        List<Removal> pairs = new ArrayList<>();
        redundant.forEach((scenario, steps) -> {
            for (int a = 0; a < steps.size(); a++) {
                for (int b = a + 1; b < steps.size(); b++) {
                    List<SyncStep> pair = List.of(steps.get(a), steps.get(b));
                    pairs.add(new Removal(scenario, pair, Optional.empty()));
                }
            }
        });
        return pairs;
    }

    /**
     * Decides removals.
     *
     * @param progress told of each as it is decided
     * @return as {@link #byStep} has them; only some of them if it was called off
     */
    public List<StepRemovals> decide(List<Removal> removals, Consumer<Removal> progress) {
        int workers = options.atOnce(removals.size());
        CheckOptions each = options.sharedBy(workers).withThreads(1);
        Map<Removal, Removal> decided = new HashMap<>();
        Workers.run(
                workers,
                removals,
                removal -> Map.entry(removal, decide(removal, each)),
                entry -> entry.getValue().ifPresent(removal -> {
                    decided.put(entry.getKey(), removal);
                    progress.accept(removal);
                }));
        return byStep(
                removals.stream().map(decided::get).filter(Objects::nonNull).toList());
    }

    /** Decided removals by step, in the order in which steps come up, but those that are redundant everywhere last. */
    public static List<StepRemovals> byStep(List<Removal> decided) {
        Map<List<SyncStep>, List<Removal>> byStep = new LinkedHashMap<>();
        for (Removal removal : decided) {
            byStep.computeIfAbsent(removal.steps(), s -> new ArrayList<>()).add(removal);
        }
        List<StepRemovals> steps = new ArrayList<>();
        byStep.forEach((taken, removed) -> steps.add(new StepRemovals(taken, removed)));
        steps.sort(Comparator.comparing(StepRemovals::redundantEverywhere));
        return steps;
    }

    private Optional<Removal> decide(Removal removal, CheckOptions each) {
        if (monitors.get().cancelled()) {
            return Optional.empty();
        }
        Scenario scenario = removal.scenario();
        try {
            CheckResult result = Checker.check(
                    SyncSteps.without(scenario.machine().get(), removal.steps()),
                    each.withMemory(scenario.memory()),
                    monitors.get());
            return Optional.of(removal.with(Answer.of(result)));
        } catch (ModelError e) {
            return Optional.of(removal);
        } catch (RuntimeException | Error e) {
            return Optional.of(removal.with(new Answer.Faulty(e)));
        }
    }

    /** The execution that a needed step's removal allows. */
    public Optional<Trace> trace(Removal removal) {
        return removal.property()
                .flatMap(property -> Checker.trace(
                        SyncSteps.without(removal.scenario().machine().get(), removal.steps()),
                        options.withMemory(removal.scenario().memory()),
                        property,
                        monitors.get()));
    }
}
