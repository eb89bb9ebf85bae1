package org.shootdown.catalogue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.shootdown.catalogue.Catalogue.LeftOut;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.kernel.Backend;
import org.shootdown.kernel.BootStage;
import org.shootdown.kernel.BootTest;
import org.shootdown.kernel.SyncPolicy;
import org.shootdown.kernel.boot.StartKernel;

/** The boot decision of the policies that take one, for every backend: is the key ever on where it must not be? */
final class BootScenarios {
    /** Nobody walks page tables. */
    static final Choice NOBODY = new Choice("none", "nobody: no lockless walk takes part");

    /** The boot that the kernel makes. */
    static final Choice BOOT = new Choice("boot", "boot installs the flush and decides whether it implies IPIs");

    /** A boot that installs a flush when the decision has been taken. */
    static final Choice LATE = new Choice("install-after-decision", "an initcall installs the flush, too late");

    private BootScenarios() {}

    /** Why other combinations are left out. */
    static List<LeftOut> leftOut(Choice operation) {
        List<LeftOut> rules = new ArrayList<>();
        rules.add(new LeftOut(operation.id() + " × other policies", "they decide nothing once and for all at boot"));
        rules.add(new LeftOut(operation.id() + " × walkers, situations", "no page table is walked or changed"));
        if (operation.equals(LATE)) {
            rules.add(new LeftOut(LATE.id() + " × bare metal and its like", "their flush is in place from the start"));
        }
        return rules;
    }

    /** Whether someone asked for what only boot has. */
    static boolean concerned(Map<Axis, ? extends Collection<String>> wishes) {
        Collection<String> operations = wishes.get(Axis.OPERATION);
        Collection<String> walkers = wishes.get(Axis.WALKER);
        return operations != null && (operations.contains(BOOT.id()) || operations.contains(LATE.id()))
                || walkers != null && walkers.contains(NOBODY.id());
    }

    static List<Scenario> of(String catalogue, Choice operation, Parts parts) {
        List<Scenario> scenarios = new ArrayList<>();
        for (SyncPolicy policy : parts.policies()) {
            for (Backend backend : parts.backends()) {
                boolean senseless =
                        operation.equals(LATE) && backend.installsFlush().isEmpty();
                if (policy.bootTest().isPresent() && !senseless) {
                    for (MemoryModel memory : MemoryModel.values()) {
                        scenarios.add(scenario(catalogue, operation, policy, backend, memory));
                    }
                }
            }
        }
        return scenarios;
    }

    private static Scenario scenario(
            String catalogue, Choice operation, SyncPolicy policy, Backend backend, MemoryModel memory) {
        BootStage installs = operation.equals(LATE)
                ? BootStage.INITCALLS
                : backend.installsFlush().orElse(null);
        BootTest test = policy.bootTest().orElseThrow();
        String name = String.join("/", policy.id(), backend.id(), operation.id());
        Coordinates at = new Coordinates(
                Choice.of(policy), Choice.of(backend), operation, NOBODY, CpuSituation.RUNNING.choice(), memory);
        Object sameness = List.of(operation.id(), backend.id(), test);
        return new Scenario(catalogue, at, false, sameness, () -> StartKernel.machine(name, test, backend, installs));
    }
}
