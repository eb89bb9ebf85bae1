package org.shootdown.kernel.mm;

import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Mm;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Differs;
import org.shootdown.machine.KernelFunction;
import org.shootdown.machine.Program;

/**
 * khugepaged replaces a PTE table by a huge page, and what becomes of the table afterwards. The mmap lock, the VMA lock
 * and the anon_vma lock are held throughout; nobody else in the model takes them.
 *
 * <p>Left out: {@code __collapse_huge_page_isolate}'s checks other than the one of the reference count, and a copy that
 * fails because memory is broken.
 *
 * @param hugePageGoes whether the huge page is zapped or split later on, which frees the deposited table or fills it anew
 */
@KernelFunction(value = "collapse_huge_page", in = "mm/khugepaged.c", inlines = "__collapse_huge_page_copy")
@Differs(
        kernel = {"read pmd", "read pte"},
        lines = "mm/khugepaged.c:1169, 1182, 1200, 1216",
        why =
                "a local copy is mapped; entries of a table out of reach are copied from; and checks, under its lock, that the entry is empty")
@Differs(
        kernel = {"lock ptl", "unlock ptl"},
        model = "lock ptl",
        lines = "mm/khugepaged.c:1169-1173, 1215-1219",
        why = "the lock of a PTE table that is out of reach; around the deposit it is taken in the "
                + "method for that; and what comes later takes it once more")
@Differs(
        model = "read _refcount",
        lines = "mm/khugepaged.c:1171",
        why = "the check of references in __collapse_huge_page_isolate, the only one of its checks that "
                + "is modelled")
@Differs(
        model = {"choose", "call zap_huge_pmd", "call __split_huge_pmd_locked"},
        lines = "mm/khugepaged.c:1219",
        why = "what others do to the huge page later on, as far as the deposited table is concerned")
@Differs(
        kernel = "rmw _refcount",
        lines = "mm/khugepaged.c:1228",
        why = "the new huge page is given back where the collapse failed")
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
        if (!checkPmdStillValid(cpu, pmds)) {
            return;
        }
        cpu.spinLock(mm.ptl);
        pmdpCollapseFlush(cpu, pmds, table);
        cpu.spinUnlock(mm.ptl);
        k.sync().syncCollapse(k, cpu, mm);
        if (cpu.readOnce(table.folio.refcount) != EXPECTED_REFERENCES) {
            // Someone holds the page: put the old table back.
            populate(cpu, pmds, table);
            return;
        }
        copySucceeded(cpu, table);
        deposit(cpu, pmds);
        if (hugePageGoes) {
            zapOrSplitLater(cpu, pmds, table);
        }
    }

    @KernelFunction(value = "check_pmd_still_valid", in = "mm/khugepaged.c", inlines = "find_pmd_or_thp_or_none")
    private static boolean checkPmdStillValid(Cpu cpu, Mm.PmdTable pmds) {
        return RetractPageTables.isTable(cpu, pmds);
    }

    /** Clears the PMD and flushes. */
    @KernelFunction(
            value = "pmdp_collapse_flush",
            in = "mm/pgtable-generic.c",
            inlines = "flush_tlb_range in arch/x86/include/asm/tlbflush.h")
    private void pmdpCollapseFlush(Cpu cpu, Mm.PmdTable pmds, Mm.PteTable table) {
        cpu.xchg(pmds.pmd, Mm.NONE);
        cpu.unlink(table.page);
        k.sync().flushCollapse(k, cpu, mm);
    }

    private void populate(Cpu cpu, Mm.PmdTable pmds, Mm.PteTable table) {
        cpu.spinLock(mm.ptl);
        cpu.writeOnce(pmds.pmd, Mm.TABLE);
        cpu.relink(table.page);
        cpu.spinUnlock(mm.ptl);
    }

    /** From here on the content lives in the huge page: a page got from the old table now is lost to its mm. */
    @KernelFunction(value = "__collapse_huge_page_copy_succeeded", in = "mm/khugepaged.c")
    @Differs(
            kernel = {"lock ptl", "unlock ptl"},
            lines = "mm/khugepaged.c:693-718",
            why = "the lock of the PTE table, which is out of reach of everybody but lockless walkers")
    @Differs(
            kernel = "read pte",
            lines = "mm/khugepaged.c:685",
            why = "nobody writes entries of a table that is out of reach")
    private static void copySucceeded(Cpu cpu, Mm.PteTable table) {
        cpu.repurpose(table.folio.page);
        cpu.writeOnce(table.pte, Mm.NONE);
        cpu.addReturn(table.folio.refcount, -EXPECTED_REFERENCES);
    }

    @KernelFunction(value = "pgtable_trans_huge_deposit", in = "mm/pgtable-generic.c")
    @Differs(
            model = {"lock ptl", "write pmd", "unlock ptl"},
            lines = "mm/khugepaged.c:1215-1219",
            why = "the huge entry is set by map_anon_folio_pmd_nopf right after the deposit, under the lock "
                    + "that the caller takes around both")
    private void deposit(Cpu cpu, Mm.PmdTable pmds) {
        cpu.spinLock(mm.ptl);
        cpu.writeOnce(pmds.pmd, Mm.LEAF);
        cpu.spinUnlock(mm.ptl);
    }

    /** Some time later the huge page goes: by a zap the deposited table is freed at once, by a split it is refilled. */
    private void zapOrSplitLater(Cpu cpu, Mm.PmdTable pmds, Mm.PteTable table) {
        cpu.spinLock(mm.ptl);
        if (cpu.choose(2) == 0) {
            zapHugePmd(cpu, pmds, table);
        } else {
            new SplitHugePmd(k, mm).locked(cpu);
        }
        cpu.spinUnlock(mm.ptl);
    }

    /** No RCU here: {@code pte_free} right under the page table lock. What happens to the huge page is left out. */
    @KernelFunction(value = "zap_huge_pmd", in = "mm/huge_memory.c")
    @Differs(
            kernel = "unlock ptl",
            lines = "mm/huge_memory.c:2368-2418",
            why = "the lock is taken by __pmd_trans_huge_lock and dropped on each way out; the model has it "
                    + "in the caller, around zap and split alike")
    @Differs(
            kernel = "call zap_deposited_table",
            lines = "mm/huge_memory.c:2367, 2371, 2395",
            why = "for each kind of memory; there is one kind in the model")
    @Differs(kernel = "rmw _refcount", lines = "mm/huge_memory.c:2415", why = "the reference of a device page")
    private static void zapHugePmd(Cpu cpu, Mm.PmdTable pmds, Mm.PteTable table) {
        cpu.xchg(pmds.pmd, Mm.NONE);
        zapDepositedTable(cpu, table);
    }

    @KernelFunction(value = "zap_deposited_table", in = "mm/huge_memory.c")
    private static void zapDepositedTable(Cpu cpu, Mm.PteTable table) {
        cpu.free(table.page);
    }

    @Override
    public String title() {
        return "collapse_huge_page";
    }
}
