package org.shootdown.report.html;

import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.KernelFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Page;
import org.shootdown.machine.Walk;

/** Small machines with a trace of every shape that a diagram must draw. */
final class SmallMachines {
    private SmallMachines() {}

    private static final IpiFunction SYNC =
            IpiFunction.empty("tlb_remove_table_smp_sync", IpiFunction.Purpose.TABLE_SYNC);

    private record Flush(Cell seen) implements IpiFunction {
        @Override
        public void run(Cpu cpu) {
            cpu.writeOnce(seen, 1);
        }

        @Override
        public Purpose purpose() {
            return Purpose.TLB_FLUSH;
        }

        @Override
        public String title() {
            return "flush_tlb_func";
        }
    }

    /** A table is freed while a lockless walker may still be in it: with a sync that is safe, without it is not. */
    static Machine freeing(boolean sync) {
        Machine.Builder m = Machine.builder("freeing");
        Cell pmd = m.cell("pmd", 1, 1);
        Cell pte = m.cell("pte", 1, 1);
        Cell flushed = m.cell("flushed", 1);
        Page table = m.page("table", 0);
        m.walkInsideUnlinked("a walk inside the unlinked table");
        m.cpu("CPU 0", cpu -> zap(cpu, pmd, table, flushed, sync));
        m.cpu("CPU 1", cpu -> walk(cpu, pmd, pte, table));
        return m.build();
    }

    /** The same with a host that may stop the walker, so that a flush by flag leaves it out. */
    static Machine freeingUnderHost() {
        Machine.Builder m = Machine.builder("freeing under a host");
        Cell pmd = m.cell("pmd", 1, 1);
        Cell pte = m.cell("pte", 1, 1);
        Cell preempted = m.cell("preempted", 1);
        Page table = m.page("table", 0);
        m.cpu("CPU 0", cpu -> {
            cpu.writeOnce(pmd, 0);
            cpu.unlink(table);
            cpu.smpMb();
            if (cpu.readOnce(preempted) == 0) {
                cpu.callFunctionMany(2, SYNC, true);
            }
            cpu.free(table);
        });
        m.cpu("CPU 1", cpu -> walk(cpu, pmd, pte, table));
        m.agent("host", cpu -> {
            cpu.stopVcpu(1);
            cpu.writeOnce(preempted, 1);
            cpu.resumeVcpu(1);
        });
        return m.build();
    }

    /** A walker that leaves interrupts on: the flush interrupts it in its walk, and the wait for it proves nothing. */
    static Machine freeingUnderInterruptibleWalk() {
        Machine.Builder m = Machine.builder("freeing under an interruptible walk");
        Cell pmd = m.cell("pmd", 1, 1);
        Cell pte = m.cell("pte", 1, 1);
        Cell flushed = m.cell("flushed", 1);
        Page table = m.page("table", 0);
        m.cpu("CPU 0", cpu -> zap(cpu, pmd, table, flushed, true));
        m.cpu("CPU 1", cpu -> {
            if (cpu.readOnce(pmd) != 0) {
                cpu.walk(table, pte, 0, Walk.SOFTWARE);
            }
        });
        return m.build();
    }

    @KernelFunction(value = "free_pgtables", in = "mm/memory.c")
    private static void zap(Cpu cpu, Cell pmd, Page table, Cell flushed, boolean sync) {
        cpu.writeOnce(pmd, 0);
        cpu.unlink(table);
        cpu.sendIpi(1, new Flush(flushed));
        if (sync) {
            cpu.awaitIpi(1);
        }
        cpu.free(table);
    }

    @KernelFunction(value = "gup_fast", in = "mm/gup.c")
    private static void walk(Cpu cpu, Cell pmd, Cell pte, Page table) {
        int flags = cpu.irqSave();
        if (cpu.readOnce(pmd) != 0) {
            cpu.walk(table, pte, 0, Walk.SOFTWARE);
        }
        cpu.irqRestore(flags);
    }
}
