package org.shootdown.check.reduce;

import java.util.List;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Page;
import org.shootdown.machine.Program;
import org.shootdown.machine.Situation;
import org.shootdown.machine.Walk;

/** What {@link Symmetry} has to know: when there is none, and whose view of the members counts. */
final class SymmetryMachines {
    private SymmetryMachines() {}

    static List<Machine> all() {
        return List.of(
                countedInOrder(1),
                countedInOrder(2),
                gracePeriodOfOther(1),
                gracePeriodOfOther(2),
                nobodyNamesThem(),
                wide(8),
                wide(9),
                bystanderFirst(0),
                bystanderFirst(1),
                startsApart(),
                twoNameThem(),
                secondStillNamesThem());
    }

    private record Flush() implements IpiFunction {
        @Override
        public void run(Cpu cpu) {}

        @Override
        public Purpose purpose() {
            return Purpose.TLB_FLUSH;
        }
    }

    /**
     * Two CPUs, of which one leaves a section when the other enters one: no IPI disturbs either if the one that leaves is
     * interrupted first.
     *
     * @param leaving which of the two leaves, in the order in which they began
     */
    static Machine countedInOrder(int leaving) {
        Machine.Builder m = Machine.builder("counted in order, number " + leaving + " leaves");
        Cell began = m.cell("began", 2);
        Cell ready = m.cell("ready", 2);
        Cell stage = m.cell("stage", 2);
        IpiFunction flush = new Flush();
        for (int i = 0; i < 2; i++) {
            Cell second = m.cell("CPU " + i + " began second", 1);
            m.cpu("CPU " + i, cpu -> {
                int flags = cpu.irqSave();
                int number = cpu.addReturn(began, 1);
                cpu.xchg(second, number - 1);
                if (number == leaving) {
                    cpu.addReturn(ready, 1);
                    cpu.awaitUntil(stage, v -> v == 1);
                    cpu.irqRestore(flags);
                    cpu.writeOnce(stage, 2);
                } else {
                    cpu.irqRestore(flags);
                    cpu.addReturn(ready, 1);
                    cpu.writeOnce(stage, 1);
                    cpu.awaitUntil(stage, v -> v == 2);
                    flags = cpu.irqSave();
                    cpu.irqRestore(flags);
                }
            });
        }
        m.cpu("sender", cpu -> {
            cpu.awaitUntil(ready, v -> v == 2);
            cpu.sendIpi(0, flush);
            cpu.sendIpi(1, flush);
        });
        return m.build();
    }

    /**
     * A grace period that waits for one of two CPUs ends when that one leaves its section, though the other has ended.
     *
     * @param reader which of the two it waits for, in the order in which they began
     */
    static Machine gracePeriodOfOther(int reader) {
        Machine.Builder m = Machine.builder("grace period that waits for number " + reader);
        Cell began = m.cell("began", 2);
        Cell started = m.cell("started", 1);
        Cell handedOver = m.cell("handed over", 1);
        Cell ended = m.cell("ended", 1);
        Situation over = m.situation("the grace period is over");
        Program callback = rcu -> rcu.reached(over);
        for (int i = 0; i < 2; i++) {
            m.cpu("CPU " + i, cpu -> {
                if (cpu.addReturn(began, 1) == reader) {
                    cpu.rcuReadLock();
                    cpu.writeOnce(started, 1);
                    cpu.awaitUntil(ended, v -> v == 1);
                    cpu.rcuReadUnlock();
                } else {
                    cpu.awaitUntil(handedOver, v -> v == 1);
                    cpu.writeOnce(ended, 1);
                }
            });
        }
        m.cpu("caller", cpu -> {
            cpu.awaitUntil(started, v -> v == 1);
            cpu.callRcu(callback);
            cpu.writeOnce(handedOver, 1);
        });
        return m.build();
    }

    /** CPUs that are alike, and nobody who names any. */
    static Machine nobodyNamesThem() {
        Machine.Builder m = Machine.builder("nobody names them");
        Cell x = m.cell("x", 2);
        for (int i = 0; i < 2; i++) {
            m.cpu("CPU " + i, cpu -> cpu.addReturn(x, 1));
        }
        return m.observe(x).build();
    }

