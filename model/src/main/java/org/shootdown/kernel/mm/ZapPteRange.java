package org.shootdown.kernel.mm;

import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Mm;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Differs;
import org.shootdown.machine.KernelFunction;
import org.shootdown.machine.Program;

/** munmap of a page: clears its PTE, flushes, and frees the page. No table is freed, so lazy CPUs may miss the flush. */
@KernelFunction(
        value = "zap_pte_range",
        in = "mm/memory.c",
        inlines = {"do_zap_pte_range", "zap_present_ptes", "zap_present_folio_ptes"})
@Differs(
        kernel = {"read pmd", "read pte"},
        lines = "mm/memory.c:1915, 1812",
        why = "under mmap_lock and the lock of the table, which keep others from changing either")
@Differs(kernel = "rmw pte", lines = "mm/memory.c:1720, 1725", why = "for one page or for several of a folio")
@Differs(
        kernel = "call tlb_flush_mmu_tlbonly",
        lines = "mm/memory.c:1956",
        why = "where a batch is full or pages are dirty the flush comes before the lock is dropped; the "
                + "model has the later one")
@Differs(
        kernel = "call tlb_remove_table",
        lines = "mm/memory.c:1979",
        why = "CONFIG_PT_RECLAIM lets go of a table that got empty: another operation")
@Differs(
        model = "free page",
        lines = "mm/mmu_gather.c:402",
        why = "the batch of pages is freed after the flush; the gather of the model keeps tables only")
public record ZapPteRange(Kernel k, Mm mm) implements Program {
    @Override
    public void run(Cpu cpu) {
        Mm.PteTable table = mm.pteTable();
        MmuGather tlb = new MmuGather(k, mm);
        cpu.spinLock(mm.ptl);
        cpu.xchg(table.pte, Mm.NONE);
        cpu.unlink(table.folio.page);
        tlb.clearedEntry();
        cpu.spinUnlock(mm.ptl);
        tlb.flushMmu(cpu);
        cpu.free(table.folio.page);
    }

    @Override
    public String title() {
        return "zap_pte_range";
    }
}
