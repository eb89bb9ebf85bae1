package org.shootdown.kernel.history;

import org.shootdown.kernel.Backend;
import org.shootdown.kernel.Kernel.CpuStart;
import org.shootdown.kernel.Mm;
import org.shootdown.kernel.SyncRule;
import org.shootdown.kernel.mm.CollapseHugePage;
import org.shootdown.kernel.mm.GupFast;
import org.shootdown.machine.Machine;

/**
 * Is gup_fast still in a PTE table that khugepaged has deposited, and that then goes?
 *
 * <p>A walk holds its copy of the PMD while khugepaged clears it, deposits the table, and the huge page is zapped, which
 * frees the table, or split, which fills it anew. Rereading the PMD comes too late: the walk has loaded from the table
 * by then. The fix interrupts every CPU before going on.
 */
final class ThpCollapseNoSync {
    static final KnownBug BUG = KnownBug.of(
                    "thp-collapse-no-sync",
                    "gup_fast walks a PTE table that khugepaged has deposited, and that was freed or refilled",
                    ThpCollapseNoSync::machine)
            .fixedBy("2ba99c5e0881, 6.1: collapse_huge_page sends IPIs (mm/khugepaged.c)")
            .walkedBy(KnownBug.GUP_FAST)
            .on("hyperv");

    private ThpCollapseNoSync() {}

    private static Machine machine(String name, Backend backend, boolean fixed) {
        SyncRule sync = fixed ? Stage.broadcast(backend) : Stage.noSync(backend);
        Stage stage = Stage.software(name, backend, sync, CpuStart.running(Stage.MM));
        Mm mm = stage.kernel.mm(Stage.MM).withPteTable();
        return stage.cpu(new CollapseHugePage(stage.kernel, mm))
                .cpu(new GupFast(stage.kernel, mm, true))
                .build();
    }
}
