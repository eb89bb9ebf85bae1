package org.shootdown.check.reduce;

import java.util.List;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Page;
import org.shootdown.machine.Property;
import org.shootdown.machine.Situation;
import org.shootdown.machine.Walk;

/** Small machines with CPUs that are alike, or nearly so: what symmetry may exchange, and what it may not. */
final class LikeMachines {
    private LikeMachines() {}

    static List<Machine> all() {
        return List.of(
                differ(Apart.GHOST),
                differ(Apart.VALUE),
                differ(Apart.SITUATION),
                differ(Apart.CONDITION),
                differ(Apart.NOTHING),
                busyBefore(),
                asksWhich(),
                waitsApart(),
                alike(true),
                alike(false),
                broadcasts(true),
                broadcasts(false),
                sendsAgain(0, false),
                sendsAgain(0, true),
                sendsAgain(1, false),
                looksAtTheFirst(false),
                looksAtTheFirst(true),
                wakes(),
                startsApart(),
                observesOne(),
                awaits("downwards", true, 2, 1, 0),
                awaits("twice", true, 0, 1, 2, 0, 1, 2),
                awaits("the first two", false, 0, 1),
                awaits("the first one last", true, 1, 2, STEP, 0),
                awaits("one again", false, 0, 2, 1, STEP, 2),
                awaits("from the middle", false, STEP, 1, 2),
                overtaking(0, false),
                overtaking(1, false),
                overtaking(0, true),
                overtaking(1, true));
    }

    /** CPUs that differ in a cell of their own, which a third looks at all at once or one after the other. */
    static Machine alike(boolean oneAfterTheOther) {
        Machine.Builder m = Machine.builder("alike, " + (oneAfterTheOther ? "in order" : "in any order"));
        Cell shared = m.cell("shared", 3);
        Situation first = m.situation("the first is ahead");
        Situation second = m.situation("the second is ahead");
        Cell[] own = {m.cell("own 0", 2), m.cell("own 1", 2), m.cell("own 2", 2)};
        for (Cell mine : own) {
            m.cpu("CPU " + mine, cpu -> {
                cpu.writeOnce(mine, 1);
                if (cpu.addReturn(shared, 1) == 2) {
                    cpu.writeOnce(mine, 2);
                }
            });
        }
        m.cpu("watcher", cpu -> {
            int at = oneAfterTheOther ? 0 : cpu.choose(2);
            if (cpu.readOnce(own[at]) == 2 && cpu.readOnce(own[1 - at]) == 0) {
                cpu.reached(at == 0 ? first : second);
            }
        });
        return m.observe(shared).build();
    }

    /** As {@link #alike} for two CPUs, whose cells are the machine's first ones, in order or not. */
    static Machine looksAtTheFirst(boolean reversed) {
        Machine.Builder m = Machine.builder("looks at the first" + (reversed ? ", reversed" : ""));
        Cell[] cells = {m.cell("cell 0", 2), m.cell("cell 1", 2)};
        Cell shared = m.cell("shared", 2);
        Situation second = m.situation("its CPU came second");
        Situation first = m.situation("its CPU came first");
        for (int i = 0; i < 2; i++) {
            Cell mine = cells[reversed ? 1 - i : i];
            m.cpu("CPU of " + mine, cpu -> cpu.writeOnce(mine, cpu.addReturn(shared, 1)));
        }
        m.cpu("watcher", cpu -> {
            int place = cpu.readOnce(cells[0]);
            if (place != 0) {
                cpu.smpRmb();
                cpu.reached(place == 1 ? first : second);
            }
        });
        return m.build();
    }

    /** Rounds of interrupts to walkers that are alike, with or without waiting, and with a step between two sends. */
    static Machine broadcasts(boolean wait) {
        Machine.Builder m = Machine.builder("broadcasts" + (wait ? "" : " without waiting"));
        Cell pmd = m.cell("pmd", 1, 1);
        Cell tlb = m.register("tlb", 1, 1);
        Page table = m.page("table", 0);
        m.walkInsideUnlinked("inside");
        for (int w = 0; w < 3; w++) {
            m.cpu("walker " + w, cpu -> {
                int flags = cpu.irqSave();
                if (cpu.readOnce(pmd) != 0) {
                    cpu.touch(table, 0, Walk.SOFTWARE);
                }
                cpu.irqRestore(flags);
            });
        }
        m.cpu("freer", cpu -> {
            cpu.sendIpi(2, new VariedMachines.Flush(tlb));
            cpu.writeOnce(pmd, 0);
            cpu.unlink(table);
            cpu.callFunctionMany(7, new VariedMachines.Flush(tlb), wait);
            cpu.free(table);
        });
        return m.observe(tlb).build();
    }

    /** In {@link #awaits}: a step between two waits that walkers can notice. */
    private static final int STEP = -1;

