package org.shootdown.kernel.history;

import java.util.Set;
import org.shootdown.kernel.Backend;
import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Kernel.CpuStart;
import org.shootdown.kernel.Mm;
import org.shootdown.kernel.mm.ReuseExclusiveTable;
import org.shootdown.kernel.tlb.HardwareWalker.Cached;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Program;

/**
 * Can the processor still reach a hugetlb PMD table that was unshared and reused? Reported as CVE-2021-4002.
 *
 * <p>Unsharing clears a PUD entry without telling the gather that there is anything to flush, so that nothing is
 * flushed: another CPU's paging-structure cache still points into the table when its new owner fills it.
 */
final class Cve20214002 {
    static final KnownBug BUG = KnownBug.of(
                    "cve-2021-4002",
                    "hugetlb unshare leaves no range to flush, so the flush is skipped (reported as CVE-2021-4002)",
                    Cve20214002::machine)
            .fixedBy("a4a118f2eead, 5.16: the caller of huge_pmd_unshare flushes the table's range (mm/hugetlb.c)")
            .walkedBy(KnownBug.HARDWARE)
            .on("native", "kvm");

    private Cve20214002() {}

    private static Machine machine(String name, Backend backend, boolean fixed) {
        Stage stage = Stage.hardware(name, backend, Stage.noSync(backend), Set.of(), CpuStart.running(Stage.MM));
        Kernel k = stage.kernel;
        Mm mm = k.mm(Stage.MM).withHugetlb(1);
        Mm heir = k.mm(Stage.OTHER).sharePmdTableOf(mm);
        return stage.cpu(new HugePmdUnshareTo618(k, mm, fixed, false).then(new ReuseExclusiveTable(k, heir, false)))
                .cpu(Program.IDLE)
                .walkerOf(1, Cached.PUD_ENTRY)
                .build();
    }
}
