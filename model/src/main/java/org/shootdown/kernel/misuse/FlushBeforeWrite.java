package org.shootdown.kernel.misuse;

import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Mm;
import org.shootdown.kernel.mm.MmuGather;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.KernelFunction;
import org.shootdown.machine.Program;

/** A caller that flushes first and clears the entry afterwards: whoever comes in between finds the table again. */
@KernelFunction(value = "huge_pmd_unshare", in = "mm/hugetlb.c", version = "a caller that flushes too early")
public record FlushBeforeWrite(Kernel k, Mm mm) implements Program {
    @Override
    public void run(Cpu cpu) {
        MmuGather tlb = new MmuGather(k, mm);
        cpu.spinLock(k.iMmapRwsem());
        tlb.unsharePmd(cpu, mm.pmdTable());
        tlb.flushTlbOnly(cpu);
        cpu.writeOnce(mm.pud, Mm.NONE);
        cpu.unlink(mm.pmdTable().page);
        k.sync().syncOne(k, cpu, tlb);
        cpu.spinUnlock(k.iMmapRwsem());
    }

    @Override
    public String title() {
        return "huge_pmd_unshare";
    }
}
