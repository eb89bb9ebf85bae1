package org.shootdown.kernel.mm;

import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Mm;
import org.shootdown.kernel.tlb.FlushTlb;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.KernelFunction;
import org.shootdown.machine.Page;
import org.shootdown.machine.Program;

/**
 * khugepaged takes away the PTE tables of a file mapping that got a huge page: no synchronisation on 64 bits, where
 * {@code pmdp_get_lockless_sync} is empty, but the table is freed by RCU.
 */
@KernelFunction(value = "retract_page_tables", in = "mm/khugepaged.c")
public record RetractPageTables(Kernel k, Mm mm) implements Program {
    @Override
    public void run(Cpu cpu) {
        cpu.spinLock(mm.ptl);
        cpu.xchg(mm.pmdTable().pmd, Mm.NONE);
        cpu.unlink(mm.pteTable().page);
        FlushTlb.range(k, cpu, mm);
        cpu.spinUnlock(mm.ptl);
        cpu.callRcu(new PteFreeNow(mm.pteTable().page));
    }

    @Override
    public String title() {
        return "retract_page_tables";
    }

    /** The callback of {@code pte_free_defer}. */
    @KernelFunction(value = "pte_free_now", in = "mm/pgtable-generic.c")
    private record PteFreeNow(Page table) implements Program {
        @Override
        public void run(Cpu cpu) {
            cpu.free(table);
        }

        @Override
        public String title() {
            return "pte_free_now";
        }
    }
}
