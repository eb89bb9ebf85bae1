package org.shootdown.kernel.mm;

import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Mm;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Differs;
import org.shootdown.machine.KernelFunction;
import org.shootdown.machine.Page;
import org.shootdown.machine.Program;

/**
 * khugepaged takes away the PTE tables of a file mapping that got a huge page: no synchronisation on 64 bits, where
 * {@code pmdp_get_lockless_sync} is empty, but the table is freed by RCU.
 *
 * <p>Left out: {@code i_mmap_rwsem}, which it takes for reading, the checks of the VMA, and the lock of the PTE table
 * inside that of the PMD: nobody here takes either.
 */
@KernelFunction(
        value = "retract_page_tables",
        in = "mm/khugepaged.c",
        inlines = {
            "pmdp_collapse_flush in mm/pgtable-generic.c",
            "flush_tlb_range in arch/x86/include/asm/tlbflush.h",
            "pte_free_defer in mm/pgtable-generic.c",
            "find_pmd_or_thp_or_none"
        })
@Differs(
        kernel = {"lock ptl", "unlock ptl"},
        lines = "mm/khugepaged.c:1791, 1811",
        why = "the lock of the PTE table inside that of the PMD: nobody else in the model takes it")
@Differs(
        kernel = {"lock i_mmap_rwsem", "unlock i_mmap_rwsem"},
        lines = "mm/khugepaged.c:1745, 1821",
        why = "taken for reading, and keeps VMAs of the file; nobody in the model changes those")
public record RetractPageTables(Kernel k, Mm mm) implements Program {
    @Override
    public void run(Cpu cpu) {
        Mm.PmdTable pmds = mm.pmdTable();
        if (!isTable(cpu, pmds)) {
            return;
        }
        cpu.spinLock(mm.ptl);
        boolean success = isTable(cpu, pmds);
        if (success) {
            cpu.xchg(pmds.pmd, Mm.NONE);
            cpu.unlink(mm.pteTable().page);
            k.sync().flushCollapse(k, cpu, mm);
        }
        cpu.spinUnlock(mm.ptl);
        if (success) {
            cpu.callRcu(new PteFreeNow(mm.pteTable().page));
        }
    }

    /** Asked without the lock first, and again with it. */
    @KernelFunction(value = "check_pmd_state", in = "mm/khugepaged.c")
    static boolean isTable(Cpu cpu, Mm.PmdTable pmds) {
        return cpu.readOnce(pmds.pmd) == Mm.TABLE;
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
