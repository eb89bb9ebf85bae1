package org.shootdown.scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.shootdown.check.MemoryModel;
import org.shootdown.kernel.backend.Backend;
import org.shootdown.kernel.backend.Backends;
import org.shootdown.kernel.policy.Policies;
import org.shootdown.kernel.policy.SyncPolicy;

/** Policy × backend × operation × walker × situation × memory model, as far as it makes sense. */
final class MainCatalogue implements Catalogue {
    private static final Set<String> ORDER_SENSITIVE = Set.of(
            "broadcast", "never", "mm-cpumask", "kernel-mode", "v4-targeted", "v4-targeted-none", "v4-targeted-mb");

    private final List<SyncPolicy> policies;
    private final List<Scenario> scenarios = new ArrayList<>();
    private final Set<LeftOut> leftOut = new LinkedHashSet<>();

    MainCatalogue(List<SyncPolicy> policies) {
        this.policies = List.copyOf(policies);
        for (SyncPolicy policy : policies) {
            for (Backend backend : Backends.all()) {
                for (Operation operation : Operation.main()) {
                    addAll(policy, backend, operation);
                }
            }
        }
        scenarios.addAll(BootScenarios.of(id(), BootScenarios.BOOT, policies));
        leftOut.addAll(BootScenarios.leftOut(BootScenarios.BOOT));
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

    /** The rules by which combinations make no sense, each with its reason. */
    static Optional<LeftOut> senseless(
            SyncPolicy policy, Backend backend, Operation operation, Walker walker, Situation situation) {
        if (situation.needsInvlpgb() && !backend.hasInvlpgb()) {
            return leaveOut("asid-* × backend without INVLPGB", "only INVLPGB machines have global ASIDs");
        }
        if (situation == Situation.PREEMPTED && backend.flushIsNative()) {
            return leaveOut("preempted × bare metal", "no host deschedules a physical CPU");
        }
        if (walker.inTask() && !situation.taskWalks()) {
            return leaveOut(
                    "gup-fast, rcu × a window of the context switch",
                    "they run in a task's own code, and no task walks inside the switch");
        }
        if (walker == Walker.RCU && operation.hugetlb()) {
            return leaveOut("rcu × hugetlb", "hugetlb tables are walked under hugetlb_vma_lock, not pte_offset_map");
        }
        if (walker == Walker.RCU && operation.id().equals("thp-collapse")) {
            return leaveOut(
                    "rcu × thp-collapse",
                    "collapse holds mmap_lock, VMA lock and anon_vma lock, one of which each such walker holds too");
        }
        if (operation.isUnordered()
                && !(ORDER_SENSITIVE.contains(policy.id()) && backend.id().equals("native"))) {
            return leaveOut(
                    "unshare-unordered × other policies and backends",
                    "it has no flush, which every skipping policy relies on: see catalogue misuse");
        }
        if (operation.isUnordered() && (walker == Walker.HARDWARE || situation != Situation.RUNNING)) {
            return leaveOut(
                    "unshare-unordered × hardware or a context switch",
                    "it asks about the order of sync and walk only");
        }
        return Optional.empty();
    }

    private static Optional<LeftOut> leaveOut(String what, String reason) {
        return Optional.of(new LeftOut(what, reason));
    }

    @Override
    public String id() {
        return "main";
    }

    @Override
    public String description() {
        return "every policy on every backend, used as the kernel uses it";
    }

    @Override
    public List<Choice> choices(Axis axis) {
        return switch (axis) {
            case POLICY ->
                policies.stream().map(p -> new Choice(p.id(), p.description())).toList();
            case BACKEND ->
                Backends.all().stream()
                        .map(b -> new Choice(b.id(), b.description()))
                        .toList();
            case OPERATION ->
                Stream.concat(Operation.main().stream().map(Operation::choice), Stream.of(BootScenarios.BOOT))
                        .toList();
            case WALKER ->
                Stream.concat(Walker.choices().stream(), Stream.of(BootScenarios.NOBODY))
                        .toList();
            case SITUATION -> Situation.choices();
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
                ? BootScenarios.leftOut(BootScenarios.BOOT).stream().findFirst()
                : ((Rules) MainCatalogue::senseless).against(wishes, policies, Operation.main());
    }
}
