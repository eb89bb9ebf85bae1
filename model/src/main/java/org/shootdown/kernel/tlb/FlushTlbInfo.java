package org.shootdown.kernel.tlb;

import org.shootdown.kernel.Gather;
import org.shootdown.kernel.Mm;

/**
 * {@code struct flush_tlb_info}, arch/x86/include/asm/tlbflush.h.
 *
 * @param mm whose TLB entries go
 * @param newTlbGen the generation this flush brings a CPU to
 * @param wakeLazyCpus {@code freed_tables}, which patch v10 renames {@code wake_lazy_cpus}: lazy CPUs may not be skipped
 * @param trimCpumask whether CPUs that have another mm loaded are interrupted too, to leave the mask
 * @param gather the gather that the flush belongs to, or {@link Gather#none}
 */
public record FlushTlbInfo(Mm mm, int newTlbGen, boolean wakeLazyCpus, boolean trimCpumask, Gather gather) {
    /** The same flush, trimming the mask. */
    FlushTlbInfo trimming() {
        return new FlushTlbInfo(mm, newTlbGen, wakeLazyCpus, true, gather);
    }
}
