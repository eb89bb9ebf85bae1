package org.shootdown.kernel.mm;

import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Mm;
import org.shootdown.machine.Cpu;
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
