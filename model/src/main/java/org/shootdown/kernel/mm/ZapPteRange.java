package org.shootdown.kernel.mm;

import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Mm;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.KernelFunction;
import org.shootdown.machine.Program;

/** munmap of a page: clears its PTE, flushes, and frees the page. No table is freed, so lazy CPUs may miss the flush. */
@KernelFunction(value = "zap_pte_range", in = "mm/memory.c")
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
