package org.shootdown.kernel.history;

import org.shootdown.kernel.Backend;
import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Kernel.CpuStart;
import org.shootdown.kernel.Mm;
import org.shootdown.kernel.mm.GupFast;
import org.shootdown.kernel.mm.ReuseExclusiveTable;
import org.shootdown.machine.Machine;

/**
 * Does gup_fast walk a hugetlb PMD table after its mm has left it to another?
 *
 * <p>A walk of the first mm has loaded the PUD entry. The first mm clears the entry and gives up its share; the flush
 * interrupts nobody. The second mm owns the table alone and fills it with entries of its own. The walk loads one of them
 * and takes a page of the second mm; its recheck finds the entry unchanged. The fix interrupts every CPU in between.
 */
final class Cve202538085 {
    static final KnownBug BUG = KnownBug.of(
                    "cve-2025-38085",
                    "gup_fast walks a hugetlb PMD table that its mm has unshared and another fills",
                    Cve202538085::machine)
            .fixedBy("1013af4f585f, 6.16: huge_pmd_unshare sends IPIs (mm/hugetlb.c)")
            .walkedBy(KnownBug.GUP_FAST)
            .on("hyperv", "native-invlpgb");

    private Cve202538085() {}

    private static Machine machine(String name, Backend backend, boolean fixed) {
        Stage stage = Stage.software(name, backend, Stage.broadcast(backend), CpuStart.running(Stage.MM));
        Kernel k = stage.kernel;
        Mm mm = k.mm(Stage.MM).withHugetlb(1);
        Mm heir = k.mm(Stage.OTHER).sharePmdTableOf(mm);
        return stage.cpu(new HugePmdUnshareTo618(k, mm, true, fixed).then(new ReuseExclusiveTable(k, heir, false)))
                .cpu(new GupFast(k, mm, true))
                .build();
    }
}
