package org.shootdown.check.reduce;

import java.util.List;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Page;
import org.shootdown.machine.Program;
import org.shootdown.machine.Situation;
import org.shootdown.machine.Walk;

/**
 * What {@link Interchangeable} has to know: where a program treats members alike, and where a run of sends or of waits may
 * be taken as a set. In most of these machines two CPUs that are alike take a place each, as the first or the second to
 * begin, and then somebody treats CPU 0 and CPU 1 differently, so that it matters which of them has which place.
 */
final class InterchangeableMachines {
    private InterchangeableMachines() {}

    static List<Machine> all() {
        return List.of(
                alike(true),
                alike(false),
                looksAtTheFirst(false),
                looksAtTheFirst(true),
                broadcasts(true),
                broadcasts(false),
                sendsAgain(0, false),
                sendsAgain(0, true),
                sendsAgain(1, false),
                wakes(),
                looksInAHandler(false),
                looksInAHandler(true),
                looksInAnNmi(false),
                looksInAnNmi(true),
                blocked(Between.AN_INTERRUPT, 1),
                blocked(Between.AN_INTERRUPT, 2),
                blocked(Between.AN_NMI, 1),
                blocked(Between.AN_NMI, 2),
                blocked(Between.A_STOP, 1),
                blocked(Between.A_STOP, 2),
                twoSenders(),
                sentBeforeOnOnePath(),
                twoRounds(),
                otherFunction(),
                noteWithASend(1),
                noteWithASend(2),
                sendsToOne(),
                waitsForOne());
    }

    /** Looks at the first one's cell, and tells whether its CPU came first or second. */
    private record LooksAt(Cell cell, Situation first, Situation second) implements IpiFunction {
        @Override
        public void run(Cpu cpu) {
            int place = cpu.readOnce(cell);
            if (place != 0) {
                cpu.smpRmb();
                cpu.reached(place == 1 ? first : second);
            }
        }

        @Override
        public Purpose purpose() {
            return Purpose.OTHER;
        }
    }

    private static LooksAt lookedAt(Machine.Builder m, boolean atTheSecond) {
        Cell shared = m.cell("shared", 2);
        Cell[] cells = {m.cell("own 0", 2), m.cell("own 1", 2)};
        for (Cell mine : cells) {
            m.cpu("CPU of " + mine, cpu -> cpu.writeOnce(mine, cpu.addReturn(shared, 1)));
        }
        return new LooksAt(
                cells[atTheSecond ? 1 : 0], m.situation("its CPU came first"), m.situation("its CPU came second"));
    }

    /** Whose task names nobody can name one in a handler. */
    static Machine looksInAHandler(boolean atTheSecond) {
        Machine.Builder m = Machine.builder("looks in a handler at " + (atTheSecond ? 1 : 0));
        LooksAt looks = lookedAt(m, atTheSecond);
        m.cpu("idle", Program.IDLE);
        m.cpu("sender", cpu -> cpu.sendIpi(2, looks));
        return m.build();
    }

    /** As {@link #looksInAHandler}, in an NMI. */
    static Machine looksInAnNmi(boolean atTheSecond) {
        Machine.Builder m = Machine.builder("looks in an NMI at " + (atTheSecond ? 1 : 0));
        LooksAt looks = lookedAt(m, atTheSecond);
        m.cpu("idle", Program.IDLE).nmi(looks, 1);
        return m.build();
    }

    /** Two CPUs that take a place, wait for what a handler stores to their own cell, and go on as that says. */
    private record Placed(Cell began, Cell[] own) {
        static Placed in(Machine.Builder m, int most, Later later) {
            Placed placed = new Placed(m.cell("began", 2), new Cell[2]);
            for (int i = 0; i < 2; i++) {
                placed.own[i] = m.register("own " + i, most, 0);
            }
            for (Cell mine : placed.own) {
                m.cpu("CPU of " + mine, cpu -> {
                    int place = cpu.addReturn(placed.began, 1);
                    later.run(cpu, place, mine);
                });
            }
            return placed;
        }

        void await(Cpu cpu) {
            cpu.awaitUntil(began, v -> v == 2);
        }
    }

    /** What a CPU does once it has taken its place. */
    private interface Later {
        void run(Cpu cpu, int place, Cell own);
    }

