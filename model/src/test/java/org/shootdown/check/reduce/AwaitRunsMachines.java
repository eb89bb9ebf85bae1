package org.shootdown.check.reduce;

import java.util.List;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Page;
import org.shootdown.machine.Situation;
import org.shootdown.machine.Walk;

/** What {@link AwaitRuns} has to know: where it means nothing in which order a CPU waits for members. */
final class AwaitRunsMachines {
    private AwaitRunsMachines() {}

    static List<Machine> all() {
        return List.of(
                busyBefore(),
                asksWhich(),
                waitsApart(),
                goesOnAsTheValueTells(1),
                goesOnAsTheValueTells(2),
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

    /** A watcher that waits for a cell of each walker, and looks at the first one again only at one value of its cell. */
    static Machine goesOnAsTheValueTells(int value) {
        Machine.Builder m = Machine.builder("goes on as the value tells, " + value);
        Cell shared = m.cell("shared", 2);
        Situation[] came = {m.situation("the first one came first"), m.situation("the first one came second")};
        Cell[] own = {m.cell("own 0", 2), m.cell("own 1", 2)};
        for (Cell mine : own) {
            m.cpu("CPU of " + mine, cpu -> cpu.writeOnce(mine, cpu.addReturn(shared, 1)));
        }
        m.cpu("watcher", cpu -> {
            cpu.readOnce(shared); // so that it comes to the place where it waits
            int first = cpu.awaitUntil(own[0], v -> v > 0);
            cpu.awaitUntil(own[1], v -> v > 0);
            if (first == value) {
                cpu.reached(came[cpu.readOnce(own[0]) - 1]);
            }
        });
        return m.build();
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
        overtake(m, idle, asks);
        return m.build();
    }

    static void overtake(Machine.Builder m, int idle, boolean asks) {
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
