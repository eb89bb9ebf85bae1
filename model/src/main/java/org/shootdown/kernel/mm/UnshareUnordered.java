package org.shootdown.kernel.mm;

import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Mm;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.KernelFunction;
import org.shootdown.machine.Program;

/**
 * The last sharer of a hugetlb table on a path without a fully ordered step between the store that clears the entry and
 * the sync: no locked decrement of the share count, no locked increment of {@code tlb_gen}. x86 has both; the question
 * was asked of patch v4, whose read barrier orders no store.
 */
@KernelFunction(value = "huge_pmd_unshare", in = "mm/hugetlb.c", version = "as asked of patch v4")
public record UnshareUnordered(Kernel k, Mm mm) implements Program {
    @Override
    public void run(Cpu cpu) {
        cpu.spinLock(k.iMmapRwsem());
        cpu.writeOnce(mm.pud, Mm.NONE);
        cpu.unlink(mm.pmdTable().page);
        cpu.writeOnce(mm.pmdTable().shareCount, 0);
        MmuGather tlb = new MmuGather(k, mm);
        tlb.noteUnshared(0);
        k.sync().syncOne(k, cpu, tlb);
        cpu.spinUnlock(k.iMmapRwsem());
    }

    @Override
    public String title() {
        return "huge_pmd_unshare";
    }
}
