package org.shootdown.catalogue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.kernel.Backend;
import org.shootdown.kernel.SyncPolicy;
import org.shootdown.kernel.Walker;

/**
 * A catalogue of all combinations of policy, backend, operation, walker, situation and memory model, without what a rule
 * leaves out, and with the boot of those policies that decide there. Scenarios are made when they are asked for.
 */
final class CombinedCatalogue implements Catalogue {
    private final String id;
    private final String description;
    private final Parts parts;
    private final List<Operation> operations;
    private final Choice boot;
    private final List<Choice> situations;
    private final Rule rule;
    private List<Scenario> all;

    /** Leaves combinations out. */
    @FunctionalInterface
    interface Rule {
        /** Why a combination is left out, or nothing if it is a scenario. */
        Optional<LeftOut> senseless(
                SyncPolicy policy, Backend backend, Operation operation, Walker walker, CpuSituation situation);
    }

    private record Combination(
            SyncPolicy policy, Backend backend, Operation operation, Walker walker, CpuSituation situation) {}

    /**
     * @param parts what is combined with operations and situations
     * @param boot how the kernel boots
     * @param situations the choices that the rule leaves
     * @param rule leaves out what makes no sense
     */
    CombinedCatalogue(
            String id,
            String description,
            Parts parts,
            List<Operation> operations,
            Choice boot,
            List<Choice> situations,
            Rule rule) {
        this.id = id;
        this.description = description;
        this.parts = parts;
        this.operations = List.copyOf(operations);
        this.boot = boot;
        this.situations = List.copyOf(situations);
        this.rule = rule;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public List<Choice> choices(Axis axis) {
        return switch (axis) {
            case POLICY ->
                parts.policies().stream().map(CombinedCatalogue::choice).toList();
            case BACKEND ->
                parts.backends().stream().map(CombinedCatalogue::choice).toList();
            case OPERATION ->
                Stream.concat(operations.stream().map(Operation::choice), Stream.of(boot))
                        .toList();
            case WALKER ->
                Stream.concat(parts.walkers().stream().map(CombinedCatalogue::choice), Stream.of(BootScenarios.NOBODY))
                        .toList();
            case SITUATION -> situations;
            case MEMORY ->
                Arrays.stream(MemoryModel.values())
                        .map(m -> new Choice(m.id(), m.description()))
                        .toList();
        };
    }

    @Override
    public synchronized List<Scenario> scenarios() {
        if (all == null) {
            all = List.copyOf(scenarios(Map.of()));
        }
        return all;
    }

    @Override
    public List<Scenario> scenarios(Map<Axis, ? extends Collection<String>> wishes) {
        List<Scenario> scenarios = new ArrayList<>();
        forEach(wishes, c -> {
            if (leftOut(c).isEmpty()) {
                add(scenarios, wishes, c);
            }
        });
        BootScenarios.of(id, boot, parts).stream()
                .filter(s -> wishes.keySet().stream().allMatch(axis -> admits(wishes, axis, s.on(axis))))
                .forEach(scenarios::add);
        return scenarios;
    }

    @Override
    public List<LeftOut> leftOut() {
        Set<LeftOut> reasons = new LinkedHashSet<>();
        forEach(Map.of(), c -> leftOut(c).ifPresent(reasons::add));
        reasons.addAll(BootScenarios.leftOut(boot));
        return List.copyOf(reasons);
    }

    /** As promised; of several rules one that leaves out what comes first. */
    @Override
    public Optional<LeftOut> against(Map<Axis, ? extends Collection<String>> wishes) {
        if (BootScenarios.concerned(wishes)) {
            return BootScenarios.leftOut(boot).stream().findFirst();
        }
        List<LeftOut> reasons = new ArrayList<>();
        forEach(wishes, c -> leftOut(c).ifPresent(reasons::add));
        return reasons.stream().findFirst();
    }

    private Optional<LeftOut> leftOut(Combination c) {
        return rule.senseless(c.policy, c.backend, c.operation, c.walker, c.situation);
    }

    private void forEach(Map<Axis, ? extends Collection<String>> wishes, Consumer<Combination> action) {
        List<Backend> backends = wished(wishes, Axis.BACKEND, parts.backends(), Backend::id);
        List<Operation> wanted = wished(wishes, Axis.OPERATION, operations, Operation::id);
        List<Walker> walkers = wished(wishes, Axis.WALKER, parts.walkers(), Walker::id);
        List<CpuSituation> situations = wished(
                wishes,
                Axis.SITUATION,
                List.of(CpuSituation.values()),
                s -> s.choice().id());
        for (SyncPolicy policy : wished(wishes, Axis.POLICY, parts.policies(), SyncPolicy::id)) {
            for (Backend backend : backends) {
                for (Operation operation : wanted) {
                    for (Walker walker : walkers) {
                        for (CpuSituation situation : situations) {
                            action.accept(new Combination(policy, backend, operation, walker, situation));
                        }
                    }
                }
            }
        }
    }

    private static <T> List<T> wished(
            Map<Axis, ? extends Collection<String>> wishes, Axis axis, List<T> choices, Function<T, String> id) {
        return choices.stream()
                .filter(choice -> admits(wishes, axis, id.apply(choice)))
                .toList();
    }

    private static boolean admits(Map<Axis, ? extends Collection<String>> wishes, Axis axis, String id) {
        Collection<String> wanted = wishes.get(axis);
        return wanted == null || wanted.isEmpty() || wanted.contains(id);
    }

    private void add(List<Scenario> scenarios, Map<Axis, ? extends Collection<String>> wishes, Combination c) {
        Assembly assembly = new Assembly(c.policy.on(c.backend), c.backend, c.operation, c.walker, c.situation);
        Object sameness = assembly.sameness();
        String name = String.join(
                "/",
                c.policy.id(),
                c.backend.id(),
                c.operation.id(),
                c.walker.id(),
                c.situation.choice().id());
        for (MemoryModel memory : MemoryModel.values()) {
            if (admits(wishes, Axis.MEMORY, memory.id())) {
                scenarios.add(new Scenario(
                        id,
                        choice(c.policy),
                        choice(c.backend),
                        c.operation.choice(),
                        choice(c.walker),
                        c.situation.choice(),
                        memory,
                        c.policy.control(),
                        sameness,
                        () -> assembly.build(name)));
            }
        }
    }

    private static Choice choice(SyncPolicy policy) {
        return new Choice(policy.id(), policy.description());
    }

    static Choice choice(Walker walker) {
        return new Choice(walker.id(), walker.description());
    }

    private static Choice choice(Backend backend) {
        return new Choice(backend.id(), backend.description());
    }
}
