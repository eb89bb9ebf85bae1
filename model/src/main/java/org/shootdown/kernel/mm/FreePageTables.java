package org.shootdown.kernel.mm;

import org.jspecify.annotations.Nullable;
import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Mm;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.KernelFunction;
import org.shootdown.machine.Program;

/**
 * munmap or exit lets go of a PTE table: clears the PMD under the page table lock, gathers the table, flushes.
 *
 * @param form how a table is let go of when no batch page can be had, or {@code null} when one can
 */
@KernelFunction(value = "free_pte_range", in = "mm/memory.c")
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

    /** Unlinks the table under its lock, without a flush. */
    public static void clearPmd(Cpu cpu, Mm mm) {
        cpu.spinLock(mm.ptl);
        cpu.writeOnce(mm.pmdTable().pmd, Mm.NONE);
        cpu.unlink(mm.pteTable().page);
        cpu.spinUnlock(mm.ptl);
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
