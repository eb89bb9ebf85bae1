package org.shootdown.scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.shootdown.check.MemoryModel;
import org.shootdown.kernel.backend.Backend;
import org.shootdown.kernel.backend.Backends;
import org.shootdown.kernel.policy.Policies;
import org.shootdown.kernel.policy.SyncPolicy;

/** Every policy on every backend, under callers that break the rules: which mistakes a policy forgives. */
final class MisuseCatalogue implements Catalogue {
    /** The situations that tell policies and backends apart, for each walker. */
    private static final Map<Walker, Set<Situation>> TELLING = new EnumMap<>(Map.of(
            Walker.GUP_FAST, EnumSet.of(Situation.RUNNING, Situation.LAZY, Situation.PREEMPTED),
            Walker.PERF_NMI, EnumSet.of(Situation.RUNNING, Situation.ENTER_LAZY),
            Walker.HARDWARE, EnumSet.of(Situation.RUNNING, Situation.LAZY)));

    private final List<Scenario> scenarios = new ArrayList<>();
    private final Set<LeftOut> leftOut = new LinkedHashSet<>();

    MisuseCatalogue() {
        for (SyncPolicy policy : Policies.all()) {
            for (Backend backend : Backends.all()) {
                for (Operation operation : Operation.misuse()) {
                    addAll(policy, backend, operation);
                }
            }
        }
        scenarios.addAll(BootScenarios.of(id(), BootScenarios.LATE, Policies.all()));
        leftOut.addAll(BootScenarios.leftOut(BootScenarios.LATE));
    }

    private void addAll(SyncPolicy policy, Backend backend, Operation operation) {
        for (Walker walker : Walker.values()) {
            for (Situation situation : Situation.values()) {
                Optional<LeftOut> senseless = senseless(policy, backend, operation, walker, situation);
                if (senseless.isPresent()) {
                    leftOut.add(senseless.get());
                } else {
                    add(policy, backend, operation, walker, situation);
                }
            }
        }
    }

    private static Optional<LeftOut> senseless(
            SyncPolicy policy, Backend backend, Operation operation, Walker walker, Situation situation) {
        return MainCatalogue.senseless(policy, backend, operation, walker, situation)
                .or(() -> tellsNothing(walker, situation))
                .or(() -> notQueued(backend, operation, walker, situation));
    }

    private static Optional<LeftOut> tellsNothing(Walker walker, Situation situation) {
        if (TELLING.getOrDefault(walker, Set.of()).contains(situation)) {
            return Optional.empty();
        }
        return Optional.of(new LeftOut(
                "walkers × situations other than "
                        + TELLING.entrySet().stream()
                                .map(MisuseCatalogue::describe)
                                .collect(Collectors.joining("; ")),
                "they add nothing to what lazy CPUs and preempted vCPUs tell about a misuse"));
    }

    private static String describe(Map.Entry<Walker, Set<Situation>> telling) {
        return telling.getKey().choice().id() + " × "
                + telling.getValue().stream().map(s -> s.choice().id()).collect(Collectors.joining(", "));
    }

    private static Optional<LeftOut> notQueued(
            Backend backend, Operation operation, Walker walker, Situation situation) {
        if (!operation.id().equals(Operation.FLUSH_IN_LAZY_MMU)) {
            return Optional.empty();
        }
        if (!backend.id().equals("xen-pv")) {
            return Optional.of(new LeftOut(
                    Operation.FLUSH_IN_LAZY_MMU + " × other backends", "only Xen PV queues flushes in lazy MMU mode"));
        }
        if (walker != Walker.HARDWARE || situation != Situation.RUNNING) {
            return Optional.of(new LeftOut(
                    Operation.FLUSH_IN_LAZY_MMU + " × software walkers, other situations",
                    "when Xen flushes makes no difference to a walk in software, which the flush never interrupts"));
        }
        return Optional.empty();
    }

    private void add(SyncPolicy policy, Backend backend, Operation operation, Walker walker, Situation situation) {
        Assembly assembly = new Assembly(policy.on(backend), backend, operation, walker, situation);
        String name = String.join(
                "/",
                policy.id(),
                backend.id(),
                operation.id(),
                walker.choice().id(),
                situation.choice().id());
        for (MemoryModel memory : MemoryModel.values()) {
            scenarios.add(new Scenario(
                    id(),
                    new Choice(policy.id(), policy.description()),
                    new Choice(backend.id(), backend.description()),
                    operation.choice(),
                    walker.choice(),
                    situation.choice(),
                    memory,
                    policy.id().equals(Policies.CONTROL),
                    assembly.sameness(),
                    () -> assembly.build(name)));
        }
    }

    @Override
    public String id() {
        return "misuse";
    }

    @Override
    public String description() {
        return "every policy on every backend, under callers that break the rules";
    }

    @Override
    public List<Choice> choices(Axis axis) {
        return switch (axis) {
            case POLICY ->
                Policies.all().stream()
                        .map(p -> new Choice(p.id(), p.description()))
                        .toList();
            case BACKEND ->
                Backends.all().stream()
                        .map(b -> new Choice(b.id(), b.description()))
                        .toList();
            case OPERATION ->
                Stream.concat(Operation.misuse().stream().map(Operation::choice), Stream.of(BootScenarios.LATE))
                        .toList();
            case WALKER ->
                Stream.concat(TELLING.keySet().stream().map(Walker::choice), Stream.of(BootScenarios.NOBODY))
                        .toList();
            case SITUATION ->
                Arrays.stream(Situation.values())
                        .filter(s -> TELLING.values().stream().anyMatch(situations -> situations.contains(s)))
                        .map(Situation::choice)
                        .toList();
            case MEMORY ->
                Arrays.stream(MemoryModel.values())
                        .map(m -> new Choice(m.id(), m.description()))
                        .toList();
        };
    }

    @Override
    public List<Scenario> scenarios() {
        return List.copyOf(scenarios);
    }

    @Override
    public List<LeftOut> leftOut() {
        return List.copyOf(leftOut);
    }

    @Override
    public Optional<LeftOut> against(Map<Axis, ? extends Collection<String>> wishes) {
        return BootScenarios.concerned(wishes)
                ? BootScenarios.leftOut(BootScenarios.LATE).stream().findFirst()
                : ((Rules) MisuseCatalogue::senseless).against(wishes, Policies.all(), Operation.misuse());
    }
}
