package org.shootdown.check.reduce;

import java.util.List;
import java.util.stream.Stream;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Page;
import org.shootdown.machine.Program;
import org.shootdown.machine.Property;
import org.shootdown.machine.Situation;
import org.shootdown.machine.Walk;

/**
 * What a {@link Likeness} has to hold. Each machine has two CPUs that are alike but for one thing, and what the first one
 * leaves behind when it comes last is found only as long as they are told apart by that thing. (The first one, since a
 * representative has what has gone further in front.)
 */
final class LikenessMachines {
    private LikenessMachines() {}

    static List<Machine> all() {
        return Stream.concat(
                        Stream.of(Apart.values()).map(LikenessMachines::differ),
                        Stream.of(
                                stores(),
                                goesOnAfterAnotherResult(),
                                readsAnotherOfItsCells(0),
                                readsAnotherOfItsCells(1),
                                takesMoreNmis(),
                                ownCellHoldsMore(),
                                ownCellIsARegister(),
                                calledInAnotherOrder(),
                                calledByOthers()))
                .toList();
    }

    /** What tells the first CPU from the second. */
    private enum Apart {
        GHOST,
        VALUE,
        SITUATION,
        CONDITION,
        /** The second one does nothing there. */
        NOTHING,
        ARGUMENT,
        TABLE,
        PAGE,
        WALK,
        OPERATION,
        AGENT,
        NMI,
        NMI_NOTE,
        HANDLER,
        HANDLER_NOTE
    }

    /** What the CPUs of {@link #differ} act on; of pairs the first is the first CPU's. */
    private record Parts(
            Cell shared, Cell x, Cell y, Ghost[] ghosts, Ghost sawX, Ghost sawY, Situation[] last, Page[] pages) {}

    private static Machine differ(Apart how) {
        Machine.Builder m = Machine.builder("differ in " + how);
        Parts parts = new Parts(
                m.cell("shared", 2),
                m.cell("x", 2),
                m.cell("y", 1),
                new Ghost[] {m.ghost("one", 2, 0), m.ghost("other", 2, 0)},
                m.ghost("saw x", 1, 1),
                m.ghost("saw y", 1, 1),
                new Situation[] {m.situation("the first is last"), m.situation("the second is last")},
                new Page[] {m.page("its page", 1), m.page("the other's page", 1)});
        for (int i = 0; i < 2; i++) {
            int self = i;
            Program program = cpu -> differ(how, cpu, self, parts);
            Machine.Builder.CpuBuilder built =
                    how == Apart.AGENT && i == 0 ? m.agent("CPU " + i, program) : m.cpu("CPU " + i, program);
            if (how == Apart.NMI) {
                built.nmi(cpu -> reachedIf(cpu, cpu.addReturn(parts.x, 1) == 2, parts.last[self]), 1);
            } else if (how == Apart.NMI_NOTE) {
                built.nmi(
                        cpu -> {
                            cpu.note(parts.ghosts[0], 1 + self);
                            if (self == 1) {
                                cpu.note(parts.ghosts[1], 1);
                            }
                        },
                        1);
            }
        }
        IpiFunction function = new Handler(cpu -> handle(how, cpu, parts));
        m.cpu("other", cpu -> other(how, cpu, parts, function));
        return m.observe(parts.ghosts[0])
                .observe(parts.ghosts[1])
                .observe(parts.sawX)
                .observe(parts.sawY)
                .observe(parts.shared)
                .build();
    }

    private static void differ(Apart how, Cpu cpu, int self, Parts parts) {
        if (how == Apart.HANDLER || how == Apart.HANDLER_NOTE || how == Apart.NMI || how == Apart.NMI_NOTE) {
            return;
        }
        int place = cpu.addReturn(parts.shared, 1);
        boolean last = place == 2;
        switch (how) {
            case GHOST -> cpu.note(parts.ghosts[self], place);
            case VALUE -> cpu.note(parts.ghosts[0], 1 + self);
            case SITUATION -> reachedIf(cpu, last, parts.last[self]);
            case CONDITION -> cpu.require(!last, self == 0 ? Property.P1 : Property.ASSERTION, "it is last");
            case NOTHING -> reachedIf(cpu, last && self == 0, parts.last[0]);
            case ARGUMENT -> cpu.writeOnce(parts.x, last ? 1 + self : 0);
            case TABLE -> cpu.xchg(parts.x, last ? 1 + self : 0);
            case PAGE -> {
                if (last) {
                    cpu.touch(parts.pages[self], 0, Walk.SOFTWARE);
                }
            }
            case WALK -> {
                if (last) {
                    cpu.touch(parts.pages[0], 0, self == 0 ? Walk.HARDWARE : Walk.SOFTWARE);
                }
            }
            case OPERATION -> {
                if (last) {
                    cpu.writeOnce(parts.x, 1);
                    if (self == 0) {
                        cpu.smpRmb();
                    } else {
                        cpu.smpMb();
                    }
                    cpu.note(parts.sawY, cpu.readOnce(parts.y));
                }
            }
            default -> {}
        }
    }

