package org.shootdown.bench;

import org.shootdown.machine.Cell;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Page;
import org.shootdown.machine.Program;
import org.shootdown.machine.Walk;

/**
 * Two protocols in their barest form with as many walkers as one likes: what the speed of the checker is measured on,
 * and compared on with other checkers.
 */
public final class Scaling {
    /** Page-table levels below the one that is unlinked. */
    public static final int LEVELS = 4;

    private Scaling() {}

    /**
     * Walkers with interrupts off, and a freer that unlinks the table, interrupts every walker, waits for each and
     * frees: {@code tlb_remove_table_sync_one} as it always was. The transition system is that of the Promela model
     * with one process per CPU and one transition per step.
     */
    public static Machine broadcast(int walkers) {
        Machine.Builder m = Machine.builder("broadcast, " + walkers + " walkers");
        Cell pmd = m.cell("pmd", 1, 1);
        Page table = m.page("table", 0);
        Program walk = cpu -> {
            int flags = cpu.irqSave();
            if (cpu.readOnce(pmd) != 0) {
                for (int level = 0; level < LEVELS; level++) {
                    cpu.touch(table, 0, Walk.SOFTWARE);
                }
            }
            cpu.irqRestore(flags);
        };
        for (int w = 0; w < walkers; w++) {
            m.cpu("walker " + w, walk.named("walker"));
        }
        IpiFunction sync = IpiFunction.empty("sync", IpiFunction.Purpose.TABLE_SYNC);
        m.cpu("freer", cpu -> {
            cpu.writeOnce(pmd, 0);
            for (int w = 0; w < walkers; w++) {
                cpu.sendIpi(w, sync);
            }
            for (int w = 0; w < walkers; w++) {
                cpu.awaitIpi(w);
            }
            cpu.free(table);
        });
        return m.build();
    }

    /**
     * Walkers that each announce themselves in a tracker of their own, and a freer that unlinks the table, waits until
     * no tracker is set, and frees: Dekker's algorithm, {@code walkers} times.
     *
     * @param fenced whether walkers have a full barrier between their announcement and their walk
     */
    public static Machine trackers(int walkers, boolean fenced) {
        Machine.Builder m = Machine.builder("trackers, " + walkers + " walkers" + (fenced ? "" : ", no fence"));
        Cell pmd = m.cell("pmd", 1, 1);
        Page table = m.page("table", 0);
        Cell[] tracker = new Cell[walkers];
        for (int w = 0; w < walkers; w++) {
            Cell mine = m.cell("tracker " + w, 1);
            tracker[w] = mine;
            m.cpu("walker " + w, cpu -> {
                cpu.writeOnce(mine, 1);
                if (fenced) {
                    cpu.smpMb();
                }
                if (cpu.readOnce(pmd) != 0) {
                    cpu.touch(table, 0, Walk.SOFTWARE);
                }
                cpu.writeOnce(mine, 0);
            });
        }
        m.cpu("freer", cpu -> {
            cpu.writeOnce(pmd, 0);
            cpu.smpMb();
            for (int w = 0; w < walkers; w++) {
                cpu.awaitUntil(tracker[w], value -> value == 0);
            }
            cpu.free(table);
        });
        return m.build();
    }
}
