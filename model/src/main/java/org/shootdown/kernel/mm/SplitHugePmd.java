package org.shootdown.kernel.mm;

import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Mm;
import org.shootdown.kernel.tlb.FlushTlb;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Differs;
import org.shootdown.machine.KernelFunction;

/**
 * A huge page is mapped by PTEs from now on, in a table that was deposited when it was mapped whole.
 *
 * <p>Tables are deposited per PMD table, and the last one in is the first one out (mm/pgtable-generic.c:166-194): which
 * address a table served before is not asked. One that comes back to its address maps the same memory again, so that a
 * walk which still holds it is none the worse; one that goes to another address of the mm is put to another use.
 */
record SplitHugePmd(Kernel k, Mm mm) {
    /** With the lock of the PMD held. */
    @KernelFunction(value = "__split_huge_pmd_locked", in = "mm/huge_memory.c")
    @Differs(
            kernel = {"rmw pmd", "call flush_pmd_tlb_range", "call zap_deposited_table", "rmw _refcount"},
            lines = "mm/huge_memory.c:3010-3035",
            why = "memory of a file: its huge entry is dropped, and no table is filled; the model collapses "
                    + "anonymous memory")
    @Differs(
            kernel = "read pmd",
            lines = "mm/huge_memory.c:3040-3072, 3260",
            why = "which kind of entry it is, under its lock")
    @Differs(
            kernel = {"write pmd", "write pte", "read vm_page_prot"},
            lines = "mm/huge_memory.c:3175-3256",
            why = "other kinds of entry than a present one: migration, device memory; of each table one "
                    + "entry is modelled")
    void locked(Cpu cpu) {
        invalidate(cpu);
        if (withdrawsTheSameTable(cpu)) {
            fillAndPopulate(cpu);
        } else {
            cpu.repurpose(mm.pteTable().page);
        }
    }

    /** A walker finds no entry that it may use: the present bit is clear, and only the bit of huge pages stays. */
    @KernelFunction(
            value = "pmdp_invalidate",
            in = "mm/pgtable-generic.c",
            inlines = {
                "pmdp_establish in arch/x86/include/asm/pgtable.h",
                "flush_pmd_tlb_range in include/linux/pgtable.h"
            })
    @Differs(
            kernel = {"read pmd", "write pmd"},
            lines = "mm/pgtable-generic.c:203",
            why = "a check in debugging kernels, and how pmdp_establish does it on a single CPU")
    private void invalidate(Cpu cpu) {
        cpu.xchg(mm.pmdTable().pmd, Mm.NONE);
        FlushTlb.range(k, cpu, mm);
    }

    @KernelFunction(value = "pgtable_trans_huge_withdraw", in = "mm/pgtable-generic.c")
    @Differs(
            model = "choose",
            lines = "mm/pgtable-generic.c:182",
            why = "the last table in is the first out, so which comes depends on what else was mapped: both "
                    + "are explored")
    private static boolean withdrawsTheSameTable(Cpu cpu) {
        return cpu.choose(2) == 0;
    }

    private void fillAndPopulate(Cpu cpu) {
        cpu.writeOnce(mm.pteTable().pte, Mm.PART);
        cpu.smpWmb();
        cpu.writeOnce(mm.pmdTable().pmd, Mm.TABLE);
        cpu.relink(mm.pteTable().page);
    }
}