    private static void handle(Apart how, Cpu cpu, Parts parts) {
        if (how == Apart.HANDLER_NOTE) {
            cpu.note(parts.ghosts[0], 1 + cpu.id());
        } else {
            reachedIf(cpu, cpu.addReturn(parts.x, 1) == 2, parts.last[cpu.id()]);
        }
    }

    private static void other(Apart how, Cpu cpu, Parts parts, IpiFunction function) {
        switch (how) {
            case ARGUMENT, TABLE -> cpu.note(parts.ghosts[0], cpu.readOnce(parts.x));
            case PAGE, WALK -> cpu.free(parts.pages[0]);
            case OPERATION -> {
                cpu.writeOnce(parts.y, 1);
                cpu.smpMb();
                cpu.note(parts.sawX, cpu.readOnce(parts.x));
            }
            case HANDLER, HANDLER_NOTE -> {
                cpu.sendIpi(0, function);
                cpu.sendIpi(1, function);
            }
            default -> {}
        }
    }

    private static void reachedIf(Cpu cpu, boolean condition, Situation situation) {
        if (condition) {
            cpu.reached(situation);
        }
    }

    /** CPUs that store different values to one cell: the value of the first can come after that of the second. */
    static Machine stores() {
        Machine.Builder m = Machine.builder("stores 1 or 2");
        Cell x = m.cell("x", 2);
        Page table = m.page("table", 0);
        for (int i = 0; i < 2; i++) {
            int value = 1 + i;
            m.cpu("stores " + value, cpu -> cpu.writeOnce(x, value));
        }
        m.cpu("looks", cpu -> {
            cpu.free(table);
            if (cpu.readOnce(x) == 2 && cpu.readOnce(x) == 1) {
                cpu.touch(table, 0, Walk.SOFTWARE);
            }
        });
        return m.build();
    }

    /** CPUs that go on alike, but after different results: that the second is first and the first last leaves nothing. */
    static Machine goesOnAfterAnotherResult() {
        Machine.Builder m = Machine.builder("goes on after another result");
        Cell shared = m.cell("shared", 3);
        Cell x = m.cell("x", 2);
        for (int i = 0; i < 2; i++) {
            int self = i;
            m.cpu("CPU " + i, cpu -> {
                int place = cpu.addReturn(shared, 1);
                if (place == 2 || place == 3 && self == 1) {
                    cpu.addReturn(x, 1);
                }
            });
        }
        m.cpu("other", cpu -> cpu.addReturn(shared, 1));
        return m.observe(x).build();
    }

    /**
     * CPUs that store to two cells each: one reads back the first and the other the second, from which the one sets a flag
     * and the other, if it has seen the flag, uses a freed page. Exchanged while one of them has ended, it is the flag's
     * CPU that comes last, and nobody uses the page.
     *
     * @param readsFirst which CPU reads back the first: in which of two orders states are kept is nothing to lean on
     */
    static Machine readsAnotherOfItsCells(int readsFirst) {
        Machine.Builder m = Machine.builder("CPU " + readsFirst + " reads another of its cells");
        Page page = m.page("page", 0);
        Cell go = m.cell("go", 1);
        Cell flag = m.cell("flag", 1);
        Cell late = m.cell("late", 1);
        Cell[] first = {m.cell("first of 0", 2), m.cell("first of 1", 2)};
        Cell[] second = {m.cell("second of 0", 2), m.cell("second of 1", 2)};
        for (int i = 0; i < 2; i++) {
            int self = i;
            m.cpu("CPU " + i, cpu -> {
                cpu.awaitUntil(go, v -> v == 1);
                cpu.writeOnce(first[self], 1);
                cpu.writeOnce(second[self], 2);
                boolean seen = cpu.readOnce(flag) == 1;
                int mine = cpu.readOnce(self == readsFirst ? first[self] : second[self]);
                if (mine == 2) {
                    cpu.writeOnce(flag, 1);
                } else if (seen) {
                    cpu.touch(page, 0, Walk.SOFTWARE);
                }
            });
        }
        m.cpu("would store", cpu -> {
            cpu.free(page);
            // It does not know that this cannot be, and so each cell might hold all values.
            if (cpu.readOnce(late) == 1) {
                for (int i = 0; i < 2; i++) {
                    cpu.writeOnce(first[i], 2);
                    cpu.writeOnce(second[i], 1);
                }
            }
            cpu.writeOnce(go, 1);
        });
        m.cpu("late", cpu -> {
            cpu.awaitUntil(go, v -> v == 1);
            cpu.writeOnce(late, 1);
        });
        return m.build();
    }

