package org.shootdown.catalogue;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.shootdown.catalogue.Catalogue.LeftOut;
import org.shootdown.kernel.Backend;
import org.shootdown.kernel.Walker;
import org.shootdown.kernel.tlb.X86Backend;

/** Every policy on every backend, under callers that break the rules: which mistakes a policy forgives. */
final class MisuseCatalogue {
    /** The situations that tell policies and backends apart, by where the walker runs. */
    private static final Map<Walker.Runs, Set<CpuSituation>> TELLING = new EnumMap<>(Map.of(
            Walker.Runs.TASK, EnumSet.of(CpuSituation.RUNNING, CpuSituation.LAZY, CpuSituation.PREEMPTED),
            Walker.Runs.NMI, EnumSet.of(CpuSituation.RUNNING, CpuSituation.ENTER_LAZY),
            Walker.Runs.HARDWARE, EnumSet.of(CpuSituation.RUNNING, CpuSituation.LAZY)));

    private MisuseCatalogue() {}

    /** With the walkers that can meet a hugetlb table, which is what all misuse here is about. */
    static Catalogue of(Parts parts) {
        List<Walker> walkers = parts.walkers().stream()
                .filter(walker -> walker.notInHugetlb().isEmpty())
                .toList();
        List<Choice> situations = Stream.of(CpuSituation.values())
                .filter(s -> TELLING.values().stream().anyMatch(telling -> telling.contains(s)))
                .map(CpuSituation::choice)
                .toList();
        Parts meeting = new Parts(parts.policies(), parts.backends(), walkers);
        return new CombinedCatalogue(
                "misuse",
                "every policy on every backend, under callers that break the rules",
                new CombinedCatalogue.Axes(meeting, Operation.misuse(), BootScenarios.LATE, situations),
                MisuseCatalogue::senseless);
    }

    private static Optional<LeftOut> senseless(Combination c) {
        return MainCatalogue.senseless(c)
                .or(() -> tellsNothing(c.walker(), c.situation()))
                .or(() -> notQueued(c.backend(), c.operation(), c.walker(), c.situation()));
    }

    private static Optional<LeftOut> tellsNothing(Walker walker, CpuSituation situation) {
        if (Objects.requireNonNull(TELLING.get(walker.runs())).contains(situation)) {
            return Optional.empty();
        }
        return Optional.of(new LeftOut(
                "walkers × situations other than "
                        + TELLING.entrySet().stream()
                                .map(MisuseCatalogue::describe)
                                .collect(Collectors.joining("; ")),
                "they add nothing to what lazy CPUs and preempted vCPUs tell about a misuse"));
    }

    private static String describe(Map.Entry<Walker.Runs, Set<CpuSituation>> telling) {
        return telling.getKey().name().toLowerCase(Locale.ROOT) + " × "
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
        if (walker.runs() != Walker.Runs.HARDWARE || situation != CpuSituation.RUNNING) {
            return Optional.of(new LeftOut(
                    Operation.FLUSH_IN_LAZY_MMU + " × software walkers, other situations",
                    "when Xen flushes makes no difference to a walk in software, which the flush never interrupts"));
        }
        return Optional.empty();
    }
}
