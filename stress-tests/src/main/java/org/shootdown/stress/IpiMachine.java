package org.shootdown.stress;

import org.shootdown.kernel.policy.TableSync;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.CpuMask;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Page;
import org.shootdown.machine.Program;
import org.shootdown.machine.Walk;

/** Walkers that look at a table with interrupts off, and a freer that may interrupt each of them before it frees. */
public final class IpiMachine {
    /** How often a walker looks at the table. */
    public static final int LOOKS = 4;

    private IpiMachine() {}

    /** The walkers come first; the freer is the last processor. */
    static Machine of(int walkers, boolean interrupt) {
        Machine.Builder b = Machine.builder(walkers + (interrupt ? " walkers, with IPI" : " walkers, without IPI"));
        b.walkInsideUnlinked("a walker is inside the unlinked table");
        Cell pmd = b.cell("pmd", 1, 1);
        Cell pte = b.cell("pte", 1, 1);
        Page table = b.page("table", 0);
        for (int w = 0; w < walkers; w++) {
            b.cpu("walker", new Walker(pmd, table, pte));
        }
        b.cpu("freer", new Freer(pmd, table, interrupt ? (1 << walkers) - 1 : 0));
        return b.build();
    }

    /** Looks at {@code table} with interrupts off, if {@code pmd} says that it is there. */
    public record Walker(Cell pmd, Page table, Cell pte) implements Program {
        @Override
        public void run(Cpu cpu) {
            int flags = cpu.irqSave();
            if (cpu.readOnce(pmd) != 0) {
                for (int look = 0; look < LOOKS; look++) {
                    cpu.walk(table, pte, 0, Walk.SOFTWARE);
                }
            }
            cpu.irqRestore(flags);
        }
    }

    private record Freer(Cell pmd, Page table, int interrupted) implements Program {
        @Override
        public void run(Cpu cpu) {
            cpu.writeOnce(pmd, 0);
            cpu.unlink(table);
            TableSync.interrupt(cpu, CpuMask.of(interrupted));
            cpu.free(table);
        }
    }
}
