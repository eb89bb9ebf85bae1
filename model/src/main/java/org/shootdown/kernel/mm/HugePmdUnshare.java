package org.shootdown.kernel.mm;

import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Mm;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Differs;
import org.shootdown.machine.KernelFunction;
import org.shootdown.machine.Program;

/**
 * An mm stops sharing a hugetlb PMD table: {@code huge_pmd_unshare} under the locks, then one flush for all tables
 * unshared, then, by the last sharer, the synchronisation with walkers, and only then the locks are dropped.
 *
 * @param mm the mm that unshares
 */
@KernelFunction(value = "huge_pmd_unshare", in = "mm/hugetlb.c")
@Differs(
        model = {"lock i_mmap_rwsem", "unlock i_mmap_rwsem", "call huge_pmd_unshare_flush"},
        lines = "mm/hugetlb.c:6930-6937",
        why = "what the comment on the function asks of every caller: the program is a caller with the "
                + "function in it")
public record HugePmdUnshare(Kernel k, Mm mm) implements Program {
    @Override
    public void run(Cpu cpu) {
        cpu.spinLock(k.iMmapRwsem());
        MmuGather tlb = new MmuGather(k, mm);
        unshare(cpu, tlb, mm);
        flush(cpu, tlb);
        cpu.spinUnlock(k.iMmapRwsem());
    }

    /** Unshares one table, as callers do for each before one {@link #flush}. */
    static void unshare(Cpu cpu, MmuGather tlb, Mm mm) {
        Mm.PmdTable table = mm.pmdTable();
        if (cpu.readOnce(table.shareCount) == 0) {
            return;
        }
        cpu.writeOnce(mm.pud, Mm.NONE);
        cpu.unlink(table.page);
        tlb.unsharePmd(cpu, table);
    }

    @KernelFunction(value = "huge_pmd_unshare_flush", in = "mm/hugetlb.c")
    static void flush(Cpu cpu, MmuGather tlb) {
        tlb.flushUnsharedTables(cpu);
    }

    @Override
    public String title() {
        return "huge_pmd_unshare";
    }
}
