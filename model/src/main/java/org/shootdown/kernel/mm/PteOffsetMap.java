package org.shootdown.kernel.mm;

import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Mm;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Differs;
import org.shootdown.machine.KernelFunction;
import org.shootdown.machine.Program;
import org.shootdown.machine.Walk;

/**
 * A walker that holds {@code rcu_read_lock} and leaves interrupts on: {@code pte_offset_map} takes a snapshot of the
 * PMD and relies on PTE tables being freed by RCU. Its users follow with two loads of the entry.
 */
@KernelFunction(value = "__pte_offset_map", in = "mm/pgtable-generic.c")
@Differs(
        model = "read pud",
        lines = "mm/pgtable-generic.c:283",
        why = "the walk down to the PMD is its caller's, of whom it has one in the model")
@Differs(
        model = "read pte",
        lines = "mm/pgtable-generic.c:283",
        why = "what a caller does with the table: two looks at the entry, of whom the second may come " + "late")
public record PteOffsetMap(Kernel k, Mm mm) implements Program {
    @Override
    public void run(Cpu cpu) {
        cpu.rcuReadLock();
        if (cpu.readOnce(mm.pud) == Mm.TABLE) {
            Mm.PmdTable pmds = mm.pmdTable();
            int pmd = cpu.walk(pmds.page, pmds.pmd, mm.owner(), Walk.SOFTWARE);
            if (pmd == Mm.TABLE && mm.pteTable() != null) {
                Mm.PteTable ptes = mm.pteTable();
                cpu.walk(ptes.page, ptes.pte, mm.owner(), Walk.SOFTWARE);
                cpu.walk(ptes.page, ptes.pte, mm.owner(), Walk.SOFTWARE);
            }
        }
        cpu.rcuReadUnlock();
    }

    @Override
    public String title() {
        return "pte_offset_map";
    }
}
