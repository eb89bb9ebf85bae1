package org.shootdown.catalogue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
    private final Axes axes;
    private final Combination.Rule rule;
    private @Nullable List<Scenario> all;

    /**
     * What is combined.
     *
     * @param boot how the kernel boots
     * @param situations the choices that the rule leaves
     */
    record Axes(Parts parts, List<Operation> operations, Choice boot, List<Choice> situations) {
        Axes {
            operations = List.copyOf(operations);
            situations = List.copyOf(situations);
        }
    }

    /** @param rule leaves out what makes no sense */
    CombinedCatalogue(String id, String description, Axes axes, Combination.Rule rule) {
        this.id = id;
        this.description = description;
        this.axes = axes;
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
            case POLICY -> axes.parts().policies().stream().map(Choice::of).toList();
            case BACKEND -> axes.parts().backends().stream().map(Choice::of).toList();
            case OPERATION ->
                Stream.concat(axes.operations().stream().map(Operation::choice), Stream.of(axes.boot()))
                        .toList();
            case WALKER ->
                Stream.concat(axes.parts().walkers().stream().map(Choice::of), Stream.of(BootScenarios.NOBODY))
                        .toList();
            case SITUATION -> axes.situations();
            case MEMORY -> Choice.memoryModels();
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
            if (rule.senseless(c).isEmpty()) {
                add(scenarios, wishes, c);
            }
        });
        BootScenarios.of(id, axes.boot(), axes.parts()).stream()
                .filter(s -> wishes.keySet().stream().allMatch(axis -> admits(wishes, axis, s.on(axis))))
                .forEach(scenarios::add);
        return scenarios;
    }

    @Override
    public List<LeftOut> leftOut() {
        Set<LeftOut> reasons = new LinkedHashSet<>();
        forEach(Map.of(), c -> rule.senseless(c).ifPresent(reasons::add));
        reasons.addAll(BootScenarios.leftOut(axes.boot()));
        return List.copyOf(reasons);
    }

    /** {@inheritDoc} Of several rules, the one that leaves out the first wished-for combination. */
    @Override
    public Optional<LeftOut> against(Map<Axis, ? extends Collection<String>> wishes) {
        if (BootScenarios.concerned(wishes)) {
            return BootScenarios.leftOut(axes.boot()).stream().findFirst();
        }
        List<LeftOut> reasons = new ArrayList<>();
        forEach(wishes, c -> rule.senseless(c).ifPresent(reasons::add));
        return reasons.stream().findFirst();
    }

    private void forEach(Map<Axis, ? extends Collection<String>> wishes, Consumer<Combination> action) {
        List<Backend> backends = wished(wishes, Axis.BACKEND, axes.parts().backends(), Backend::id);
        List<Operation> wanted = wished(wishes, Axis.OPERATION, axes.operations(), Operation::id);
        List<Walker> walkers = wished(wishes, Axis.WALKER, axes.parts().walkers(), Walker::id);
        List<CpuSituation> situations = wished(
                wishes,
                Axis.SITUATION,
                List.of(CpuSituation.values()),
                s -> s.choice().id());
        for (SyncPolicy policy : wished(wishes, Axis.POLICY, axes.parts().policies(), SyncPolicy::id)) {
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
        Combination.Model model = c.model();
        boolean control = c.policy().control();
        Choice policy = Choice.of(c.policy());
        Choice backend = Choice.of(c.backend());
        Choice walker = Choice.of(c.walker());
        for (MemoryModel memory : MemoryModel.values()) {
            if (admits(wishes, Axis.MEMORY, memory.id())) {
                Coordinates at = new Coordinates(
                        policy,
                        backend,
                        c.operation().choice(),
                        walker,
                        c.situation().choice(),
                        memory);
                scenarios.add(new Scenario(id, at, control, model.sameness(), model.machine()));
            }
        }
    }
}
