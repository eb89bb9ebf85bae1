package org.shootdown.kernel.misuse;

import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Mm;
import org.shootdown.kernel.mm.MmuGather;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.KernelFunction;
import org.shootdown.machine.Program;

/**
 * A caller that flushes, but tells the gather neither that it freed a table nor that it unshared one: the flush may then
 * skip lazy CPUs, and one whose {@code loaded_mm} is another's.
 */
@KernelFunction(value = "huge_pmd_unshare", in = "mm/hugetlb.c", version = "a caller without the flags")
public record FlushWithoutFlags(Kernel k, Mm mm) implements Program {
    @Override
    public void run(Cpu cpu) {
        MmuGather tlb = new MmuGather(k, mm);
        cpu.spinLock(k.iMmapRwsem());
        cpu.writeOnce(mm.pud, Mm.NONE);
        cpu.unlink(mm.pmdTable().page);
        cpu.addReturn(mm.pmdTable().shareCount, -1);
        tlb.clearedEntry();
        tlb.flushTlbOnly(cpu);
        k.sync().syncOne(k, cpu, tlb);
        cpu.spinUnlock(k.iMmapRwsem());
    }

    @Override
    public String title() {
        return "huge_pmd_unshare";
    }
}
