package org.shootdown.kernel.history;

import java.util.List;
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
final class ThpCollapseNoSync implements KnownBug {
    @Override
    public String id() {
        return "thp-collapse-no-sync";
    }

    @Override
    public String description() {
        return "gup_fast walks a PTE table that khugepaged has deposited, and that was freed or refilled";
    }

    @Override
    public String fix() {
        return "2ba99c5e0881, 6.1: collapse_huge_page sends IPIs (mm/khugepaged.c)";
    }

    @Override
    public String walker() {
        return GUP_FAST;
    }

    @Override
    public List<String> backends() {
        return List.of("xen-pv", "hyperv");
    }

    @Override
    public Machine machine(String name, Backend backend, boolean fixed) {
        SyncRule sync = fixed ? Stage.broadcast(backend) : Stage.noSync(backend);
        Stage stage = Stage.software(name, backend, sync, CpuStart.running(Stage.MM));
        Mm mm = stage.kernel.mm(Stage.MM).withPteTable();
        return stage.cpu(new CollapseHugePage(stage.kernel, mm))
                .cpu(new GupFast(stage.kernel, mm, true))
                .build();
    }
}
