package org.shootdown.catalogue;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.shootdown.catalogue.Catalogue.LeftOut;
import org.shootdown.kernel.Backend;
import org.shootdown.kernel.SyncPolicy;
import org.shootdown.kernel.policy.Policies;
import org.shootdown.kernel.tlb.X86Backend;

/** Every policy on every backend, under callers that break the rules: which mistakes a policy forgives. */
final class MisuseCatalogue {
    /** The situations that tell policies and backends apart, for each walker. */
    private static final Map<Walker, Set<CpuSituation>> TELLING = new EnumMap<>(Map.of(
            Walker.GUP_FAST, EnumSet.of(CpuSituation.RUNNING, CpuSituation.LAZY, CpuSituation.PREEMPTED),
            Walker.PERF_NMI, EnumSet.of(CpuSituation.RUNNING, CpuSituation.ENTER_LAZY),
            Walker.HARDWARE, EnumSet.of(CpuSituation.RUNNING, CpuSituation.LAZY)));

    private MisuseCatalogue() {}

    static Catalogue create() {
        return new CombinedCatalogue(
                "misuse",
                "every policy on every backend, under callers that break the rules",
                Policies.all(),
                Operation.misuse(),
                BootScenarios.LATE,
                TELLING.keySet().stream().map(Walker::choice).toList(),
                Stream.of(CpuSituation.values())
                        .filter(s -> TELLING.values().stream().anyMatch(situations -> situations.contains(s)))
                        .map(CpuSituation::choice)
                        .toList(),
                MisuseCatalogue::senseless);
    }

    private static Optional<LeftOut> senseless(
            SyncPolicy policy, Backend backend, Operation operation, Walker walker, CpuSituation situation) {
        return MainCatalogue.senseless(policy, backend, operation, walker, situation)
                .or(() -> tellsNothing(walker, situation))
                .or(() -> notQueued(backend, operation, walker, situation));
    }

    private static Optional<LeftOut> tellsNothing(Walker walker, CpuSituation situation) {
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

    private static String describe(Map.Entry<Walker, Set<CpuSituation>> telling) {
        return telling.getKey().choice().id() + " × "
                + telling.getValue().stream().map(s -> s.choice().id()).collect(Collectors.joining(", "));
    }

    private static Optional<LeftOut> notQueued(
            Backend backend, Operation operation, Walker walker, CpuSituation situation) {
        if (!operation.id().equals(Operation.FLUSH_IN_LAZY_MMU)) {
            return Optional.empty();
        }
        if (!(backend instanceof X86Backend x86 && x86.queuesInLazyMmuMode())) {
            return Optional.of(new LeftOut(
                    Operation.FLUSH_IN_LAZY_MMU + " × other backends", "only Xen PV queues flushes in lazy MMU mode"));
        }
        if (walker != Walker.HARDWARE || situation != CpuSituation.RUNNING) {
            return Optional.of(new LeftOut(
                    Operation.FLUSH_IN_LAZY_MMU + " × software walkers, other situations",
                    "when Xen flushes makes no difference to a walk in software, which the flush never interrupts"));
        }
        return Optional.empty();
    }
}
