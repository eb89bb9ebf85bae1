package org.shootdown.kernel.history;

import org.shootdown.kernel.Backend;
import org.shootdown.kernel.Kernel.CpuStart;
import org.shootdown.kernel.Mm;
import org.shootdown.kernel.mm.CollapseHugePage;
import org.shootdown.kernel.mm.GupFast;
import org.shootdown.machine.Machine;

/**
 * Does gup_fast get a page that khugepaged is already copying?
 *
 * <p>khugepaged clears the PMD and leaves the PTEs alone while it looks at reference counts. A walk that read the PMD
 * before, and takes its reference after that look, finds its PTE unchanged: it pins a page whose content has moved. A
 * flush by IPI would have waited for the walk; where the flush interrupts nobody nothing does. The fix reads the PMD
 * once more after taking the reference.
 *
 * <p>The sync came later ({@link ThpCollapseNoSync}), so there is none here, and nothing becomes of the deposited table.
 */
final class ThpCollapseNoPmdRecheck {
    static final KnownBug BUG = KnownBug.of(
                    "thp-collapse-no-pmd-recheck",
                    "gup_fast pins a page while khugepaged copies it: only the pte was rechecked",
                    ThpCollapseNoPmdRecheck::machine)
            .fixedBy("70cbc3cc78a9, 6.1: gup_fast_pte_range rereads the pmd (mm/gup.c)")
            .walkedBy(KnownBug.GUP_FAST)
            .on("hyperv");

    private ThpCollapseNoPmdRecheck() {}

    private static Machine machine(String name, Backend backend, boolean fixed) {
        Stage stage = Stage.software(name, backend, Stage.noSync(backend), CpuStart.running(Stage.MM));
        Mm mm = stage.kernel.mm(Stage.MM).withPteTable();
        return stage.cpu(new CollapseHugePage(stage.kernel, mm, false))
                .cpu(new GupFast(stage.kernel, mm, true, fixed))
                .build();
    }
}
