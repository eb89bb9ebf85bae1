package org.shootdown.catalogue;

import java.util.Optional;
import org.shootdown.catalogue.Catalogue.LeftOut;
import org.shootdown.kernel.Backend;
import org.shootdown.kernel.Walker;

/** Every policy on every backend, used as the kernel uses it, as far as it makes sense. */
final class MainCatalogue {
    private MainCatalogue() {}

    static Catalogue of(Parts parts) {
        return new CombinedCatalogue(
                "main",
                "every policy on every backend, used as the kernel uses it",
                new CombinedCatalogue.Axes(parts, Operation.main(), BootScenarios.BOOT, CpuSituation.choices()),
                MainCatalogue::senseless);
    }

    /** The rules by which combinations make no sense, each with its reason. */
    static Optional<LeftOut> senseless(Combination c) {
        Backend backend = c.backend();
        Operation operation = c.operation();
        Walker walker = c.walker();
        CpuSituation situation = c.situation();
        if (situation.needsInvlpgb() && !backend.hasInvlpgb()) {
            return leaveOut("asid-* × backend without INVLPGB", "only INVLPGB machines have global ASIDs");
        }
        if (situation.needsSharers() && operation.mms() == 1) {
            return leaveOut("asid-walked-only, asid-others-only × one mm", "no other mm takes part");
        }
        if (situation == CpuSituation.PREEMPTED && backend.host().isEmpty()) {
            return leaveOut("preempted × backend without a host", "nobody deschedules a CPU there");
        }
        if (operation.huge() && backend.noHugePages().isPresent()) {
            return leaveOut(
                    backend.id() + " × hugetlb, thp, pte-retract",
                    backend.noHugePages().get());
        }
        if (walker.runs() == Walker.Runs.TASK && !situation.taskWalks()) {
            return leaveOut(
                    "walkers in a task × a window of the context switch",
                    "they run in a task's own code, and no task walks inside the switch");
        }
        if (walker.notInHugetlb().isPresent() && operation.hugetlb()) {
            return leaveOut(walker.id() + " × hugetlb", walker.notInHugetlb().get());
        }
        if (walker.notInCollapse().isPresent() && operation.isCollapse()) {
            return leaveOut(
                    walker.id() + " × " + operation.id(), walker.notInCollapse().get());
        }
        if (operation.isUnordered() && !backend.id().equals("native")) {
            return leaveOut(
                    "unshare-unordered × backends other than native",
                    "without a flush there is nothing that a backend could do otherwise");
        }
        if (operation.isUnordered() && !c.isAskedForOrder()) {
            return leaveOut(
                    "unshare-unordered × policies that trust the flush, or sync there as mainline does",
                    "it has no flush: see catalogue misuse for those that trust it, and broadcast for the others");
        }
        if (operation.isUnordered() && (walker.runs() == Walker.Runs.HARDWARE || situation != CpuSituation.RUNNING)) {
            return leaveOut(
                    "unshare-unordered × hardware or a context switch",
                    "it asks about the order of sync and walk only");
        }
        return Optional.empty();
    }

    private static Optional<LeftOut> leaveOut(String what, String reason) {
        return Optional.of(new LeftOut(what, reason));
    }
}
