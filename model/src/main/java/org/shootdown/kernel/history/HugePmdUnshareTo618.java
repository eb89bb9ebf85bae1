package org.shootdown.kernel.history;

import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Mm;
import org.shootdown.kernel.mm.MmuGather;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.KernelFunction;
import org.shootdown.machine.Program;

/**
 * {@code huge_pmd_unshare} before 8ce720d5bd91 taught mmu_gather about it, under the lock on the file's mappings.
 *
 * @param flushesRange whether the caller adds the range of the table to those to flush, as since a4a118f2eead
 * @param syncs whether it waits for lockless walkers between clearing the entry and giving up its share, as since
 *     1013af4f585f
 */
@KernelFunction(value = "huge_pmd_unshare", in = "mm/hugetlb.c", version = "up to 6.18")
record HugePmdUnshareTo618(Kernel k, Mm mm, boolean flushesRange, boolean syncs) implements Program {
    @Override
    public void run(Cpu cpu) {
        Mm.PmdTable table = mm.pmdTable();
        MmuGather tlb = new MmuGather(k, mm);
        cpu.spinLock(k.iMmapRwsem());
        cpu.writeOnce(mm.pud, Mm.NONE);
        cpu.unlink(table.page);
        if (syncs) {
            k.sync().syncOne(k, cpu, tlb);
        }
        cpu.addReturn(table.shareCount, -1);
        if (flushesRange) {
            tlb.clearedEntry();
        }
        tlb.flushTlbOnly(cpu);
        cpu.spinUnlock(k.iMmapRwsem());
    }

    @Override
    public String title() {
        return "huge_pmd_unshare";
    }
}
