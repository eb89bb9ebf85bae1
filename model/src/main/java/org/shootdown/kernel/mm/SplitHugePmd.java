package org.shootdown.kernel.mm;

import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Mm;
import org.shootdown.kernel.tlb.FlushTlb;
import org.shootdown.machine.Cpu;
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
    void locked(Cpu cpu) {
        invalidate(cpu);
        if (withdrawsTheSameTable(cpu)) {
            fillAndPopulate(cpu);
        } else {
            cpu.repurpose(mm.pteTable().page);
        }
    }

    /** A walker finds no entry that it may use: the present bit is clear, and only the bit of huge pages stays. */
    @KernelFunction(value = "pmdp_invalidate", in = "mm/pgtable-generic.c")
    private void invalidate(Cpu cpu) {
        cpu.xchg(mm.pmdTable().pmd, Mm.NONE);
        FlushTlb.range(k, cpu, mm);
    }

    @KernelFunction(value = "pgtable_trans_huge_withdraw", in = "mm/pgtable-generic.c")
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
