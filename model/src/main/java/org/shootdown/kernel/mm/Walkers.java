package org.shootdown.kernel.mm;

import java.util.List;
import org.shootdown.kernel.Walker;
import org.shootdown.kernel.tlb.HardwareWalker;
import org.shootdown.kernel.tlb.HardwareWalker.Cached;

/** Every walker, in the order of the tables. */
public final class Walkers {
    private static final List<Walker> ALL = List.of(
            Walker.inTask("gup-fast", "get_user_pages_fast, interrupts off", (k, mm) -> new GupFast(k, mm, true)),
            Walker.inNmi(
                    "perf-nmi",
                    "perf_get_page_size in an NMI at any step, a gup_fast walk included",
                    (k, mm) -> new PerfGetPageSize(k)),
            Walker.ofHardware(
                    "hardware",
                    "the CPU's own page walker and paging-structure cache",
                    (k, mm) -> new HardwareWalker(
                            k, Walker.CPU, mm, mm.pteTable() == null ? Cached.PUD_ENTRY : Cached.PMD_ENTRY)),
            Walker.inTask("rcu", "pte_offset_map under rcu_read_lock, interrupts on", PteOffsetMap::new)
                    .notInHugetlb("hugetlb tables are walked under hugetlb_vma_lock, not pte_offset_map")
                    .notInCollapse("collapse holds mmap_lock, VMA lock and anon_vma lock, one of which each such walker"
                            + " holds too"));

    private Walkers() {}

    /** All of them. */
    public static List<Walker> all() {
        return ALL;
    }
}
