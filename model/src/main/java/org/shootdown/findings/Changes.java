package org.shootdown.findings;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.shootdown.catalogue.Axis;
import org.shootdown.catalogue.Scenario;

/** What was corrected since 0.1.0 and changed a verdict of the main catalogue. */
public final class Changes {
    private static final Set<String> TRACKERS = Set.of("v4", "v4-targeted", "v4-targeted-none", "v4-targeted-mb");

    private static final List<Change> MAIN = List.of(
            new Change(
                    "An NMI from user mode made the CPU's context-tracking state kernel. It leaves it alone.",
                    "kernel/context_tracking.c:237-283 (7.0)",
                    on(Axis.POLICY, Set.of("kernel-mode"))
                            .and(on(Axis.WALKER, Set.of("perf-nmi")))
                            .and(on(Axis.OPERATION, Set.of("hugetlb-unshare-3mm"))
                                    .negate())
                            .and(on(Axis.SITUATION, Set.of("kthread-use-mm", "exec-mmap", "switch-back"))
                                    .negate())),
            new Change(
                    "A collapse under v3 had no gather, and so no note, and was broadcast. v3's second half gives it one.",
                    "patch v3 2/2: pmdp_collapse_flush_sync, mm/pgtable-generic.c",
                    on(Axis.POLICY, Set.of("v3")).and(on(Axis.OPERATION, Set.of("thp-collapse")))),
            new Change(
                    "An NMI nested over gup_fast only on a CPU that ran the mm throughout. It does wherever a task walks.",
                    "mm/gup.c: gup_fast keeps interrupts off, and no NMI",
                    on(Axis.POLICY, TRACKERS)
                            .and(on(Axis.WALKER, Set.of("perf-nmi")))
                            .and(on(Axis.SITUATION, Set.of("switch-in", "lazy", "preempted", "asid-transition")))
                            .and(on(
                                    Axis.OPERATION,
                                    Set.of("free-one", "hugetlb-unshare", "unshare-after-free", "thp-collapse")))
                            .and(on(Axis.BACKEND, Set.of("kvm"))
                                    .and(on(Axis.POLICY, Set.of("v4")))
                                    .negate())));

    private Changes() {}

    /** In the order in which they were made. */
    public static List<Change> main() {
        return MAIN;
    }

    private static Predicate<Scenario> on(Axis axis, Set<String> ids) {
        return scenario -> ids.contains(scenario.on(axis));
    }
}