    /**
     * Walkers that are alike and walk twice, and a freer that waits for some of their trackers in some order; which
     * walkers were seen where is told apart.
     */
    static Machine awaits(String name, boolean fenced, int... order) {
        Machine.Builder m = Machine.builder("awaits, " + name);
        Cell pmd = m.cell("pmd", 1, 1);
        Cell stage = m.cell("stage", 1);
        Page table = m.page("table", 0);
        m.walkInsideUnlinked("inside");
        Situation late = m.situation("a walker saw the stage before the entry");
        Cell[] tracker = {m.cell("tracker 0", 1), m.cell("tracker 1", 1), m.cell("tracker 2", 1)};
        for (Cell mine : tracker) {
            m.cpu("walker of " + mine, cpu -> {
                int seen = 0;
                for (int round = 0; round < 2; round++) {
                    cpu.writeOnce(mine, 1);
                    if (fenced) {
                        cpu.smpMb();
                    }
                    if (cpu.readOnce(pmd) != 0) {
                        cpu.touch(table, 0, Walk.SOFTWARE);
                        if (seen == 1) {
                            cpu.reached(late);
                        }
                    }
                    seen = cpu.readOnce(stage);
                    cpu.writeOnce(mine, 0);
                }
            });
        }
        m.cpu("freer", cpu -> {
            cpu.writeOnce(pmd, 0);
            cpu.unlink(table);
            cpu.smpMb();
            for (int w : order) {
                if (w == STEP) {
                    cpu.writeOnce(stage, 1);
                } else {
                    cpu.awaitUntil(tracker[w], value -> value == 0);
                }
            }
            cpu.free(table);
        });
        return m.build();
    }

    /**
     * Walkers that are alike, and a table that is freed too early only if the freer looks at the one that began last
     * before it looks at the other: the last one is idle for a moment, and the first one is busy until that is over.
     *
     * @param idle the value of a tracker that is not to be waited for, 0 or 1
     * @param asks whether the first one asks only once if it is over, so that it can always move, while the freer has many
     *     choices before it looks: partial-order reduction then prefers to follow the walkers
     */
    static Machine overtaking(int idle, boolean asks) {
        Machine.Builder m = Machine.builder("overtaking" + (asks ? " one that asks" : "") + ", idle is " + idle);
        Cell pmd = m.cell("pmd", 1, 1);
        Cell began = m.cell("began", 2);
        Cell late = m.cell("late", 1);
        Cell announced = m.cell("announced", 1);
        Page table = m.page("table", 0);
        Cell[] tracker = {m.cell("tracker 0", 1, idle), m.cell("tracker 1", 1, idle)};
        int busy = 1 - idle;
        for (Cell mine : tracker) {
            m.cpu("walker of " + mine, cpu -> {
                cpu.writeOnce(mine, busy);
                if (cpu.addReturn(began, 1) == 1) {
                    if (!asks) {
                        cpu.awaitUntil(announced, value -> value == 1);
                        cpu.writeOnce(mine, idle);
                    } else if (cpu.readOnce(announced) == 1) {
                        cpu.writeOnce(mine, idle);
                    }
                } else {
                    int entry = cpu.readOnce(pmd);
                    cpu.writeOnce(mine, idle);
                    cpu.smpMb();
                    cpu.writeOnce(late, 1);
                    cpu.writeOnce(mine, busy);
                    cpu.smpMb();
                    cpu.writeOnce(announced, 1);
                    if (entry != 0) {
                        cpu.touch(table, 0, Walk.SOFTWARE);
                    }
                    cpu.writeOnce(mine, idle);
                }
            });
        }
        m.cpu("freer", cpu -> {
            cpu.awaitUntil(late, value -> value == 1);
            cpu.writeOnce(pmd, 0);
            cpu.smpMb();
            if (asks) {
                cpu.choose(4);
            }
            for (Cell of : tracker) {
                cpu.awaitUntil(of, value -> value == idle);
            }
            cpu.free(table);
        });
        return m.build();
    }

    /**
     * The second send to a walker waits for ever, so that the other one is never interrupted.
     *
     * @param walker the one that is sent to twice
     * @param step whether there is a step between these two sends
     */
    static Machine sendsAgain(int walker, boolean step) {
        Machine.Builder m = Machine.builder("sends again to " + walker + (step ? " after a step" : ""));
        Cell count = m.cell("count", 2);
        Cell never = m.cell("never", 1);
        Situation both = m.situation("both");
        Stuck handler = new Stuck(count, never, both);
        for (int w = 0; w < 2; w++) {
            m.cpu("walker " + w, cpu -> cpu.readOnce(never));
        }
        m.cpu("watcher", cpu -> {
            cpu.sendIpi(walker, handler);
            if (step) {
                cpu.readOnce(never);
            }
            cpu.sendIpi(walker, handler);
            cpu.sendIpi(1 - walker, handler);
        });
        return m.build();
    }

    private record Stuck(Cell count, Cell never, Situation both) implements IpiFunction {
        @Override
        public void run(Cpu cpu) {
            if (cpu.addReturn(count, 1) == 2) {
                cpu.reached(both);
            }
            cpu.awaitUntil(never, v -> v == 1);
        }

        @Override
        public Purpose purpose() {
            return Purpose.OTHER;
        }
    }

