package org.shootdown.kernel.mm;

import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Mm;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Differs;
import org.shootdown.machine.KernelFunction;
import org.shootdown.machine.Program;
import org.shootdown.machine.Walk;

/**
 * Finds the size of the page behind a sampled address, usually in a PMU's NMI: walks the tables of whatever
 * {@code current->mm} is at that moment, takes no reference and rechecks nothing.
 *
 * <p>Without a {@code current->mm} it walks {@code init_mm}, whose tables are not part of the model: that walk is only
 * its start and its end.
 */
@KernelFunction(value = "perf_get_page_size", in = "kernel/events/core.c")
@Differs(
        kernel = {"irq_off", "irq_on"},
        lines = "kernel/events/core.c:8481, 8494",
        why = "in an NMI, where interrupts are off anyway, the two are no steps")
public record PerfGetPageSize(Kernel k) implements Program {
    @Override
    public void run(Cpu cpu) {
        int flags = cpu.irqSave();
        int current = cpu.readOnce(k.perCpu(cpu).currentMm);
        int token = k.sync().walkStart(k, cpu, current);
        if (current != 0) {
            walk(cpu, k.mm(current));
        }
        k.sync().walkEnd(k, cpu, token);
        cpu.irqRestore(flags);
    }

    @KernelFunction(value = "perf_get_pgtable_size", in = "kernel/events/core.c")
    private static void walk(Cpu cpu, Mm mm) {
        if (mm.pmdTable() == null || cpu.readOnce(mm.pud) != Mm.TABLE) {
            return;
        }
        Mm.PmdTable pmds = mm.pmdTable();
        int pmd = cpu.walk(pmds.page, pmds.pmd, mm.owner(), Walk.SOFTWARE);
        if (pmd == Mm.TABLE && mm.pteTable() != null) {
            Mm.PteTable ptes = mm.pteTable();
            cpu.walk(ptes.page, ptes.pte, mm.owner(), Walk.SOFTWARE);
        }
    }

    @Override
    public String title() {
        return "perf_get_page_size";
    }
}