    /** What can come between two sends. */
    private enum Between {
        AN_INTERRUPT,
        AN_NMI,
        A_STOP
    }

    /**
     * Between its two sends somebody holds up the sender until the one at a certain place has been interrupted: for ever, if
     * that is to be sent to as the second.
     */
    private static Machine blocked(Between how, int place) {
        Machine.Builder m = Machine.builder("blocked between two sends by " + how + ", place " + place);
        Cell got = m.cell("got", 2);
        Cell flag = m.cell("flag", 1);
        Placed placed = Placed.in(m, 1, (cpu, at, own) -> {
            cpu.awaitUntil(own, v -> v == 1);
            cpu.addReturn(got, 1);
            if (at == place) {
                cpu.writeOnce(flag, 1);
            }
        });
        IpiFunction sets = new Handler(cpu -> cpu.writeOnce(placed.own[cpu.id()], 1));
        IpiFunction waits = new Handler(cpu -> {
            if (cpu.readOnce(got) != 0) {
                cpu.awaitUntil(flag, v -> v == 1);
            }
        });
        Machine.Builder.CpuBuilder sender = m.cpu("sender", cpu -> {
            placed.await(cpu);
            cpu.sendIpi(0, sets);
            cpu.sendIpi(1, sets);
        });
        switch (how) {
            case AN_INTERRUPT -> m.cpu("other", cpu -> cpu.sendIpi(2, waits));
            case AN_NMI -> sender.nmi(waits, 1);
            case A_STOP ->
                m.agent("host", host -> {
                    host.awaitUntil(got, v -> v == 1);
                    host.stopVcpu(2);
                    host.awaitUntil(flag, v -> v == 1);
                    host.resumeVcpu(2);
                });
        }
        return m.build();
    }

    /**
     * Two CPUs that send to the same ones, in opposite orders: the first can have one CPU's request first and the second the
     * other's in one of two ways only.
     */
    static Machine twoSenders() {
        Machine.Builder m = Machine.builder("two senders in opposite orders");
        Cell[] found = {m.register("found by the first", 3, 0), m.register("found by the second", 3, 0)};
        Placed placed = Placed.in(
                m, 4, (cpu, place, own) -> cpu.writeOnce(found[place - 1], cpu.awaitUntil(own, v -> v == 2 || v == 3)));
        IpiFunction one = new Handler(cpu -> {
            Cell own = placed.own[cpu.id()];
            cpu.writeOnce(own, cpu.readOnce(own) == 0 ? 1 : 3);
        });
        IpiFunction other = new Handler(cpu -> {
            Cell own = placed.own[cpu.id()];
            cpu.writeOnce(own, cpu.readOnce(own) == 1 ? 2 : 4);
        });
        m.cpu("one sender", cpu -> {
            placed.await(cpu);
            cpu.sendIpi(0, one);
            cpu.sendIpi(1, one);
        });
        m.cpu("other sender", cpu -> {
            placed.await(cpu);
            cpu.sendIpi(1, other);
            cpu.sendIpi(0, other);
        });
        return m.observe(found[0]).observe(found[1]).build();
    }

    /** A send that waits for ever on one of two paths that lead to it, so that the other one is never interrupted. */
    static Machine sentBeforeOnOnePath() {
        Machine.Builder m = Machine.builder("sent before on one path");
        Cell never = m.cell("never", 1);
        Cell before = m.cell("sent before", 1);
        Cell count = m.cell("count", 2);
        Situation both = m.situation("both");
        IpiFunction stuck = new Handler(cpu -> {
            if (cpu.addReturn(count, 1) == 2 && cpu.readOnce(before) == 1) {
                cpu.reached(both);
            }
            cpu.awaitUntil(never, v -> v == 1);
        });
        for (int i = 0; i < 2; i++) {
            m.cpu("CPU " + i, cpu -> cpu.readOnce(never));
        }
        m.cpu("sender", cpu -> {
            if (cpu.choose(2) == 1) {
                cpu.writeOnce(before, 1);
                cpu.sendIpi(0, stuck);
            } else {
                cpu.smpRmb();
            }
            cpu.smpWmb();
            cpu.sendIpi(0, stuck);
            cpu.sendIpi(1, stuck);
        });
        return m.build();
    }