    /** CPUs that are alike, and another whose stores to a cell of each are still in its buffer when its program is over. */
    static Machine wakes() {
        Machine.Builder m = Machine.builder("wakes");
        Cell[] own = {m.cell("own 0", 1), m.cell("own 1", 1)};
        for (Cell mine : own) {
            m.cpu("sleeper of " + mine, cpu -> cpu.awaitUntil(mine, value -> value == 1));
        }
        m.cpu("waker", cpu -> {
            for (Cell of : own) {
                cpu.writeOnce(of, 1);
            }
        });
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

    /** CPUs that are the same but that one's cell is observed. */
    static Machine observesOne() {
        Machine.Builder m = Machine.builder("observes one");
        Cell shared = m.cell("shared", 2);
        Cell[] own = {m.cell("own 0", 2), m.cell("own 1", 2)};
        for (Cell mine : own) {
            m.cpu("CPU " + mine, cpu -> cpu.writeOnce(mine, cpu.addReturn(shared, 1)));
        }
        return m.observe(own[0]).build();
    }

    /** In {@link #differ}: what tells the first CPU from the second. */
    private enum Apart {
        GHOST,
        VALUE,
        SITUATION,
        CONDITION,
        /** The second has nothing. */
        NOTHING
    }

    /** CPUs that make the same steps, but for what belongs to a step: who comes last leaves something of its own. */
    private static Machine differ(Apart how) {
        Machine.Builder m = Machine.builder("differ in a " + how);
        Cell shared = m.cell("shared", 2);
        Ghost[] ghosts = {m.ghost("one", 2, 0), m.ghost("other", 2, 0)};
        Situation[] last = {m.situation("the first is last"), m.situation("the second is last")};
        Property[] broken = {Property.P1, Property.ASSERTION};
        for (int i = 0; i < 2; i++) {
            int self = i;
            m.cpu("CPU " + i, cpu -> {
                int place = cpu.addReturn(shared, 1);
                switch (how) {
                    case GHOST -> cpu.note(ghosts[self], place);
                    case VALUE -> cpu.note(ghosts[0], 1 + self);
                    case SITUATION -> reachedIf(cpu, place == 2, last[self]);
                    case CONDITION -> cpu.require(place == 1, broken[self], "it is last");
                    case NOTHING -> reachedIf(cpu, place == 2 && self == 0, last[0]);
                }
            });
        }
        if (how == Apart.GHOST || how == Apart.VALUE) {
            m.observe(ghosts[0]).observe(ghosts[1]);
        }
        return m.build();
    }

    private static void reachedIf(Cpu cpu, boolean condition, Situation situation) {
        if (condition) {
            cpu.reached(situation);
        }
    }

    /**
     * Walkers of which the freer waits for the first to be busy before it waits for both to be idle: that the first is idle
     * again means that the second has begun, if it comes second. Were they exchanged, the second could begin too late to be
     * seen.
     */
    static Machine busyBefore() {
        Machine.Builder m = Machine.builder("busy before");
        Cell began = m.cell("began", 2);
        Cell announced = m.cell("announced", 1);
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
            cpu.awaitUntil(tracker[0], value -> value == 1);
            for (Cell of : tracker) {
                cpu.awaitUntil(of, value -> value == 0);
            }
            cpu.free(table);
        });
        return m.build();
    }

    /** A watcher that waits for a cell of each walker, and goes on as the first one's value tells. */
    static Machine asksWhich() {
        Machine.Builder m = Machine.builder("asks which");
        Cell shared = m.cell("shared", 2);
        Situation behind = m.situation("the first came second and the other had been seen");
        Cell[] own = {m.cell("own 0", 2), m.cell("own 1", 2)};
        for (Cell mine : own) {
            m.cpu("CPU of " + mine, cpu -> cpu.writeOnce(mine, cpu.addReturn(shared, 1)));
        }
        m.cpu("watcher", cpu -> {
            cpu.readOnce(shared); // so that it comes to the place where it waits
            int first = cpu.awaitUntil(own[0], value -> value > 0);
            cpu.awaitUntil(own[1], value -> value > 0);
            if (first == 2) {
                cpu.reached(behind);
            }
        });
        return m.build();
    }

    /**
     * A freer that waits for the first walker to be dead and for the second not to be busy: not a set of waits, since a
     * walker that begins is in the way of the one and not of the other.
     */
    static Machine waitsApart() {
        Machine.Builder m = Machine.builder("waits apart");
        Page table = m.page("table", 0);
        Cell[] alive = {m.cell("alive 0", 1, 1), m.cell("alive 1", 1, 1)};
        Cell[] busy = {m.cell("busy 0", 1), m.cell("busy 1", 1)};
        for (int w = 0; w < 2; w++) {
            int self = w;
            m.cpu("walker " + w, cpu -> {
                cpu.writeOnce(busy[self], 1);
                cpu.touch(table, 0, Walk.SOFTWARE);
                cpu.writeOnce(alive[self], 0);
            });
        }
        m.cpu("freer", cpu -> {
            cpu.smpMb(); // so that it comes to the place where it waits
            cpu.awaitUntil(alive[0], value -> value == 0);
            cpu.awaitUntil(busy[1], value -> value == 0);
            cpu.free(table);
        });
        return m.build();
    }
}
