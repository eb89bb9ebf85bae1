package org.shootdown.kernel.mm;

import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Mm;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Differs;
import org.shootdown.machine.KernelFunction;
import org.shootdown.machine.Page;
import org.shootdown.machine.Program;

/**
 * One munmap over ordinary memory and then a shared hugetlb mapping: one gather frees a table, flushes, unshares another
 * and flushes again. What the gather remembers of the first flush must not be taken for the second.
 *
 * @param freed the table of the ordinary memory, which no walker of the model looks at
 */
@KernelFunction(value = "unmap_vmas", in = "mm/memory.c")
@Differs(
        model = {
            "call tlb_flush_mmu",
            "lock i_mmap_rwsem",
            "read pt_share_count",
            "write pud",
            "call tlb_unshare_pmd_ptdesc",
            "call huge_pmd_unshare_flush",
            "unlock i_mmap_rwsem"
        },
        lines = "mm/memory.c:2153",
        why = "unmap_vmas goes through VMAs and calls what is cited for itself; the program is one such " + "way")
public record UnshareAfterFree(Kernel k, Mm mm, Page freed) implements Program {
    @Override
    public void run(Cpu cpu) {
        MmuGather tlb = new MmuGather(k, mm);
        tlb.removeTable(freed);
        tlb.flushMmu(cpu);
        cpu.spinLock(k.iMmapRwsem());
        HugePmdUnshare.unshare(cpu, tlb, mm);
        HugePmdUnshare.flush(cpu, tlb);
        cpu.spinUnlock(k.iMmapRwsem());
    }

    @Override
    public String title() {
        return "munmap";
    }
}
