package org.shootdown.kernel.mm;

import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Mm;
import org.shootdown.kernel.tlb.FlushTlb;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.KernelFunction;
import org.shootdown.machine.Program;

/**
 * khugepaged replaces a PTE table by a huge page, and what becomes of the table afterwards. The mmap lock, the VMA lock
 * and the anon_vma lock are held throughout; nobody else in the model takes them.
 *
 * <p>Left out: {@code __collapse_huge_page_isolate}'s checks other than the one of the reference count.
 *
 * @param hugePageGoes whether the huge page is zapped or split later on, which frees the deposited table or fills it anew
 */
@KernelFunction(value = "collapse_huge_page", in = "mm/khugepaged.c")
public record CollapseHugePage(Kernel k, Mm mm, boolean hugePageGoes) implements Program {
    /** One reference by the mapping; any other is a pin that forbids the collapse. */
    private static final int EXPECTED_REFERENCES = 1;

    /** A collapse after which the huge page is zapped or split. */
    public CollapseHugePage(Kernel k, Mm mm) {
        this(k, mm, true);
    }

    @Override
    public void run(Cpu cpu) {
        Mm.PmdTable pmds = mm.pmdTable();
        Mm.PteTable table = mm.pteTable();
        cpu.spinLock(mm.ptl);
        pmdpCollapseFlush(cpu, pmds, table);
        cpu.spinUnlock(mm.ptl);
        k.sync().syncCollapse(k, cpu, mm);
        if (cpu.readOnce(table.folio.refcount) != EXPECTED_REFERENCES) {
            // Someone holds the page: put the old table back (pmd_populate).
            cpu.writeOnce(pmds.pmd, Mm.TABLE);
            cpu.relink(table.page);
            return;
        }
        copySucceeded(cpu, table);
        deposit(cpu, pmds);
        if (hugePageGoes) {
            zapOrSplitLater(cpu, table);
        }
    }

    /** Clears the PMD and flushes; the flush macro passes {@code freed_tables = true}. */
    @KernelFunction(value = "pmdp_collapse_flush", in = "mm/pgtable-generic.c")
    private void pmdpCollapseFlush(Cpu cpu, Mm.PmdTable pmds, Mm.PteTable table) {
        cpu.xchg(pmds.pmd, Mm.NONE);
        cpu.unlink(table.page);
        FlushTlb.range(k, cpu, mm);
    }

    /** From here on the content lives in the huge page: a page got from the old table now is lost to its mm. */
    @KernelFunction(value = "__collapse_huge_page_copy_succeeded", in = "mm/khugepaged.c")
    private static void copySucceeded(Cpu cpu, Mm.PteTable table) {
        cpu.repurpose(table.folio.page);
        cpu.writeOnce(table.pte, Mm.NONE);
        cpu.addReturn(table.folio.refcount, -EXPECTED_REFERENCES);
    }

    @KernelFunction(value = "pgtable_trans_huge_deposit", in = "mm/pgtable-generic.c")
    private void deposit(Cpu cpu, Mm.PmdTable pmds) {
        cpu.spinLock(mm.ptl);
        cpu.writeOnce(pmds.pmd, Mm.LEAF);
        cpu.spinUnlock(mm.ptl);
    }

    /** Some time later the huge page goes: by a zap the deposited table is freed at once, by a split it is refilled. */
    private static void zapOrSplitLater(Cpu cpu, Mm.PteTable table) {
        if (cpu.choose(2) == 0) {
            zapDepositedTable(cpu, table);
        } else {
            splitHugePmd(cpu, table);
        }
    }

    /** No RCU here: {@code pte_free} right under the page table lock. */
    @KernelFunction(value = "zap_deposited_table", in = "mm/huge_memory.c")
    private static void zapDepositedTable(Cpu cpu, Mm.PteTable table) {
        cpu.free(table.page);
    }

    @KernelFunction(value = "__split_huge_pmd_locked", in = "mm/huge_memory.c")
    private static void splitHugePmd(Cpu cpu, Mm.PteTable table) {
        cpu.repurpose(table.page);
    }

    @Override
    public String title() {
        return "collapse_huge_page";
    }
}