    /** CPUs of which one may take more NMIs: what counts them in the one does not fit into the other. */
    static Machine takesMoreNmis() {
        Machine.Builder m = Machine.builder("takes more NMIs");
        Cell taken = m.cell("taken", 4);
        for (int i = 0; i < 2; i++) {
            m.cpu("CPU " + i, Program.IDLE).nmi(cpu -> cpu.addReturn(taken, 1), i == 0 ? 3 : 1);
        }
        return m.observe(taken).build();
    }

    /** CPUs with two cells of their own, one of which somebody stores more to than a cell of the other can hold. */
    static Machine ownCellHoldsMore() {
        Machine.Builder m = Machine.builder("own cell holds more");
        Cell[] first = {m.register("first of 0", 3, 0), m.register("first of 1", 3, 0)};
        Cell[] second = {m.cell("second of 0", 1), m.cell("second of 1", 1)};
        Cell go = m.cell("go", 1);
        Situation never = m.situation("a cell holds what nobody has stored to it yet");
        for (int i = 0; i < 2; i++) {
            int self = i;
            m.cpu("CPU " + i, cpu -> {
                cpu.awaitUntil(go, v -> v == 1);
                if (cpu.readOnce(second[self]) == 1) {
                    cpu.reached(never);
                }
                cpu.writeOnce(second[self], 1);
                cpu.writeOnce(first[self], 1);
            });
        }
        m.cpu("stores", cpu -> {
            cpu.writeOnce(first[1], 2);
            cpu.writeOnce(go, 1);
        });
        return m.build();
    }

    /** CPUs of which one stores to a register where the other stores to memory, and so has less in its store buffer. */
    static Machine ownCellIsARegister() {
        Machine.Builder m = Machine.builder("own cell is a register");
        Cell x = m.cell("x", 1);
        Cell y = m.cell("y", 1);
        Cell[] own = {m.cell("own 0", 1), m.register("own 1", 1, 0)};
        for (Cell mine : own) {
            m.cpu("CPU of " + mine, cpu -> {
                cpu.writeOnce(mine, 1);
                cpu.smpMb();
                cpu.writeOnce(x, 1);
                cpu.smpMb();
                cpu.writeOnce(y, 1);
            });
        }
        return m.observe(x).observe(y).build();
    }

    private record Adds(Cell cell, List<Integer> values) implements IpiFunction {
        @Override
        public void run(Cpu cpu) {
            values.forEach(value -> cpu.addReturn(cell, value));
        }

        @Override
        public Purpose purpose() {
            return Purpose.OTHER;
        }
    }

    /** CPUs that are asked for the same two functions, but in another order, so that their requests have other numbers. */
    static Machine calledInAnotherOrder() {
        Machine.Builder m = Machine.builder("called in another order");
        Cell sum = m.cell("sum", 8);
        IpiFunction one = new Adds(sum, List.of(1));
        IpiFunction three = new Adds(sum, List.of(2, 1));
        m.cpu("CPU 0", Program.IDLE);
        m.cpu("CPU 1", Program.IDLE);
        m.cpu("sender", cpu -> {
            cpu.sendIpi(0, one);
            cpu.sendIpi(1, three);
            cpu.sendIpi(0, three);
            cpu.sendIpi(1, one);
        });
        return m.observe(sum).build();
    }

    /** CPUs that are asked for the same three functions, but for one of them by another sender. */
    static Machine calledByOthers() {
        Machine.Builder m = Machine.builder("called by others");
        Cell sum = m.cell("sum", 14);
        IpiFunction one = new Adds(sum, List.of(1));
        IpiFunction two = new Adds(sum, List.of(2));
        IpiFunction four = new Adds(sum, List.of(4));
        m.cpu("CPU 0", Program.IDLE);
        m.cpu("CPU 1", Program.IDLE);
        m.cpu("one sender", cpu -> {
            cpu.sendIpi(0, one);
            cpu.sendIpi(1, one);
            cpu.sendIpi(0, two);
        });
        m.cpu("other sender", cpu -> {
            cpu.sendIpi(1, two);
            cpu.sendIpi(0, four);
            cpu.sendIpi(1, four);
        });
        return m.observe(sum).build();
    }
}