    /** A sender that waits for all before it sends to all again. */
    static Machine twoRounds() {
        Machine.Builder m = Machine.builder("two rounds");
        Cell[] served = {m.cell("served by 0", 2), m.cell("served by 1", 2)};
        IpiFunction counts = new Handler(cpu -> cpu.addReturn(served[cpu.id()], 1));
        for (Cell mine : served) {
            m.cpu("CPU of " + mine, cpu -> cpu.readOnce(mine));
        }
        m.cpu("sender", cpu -> {
            cpu.callFunctionMany(3, counts, true);
            cpu.callFunctionMany(3, counts, true);
        });
        return m.build();
    }

    /** Sends of different functions. */
    static Machine otherFunction() {
        Machine.Builder m = Machine.builder("other function");
        Cell[] found = {m.register("found by the first", 2, 0), m.register("found by the second", 2, 0)};
        Placed placed =
                Placed.in(m, 2, (cpu, place, own) -> cpu.writeOnce(found[place - 1], cpu.awaitUntil(own, v -> v > 0)));
        IpiFunction one = new Handler(cpu -> cpu.writeOnce(placed.own[cpu.id()], 1));
        IpiFunction other = new Handler(cpu -> cpu.writeOnce(placed.own[cpu.id()], 2));
        m.cpu("sender", cpu -> {
            placed.await(cpu);
            // It does not know that this cannot be, and so each of the two might be asked for both.
            if (cpu.readOnce(placed.began) == 0) {
                cpu.callFunctionMany(3, one, true);
                cpu.callFunctionMany(3, other, true);
            }
            cpu.sendIpi(0, one);
            cpu.sendIpi(1, other);
        });
        return m.observe(found[0]).observe(found[1]).build();
    }

    /** What belongs to the second send comes before or after what the first one's target does. */
    static Machine noteWithASend(int place) {
        Machine.Builder m = Machine.builder("note with a send, place " + place);
        Ghost last = m.ghost("last", 2, 0);
        Placed placed = Placed.in(m, 1, (cpu, at, own) -> {
            cpu.awaitUntil(own, v -> v == 1);
            if (at == place) {
                cpu.smpRmb();
                cpu.note(last, 2);
            }
        });
        IpiFunction sets = new Handler(cpu -> cpu.writeOnce(placed.own[cpu.id()], 1));
        m.cpu("sender", cpu -> {
            placed.await(cpu);
            cpu.sendIpi(0, sets);
            cpu.sendIpi(1, sets);
            cpu.note(last, 1);
        });
        return m.observe(last).build();
    }

    /** A run of one send, to one of the two. */
    static Machine sendsToOne() {
        Machine.Builder m = Machine.builder("sends to one");
        Situation[] interrupted = {m.situation("the first was interrupted"), m.situation("the second was interrupted")};
        Cell[] begun = {m.register("place of 0", 2, 0), m.register("place of 1", 2, 0)};
        Cell began = m.cell("began", 2);
        for (Cell mine : begun) {
            m.cpu("CPU of " + mine, cpu -> cpu.writeOnce(mine, cpu.addReturn(began, 1)));
        }
        IpiFunction tells = new Handler(cpu -> {
            int place = cpu.readOnce(begun[cpu.id()]);
            if (place > 0) {
                cpu.reached(interrupted[place - 1]);
            }
        });
        m.cpu("sender", cpu -> {
            cpu.awaitUntil(began, v -> v == 2);
            cpu.sendIpi(0, tells);
        });
        return m.build();
    }

    /** Runs of sends to both and of a wait for one of them. */
    static Machine waitsForOne() {
        Machine.Builder m = Machine.builder("waits for one");
        Cell x = m.register("x", 1, 0);
        Cell[] found = {m.register("found by the first", 2, 0), m.register("found by the second", 2, 0)};
        Placed placed =
                Placed.in(m, 2, (cpu, place, own) -> cpu.writeOnce(found[place - 1], cpu.awaitUntil(own, v -> v > 0)));
        IpiFunction looks = new Handler(cpu -> cpu.writeOnce(placed.own[cpu.id()], 1 + cpu.readOnce(x)));
        m.cpu("sender", cpu -> {
            placed.await(cpu);
            cpu.sendIpi(0, looks);
            cpu.sendIpi(1, looks);
            cpu.awaitIpi(0);
            cpu.writeOnce(x, 1);
        });
        return m.observe(found[0]).observe(found[1]).build();
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
}
