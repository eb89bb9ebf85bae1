package org.shootdown.cli;

import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.KernelFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Page;
import org.shootdown.machine.Program;
import org.shootdown.machine.Property;
import org.shootdown.machine.Walk;

/** The machines of {@link SmallCatalogue}. */
final class SmallMachines {
    private SmallMachines() {}

    private static final IpiFunction FLUSH = IpiFunction.empty("flush_tlb_func", IpiFunction.Purpose.TLB_FLUSH);
    private static final IpiFunction SYNC =
            IpiFunction.empty("tlb_remove_table_smp_sync", IpiFunction.Purpose.TABLE_SYNC);

    /** CPU 0 frees a table under CPU 1's walk; CPU 2 idles. The host may preempt CPU 1, whom the flush then omits. */
    static Machine zap(boolean flushInterrupts, boolean sync, boolean preempts) {
        Machine.Builder m = Machine.builder("zap");
        Cell pmd = m.cell("pmd", 1, 1);
        Cell pte = m.cell("pte", 1, 1);
        Cell preempted = m.register("preempted", 1, 0);
        Page table = m.page("table", 0);
        m.walkInsideUnlinked("a walk inside the unlinked table");
        m.cpu("CPU 0", new Zap(pmd, table, preempted, flushInterrupts, sync));
        m.cpu("CPU 1", new Gup(pmd, pte, table));
        m.cpu("CPU 2", Program.IDLE);
        if (preempts) {
            m.agent("host", cpu -> {
                cpu.stopVcpu(1);
                cpu.writeOnce(preempted, 1);
                cpu.resumeVcpu(1);
                cpu.writeOnce(preempted, 0);
            });
        }
        return m.build();
    }

    @KernelFunction(value = "free_pgtables", in = "mm/memory.c")
    private record Zap(Cell pmd, Page table, Cell preempted, boolean flushInterrupts, boolean sync) implements Program {
        @Override
        public void run(Cpu cpu) {
            cpu.xchg(pmd, 0);
            cpu.unlink(table);
            if (flushInterrupts) {
                int mask = cpu.readOnce(preempted) == 0 ? 2 : 0;
                cpu.callFunctionMany(mask, FLUSH, true);
            }
            if (sync) {
                cpu.callFunctionMany(6, SYNC, true);
            }
            cpu.free(table);
        }
    }

    @KernelFunction(value = "gup_fast", in = "mm/gup.c")
    private record Gup(Cell pmd, Cell pte, Page table) implements Program {
        @Override
        public void run(Cpu cpu) {
            int flags = cpu.irqSave();
            if (cpu.readOnce(pmd) != 0) {
                cpu.walk(table, pte, 0, Walk.SOFTWARE);
            }
            cpu.irqRestore(flags);
        }
    }

    /** Both CPUs interrupt each other with interrupts off and wait. */
    static Machine deadlock() {
        Machine.Builder m = Machine.builder("deadlock");
        for (int id = 0; id < 2; id++) {
            int other = 1 - id;
            m.cpu("CPU " + id, cpu -> {
                int flags = cpu.irqSave();
                cpu.sendIpi(other, SYNC);
                cpu.awaitIpi(other);
                cpu.irqRestore(flags);
            });
        }
        return m.build();
    }

    static Machine vacuous() {
        Machine.Builder m = Machine.builder("vacuous");
        m.situation("the walker is inside");
        m.cpu("CPU 0", Program.IDLE);
        return m.build();
    }

    /** SB: both CPUs store, then read the other's cell, and both may read 0. */
    static Machine storeBuffering() {
        Machine.Builder m = Machine.builder("SB");
        Cell x = m.cell("x", 1);
        Cell y = m.cell("y", 1);
        Cell done = m.register("done", 1, 0);
        m.cpu("CPU 0", cpu -> {
            cpu.writeOnce(x, 1);
            if (cpu.readOnce(y) == 0) {
                cpu.writeOnce(done, 1);
            }
        });
        m.cpu("CPU 1", cpu -> {
            cpu.writeOnce(y, 1);
            if (cpu.readOnce(x) == 0) {
                cpu.require(cpu.readOnce(done) == 0, Property.ASSERTION, "both CPUs missed the other's store");
            }
        });
        return m.build();
    }

    /** {@code cpus} CPUs store to a cell of all and watch it: 4 to that power, and more, states. */
    static Machine counters(int cpus) {
        Machine.Builder m = Machine.builder("counters");
        Cell x = m.cell("x", 1);
        Cell y = m.cell("y", 1);
        for (int n = 0; n < cpus; n++) {
            m.cpu("CPU " + n, cpu -> {
                cpu.writeOnce(x, cpu.readOnce(y));
                cpu.writeOnce(y, 1 - cpu.readOnce(x));
                cpu.writeOnce(x, cpu.readOnce(y));
            });
        }
        return m.build();
    }

    /** {@code cpus} CPUs that do not meet, and one that waits for them all: few states if reduced, else 4 to that power. */
    static Machine hidden(int cpus) {
        Machine.Builder m = Machine.builder("hidden");
        Cell[] own = new Cell[cpus];
        for (int n = 0; n < cpus; n++) {
            Cell mine = own[n] = m.cell("cell " + n, 3);
            m.cpu("CPU " + n, cpu -> {
                cpu.writeOnce(mine, 1);
                cpu.writeOnce(mine, 2);
                cpu.writeOnce(mine, 3);
            });
        }
        m.cpu("CPU " + cpus, cpu -> {
            for (Cell cell : own) {
                cpu.awaitUntil(cell, value -> value == 3);
            }
            cpu.require(false, Property.ASSERTION, "all is done");
        });
        return m.build();
    }

    static Machine modelError() {
        Machine.Builder m = Machine.builder("model error");
        Cell x = m.cell("x", 1);
        m.cpu("CPU 0", cpu -> cpu.writeOnce(x, 2));
        return m.build();
    }

    /** Building it never comes to an end. */
    static Machine recursive(Machine inner) {
        Machine other = recursive(inner);
        return inner == null ? other : inner;
    }
}
