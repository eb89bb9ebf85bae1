package org.shootdown.stress;

import java.util.function.Consumer;
import org.shootdown.kernel.policy.TableSync;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.CpuMask;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Page;
import org.shootdown.machine.Program;
import org.shootdown.machine.Walk;

/**
 * The per-CPU tracker of policy v4, bare: a walker says which mm it walks before it looks, and whoever frees a table
 * interrupts only the CPUs that say so. The entry is cleared by a plain store, as where no flush came before.
 */
final class TrackerMachine {
    private static final int MM = 1;

    private TrackerMachine() {}

    /** What stands between the store to the page table and the reads of the trackers. */
    enum Barrier {
        NONE(cpu -> {}),
        RMB(Cpu::smpRmb),
        MB(Cpu::smpMb);

        private final Consumer<Cpu> barrier;

        Barrier(Consumer<Cpu> barrier) {
            this.barrier = barrier;
        }
    }

    /** The walkers come first; the freer is the last processor. */
    static Machine of(int walkers, Barrier barrier) {
        Machine.Builder b = Machine.builder(walkers + " tracked walkers, barrier " + barrier);
        b.walkInsideUnlinked("a walker is inside the unlinked table");
        Cell pmd = b.cell("pmd", 1, 1);
        Cell pte = b.cell("pte", 1, 1);
        Page table = b.page("table", 0);
        Cell[] trackers = new Cell[walkers];
        for (int w = 0; w < walkers; w++) {
            trackers[w] = b.cell("tracker" + w, MM);
            b.cpu("walker", new Walker(trackers[w], pmd, table, pte));
        }
        b.cpu("freer", new Freer(trackers, pmd, table, barrier));
        return b.build();
    }

    private record Walker(Cell tracker, Cell pmd, Page table, Cell pte) implements Program {
        @Override
        public void run(Cpu cpu) {
            int flags = cpu.irqSave();
            cpu.writeOnce(tracker, MM);
            cpu.smpMb();
            if (cpu.readOnce(pmd) != 0) {
                for (int look = 0; look < IpiMachine.LOOKS; look++) {
                    cpu.walk(table, pte, 0, Walk.SOFTWARE);
                }
            }
            cpu.storeRelease(tracker, 0);
            cpu.irqRestore(flags);
        }
    }

    private record Freer(Cell[] trackers, Cell pmd, Page table, Barrier missing) implements Program {
        @Override
        public void run(Cpu cpu) {
            cpu.writeOnce(pmd, 0);
            cpu.unlink(table);
            missing.barrier.accept(cpu);
            CpuMask walking = cpu.emptyMask();
            cpu.forEachOther(cpu.onlineMask(), target -> {
                if (cpu.readOnce(trackers[target]) == MM) {
                    walking.add(target);
                }
            });
            TableSync.interrupt(cpu, walking);
            cpu.free(table);
        }
    }
}