    /** CPUs with so many cells of their own that what a state holds of one does not fit into a word. */
    static Machine wide(int cells) {
        Machine.Builder m = Machine.builder("wide, " + cells + " cells");
        Cell began = m.cell("began", 2);
        Cell x = m.cell("x", 2);
        for (int i = 0; i < 2; i++) {
            Cell[] own = new Cell[cells];
            for (int c = 0; c < cells; c++) {
                own[c] = m.cell("own " + c + " of " + i, 255);
            }
            m.cpu("CPU " + i, cpu -> {
                for (Cell mine : own) {
                    cpu.xchg(mine, 255);
                }
                cpu.addReturn(began, 1);
                boolean kept = true;
                for (Cell mine : own) {
                    kept &= cpu.readOnce(mine) == 255;
                }
                cpu.addReturn(x, kept ? 1 : 0);
            });
        }
        return m.observe(x).build();
    }

    /**
     * As {@link AwaitRunsMachines#overtaking}, and before the walkers, in the order of processors, a CPU that knows nothing of
     * them.
     */
    static Machine bystanderFirst(int idle) {
        Machine.Builder m = Machine.builder("bystander first, idle is " + idle);
        Cell x = m.cell("x", 1);
        m.cpu("bystander", cpu -> {
            cpu.readOnce(x);
            cpu.readOnce(x);
        });
        AwaitRunsMachines.overtake(m, idle, false);
        return m.build();
    }

    /**
     * Walkers of which one CPU waits for the first to be busy, and then another for both to be idle: that the first is idle
     * again means that the second has begun, if it comes second.
     */
    static Machine twoNameThem() {
        Machine.Builder m = Machine.builder("two name them");
        Cell began = m.cell("began", 2);
        Cell announced = m.cell("announced", 1);
        Cell seen = m.cell("seen", 1);
        Page table = m.page("table", 0);
        Cell[] tracker = {m.cell("tracker 0", 1), m.cell("tracker 1", 1)};
        for (Cell mine : tracker) {
            m.cpu("walker of " + mine, cpu -> {
                cpu.writeOnce(mine, 1);
                if (cpu.addReturn(began, 1) == 1) {
                    cpu.awaitUntil(announced, value -> value == 1);
                } else {
                    cpu.writeOnce(announced, 1);
                    cpu.touch(table, 0, Walk.SOFTWARE);
                }
                cpu.writeOnce(mine, 0);
            });
        }
        m.cpu("freer", cpu -> {
            cpu.awaitUntil(seen, value -> value == 1);
            for (Cell of : tracker) {
                cpu.awaitUntil(of, value -> value == 0);
            }
            cpu.free(table);
        });
        m.cpu("other", cpu -> {
            cpu.awaitUntil(tracker[0], value -> value == 1);
            cpu.writeOnce(seen, 1);
        });
        return m.build();
    }

    /** Two CPUs name a walker, of which the first is through with it before the other has looked. */
    static Machine secondStillNamesThem() {
        Machine.Builder m = Machine.builder("second still names them");
        Cell shared = m.cell("shared", 2);
        Situation[] came = {m.situation("the first one came first"), m.situation("the first one came second")};
        Cell[] own = {m.cell("own 0", 2), m.cell("own 1", 2)};
        for (Cell mine : own) {
            m.cpu("CPU of " + mine, cpu -> cpu.writeOnce(mine, cpu.addReturn(shared, 1)));
        }
        for (int i = 0; i < 2; i++) {
            int at = i;
            m.cpu("watcher of " + i, cpu -> {
                int place = cpu.readOnce(own[at]);
                if (at == 1) {
                    cpu.smpRmb();
                    if (place > 0) {
                        cpu.reached(came[place - 1]);
                    }
                }
            });
        }
        return m.build();
    }

    /**
     * Walkers that differ only in whether their tracker is busy at the start. The freer looks first at the one that is: that
     * it is idle means that the other is idle or done. Had it looked first at the other, that one could still begin.
     */
    static Machine startsApart() {
        Machine.Builder m = Machine.builder("starts apart");
        Cell began = m.cell("began", 2);
        Cell announced = m.cell("announced", 1);
        Page table = m.page("table", 0);
        Cell[] tracker = {m.cell("tracker 0", 1, 1), m.cell("tracker 1", 1, 0)};
        for (Cell mine : tracker) {
            m.cpu("walker of " + mine, cpu -> {
                if (cpu.addReturn(began, 1) == 1) {
                    cpu.awaitUntil(announced, value -> value == 1);
                } else {
                    cpu.writeOnce(mine, 1);
                    cpu.writeOnce(announced, 1);
                    cpu.touch(table, 0, Walk.SOFTWARE);
                }
                cpu.writeOnce(mine, 0);
            });
        }
        m.cpu("freer", cpu -> {
            cpu.readOnce(began); // so that it comes to the place where it waits
            for (Cell of : tracker) {
                cpu.awaitUntil(of, value -> value == 0);
            }
            cpu.free(table);
        });
        return m.build();
    }
}
