package org.shootdown.kernel.mm;

import org.jspecify.annotations.Nullable;
import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Mm;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Differs;
import org.shootdown.machine.KernelFunction;
import org.shootdown.machine.Program;

/**
 * munmap or exit lets go of a PTE table: clears the PMD, gathers the table, flushes. No page table lock is taken
 * (mm/memory.c:189-196); what keeps others out is the mmap lock for writing, or that the mm has no more users.
 *
 * @param form how a table is let go of when no batch page can be had, or {@code null} when one can
 */
@KernelFunction(value = "free_pte_range", in = "mm/memory.c")
@Differs(
        kernel = "read pmd",
        lines = "mm/memory.c:192",
        why = "the table's address: mmap_lock or exit keeps others from changing the entry")
@Differs(
        model = "call tlb_finish_mmu",
        lines = "mm/memory.c:189",
        why = "the end of the gather that the caller began: the program is a caller with the function in " + "it")
public record FreePageTables(Kernel k, Mm mm, MmuGather.@Nullable RemoveOne form) implements Program {
    @Override
    public void run(Cpu cpu) {
        MmuGather tlb = new MmuGather(k, mm);
        clearPmd(cpu, mm);
        if (form == null) {
            tlb.removeTable(mm.pteTable().page);
        } else {
            tlb.removeTableWithoutBatch(cpu, mm.pteTable().page, form);
        }
        finish(cpu, tlb);
    }

    /** Unlinks the table, without a flush. */
    @KernelFunction(value = "native_pmd_clear", in = "arch/x86/include/asm/pgtable_64.h", inlines = "native_set_pmd")
    public static void clearPmd(Cpu cpu, Mm mm) {
        cpu.writeOnce(mm.pmdTable().pmd, Mm.NONE);
        cpu.unlink(mm.pteTable().page);
    }

    @KernelFunction(value = "tlb_finish_mmu", in = "mm/mmu_gather.c")
    private static void finish(Cpu cpu, MmuGather tlb) {
        tlb.flushMmu(cpu);
    }

    @Override
    public String title() {
        return "free_pgtables";
    }
}
