package org.shootdown.export;

import java.util.function.Consumer;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Page;
import org.shootdown.machine.Program;
import org.shootdown.machine.Property;
import org.shootdown.machine.Walk;

/** Machines that between them use every kind of step and every part of the environment. */
enum ExportedMachines {
    /** A freer that waits for an acknowledgement from every walker: the protocol the project is about. */
    IPI_4("ipi 4", 68_608, 72_704, b -> ipi(b, 4, true)),

    /** As above, but the freer does not ask. */
    IPI_WITHOUT_BROADCAST("ipi without broadcast", 192, 320, b -> ipi(b, 2, false)),

    STORE_BUFFERING("store buffering", 13, 34, b -> {
        Cell x = b.cell("x", 1);
        Cell y = b.cell("y", 1);
        storeAndLoad(b, x, y);
        storeAndLoad(b, y, x);
    }),

    /** Three stores to two cells, one twice, so that a load must be answered by the youngest. */
    FORWARDING("forwarding", 79, 272, b -> {
        Cell x = b.cell("x", 3);
        Cell y = b.cell("y", 3);
        Ghost seen = b.ghost("seen", 6, 0);
        b.cpu("A", cpu -> {
            cpu.writeOnce(x, 1);
            cpu.writeOnce(y, 1);
            cpu.writeOnce(x, 2);
            cpu.note(seen, cpu.readOnce(x) + cpu.readOnce(y));
            cpu.xchg(y, 3);
        });
        b.cpu("B", cpu -> {
            cpu.writeOnce(y, 2);
            cpu.writeOnce(x, 3);
            cpu.readOnce(y);
        });
    }),

    /** Two CPUs take two locks in opposite orders. */
    LOCK_INVERSION("lock inversion", 19, 33, b -> {
        Cell left = b.cell("left lock", 1);
        Cell right = b.cell("right lock", 1);
        lockBoth(b, left, right);
        lockBoth(b, right, left);
    }),

    /** Handlers with steps of their own, which take turns in the queue of one CPU; a stack of all three contexts. */
    NESTED_CONTEXTS("nested contexts", 2_259, 3_386, b -> {
        Cell x = b.cell("x", 2);
        Cell y = b.cell("y", 2);
        b.cpu("victim", cpu -> {
                    int flags = cpu.irqSave();
                    cpu.writeOnce(x, 1);
                    cpu.irqRestore(flags);
                    cpu.readOnce(y);
                })
                .nmi(cpu -> cpu.writeOnce(y, 2), 2);
        b.cpu("first", cpu -> {
            cpu.sendIpi(0, new Store(x, 2));
            cpu.sendIpi(0, new Store(y, 1));
            cpu.awaitIpi(0);
        });
        b.cpu("second", cpu -> {
            cpu.sendIpi(0, IpiFunction.empty("Nothing", IpiFunction.Purpose.TABLE_SYNC));
            cpu.awaitIpi(0);
            cpu.require(cpu.readOnce(y) != 2, Property.ASSERTION, "an NMI came first");
        });
    }),

    /** A host stops a vCPU inside its read-side section; the table is freed after a grace period. */
    GRACE_PERIODS("grace periods", 240, 321, b -> {
        Cell root = b.cell("root", 1, 1);
        Page table = b.page("table", 1);
        b.cpu("reader", cpu -> {
            cpu.rcuReadLock();
            if (cpu.readOnce(root) == 1) {
                cpu.touch(table, 0, Walk.SOFTWARE);
            }
            cpu.rcuReadUnlock();
            int flags = cpu.irqSave();
            if (cpu.readOnce(root) == 1) {
                cpu.touch(table, 0, Walk.SOFTWARE);
            }
            cpu.irqRestore(flags);
        });
        b.cpu("freer", cpu -> {
            cpu.writeOnce(root, 0);
            cpu.unlink(table);
            cpu.callRcu(new Free(table));
            cpu.synchronizeRcu();
        });
        b.agent("host", cpu -> {
            cpu.stopVcpu(0);
            cpu.resumeVcpu(0);
        });
    }),

    /** As above, but freed at once; and by a callback that does something before its first step. */
    NO_GRACE_PERIOD("no grace period", 318, 498, b -> {
        Cell root = b.cell("root", 1, 1);
        Page table = b.page("table", 2);
        Ghost called = b.ghost("called", 1, 0);
        b.cpu("reader", cpu -> {
            int flags = cpu.irqSave();
            if (cpu.walk(table, root, 0, Walk.SOFTWARE) == 1) {
                cpu.touch(table, 0, Walk.SOFTWARE);
            }
            cpu.irqRestore(flags);
            cpu.awaitUntil(root, v -> v == 0);
        });
        b.cpu("freer", cpu -> {
            cpu.writeOnce(root, 0);
            cpu.callRcu(new NoteThenRelink(called, table));
            if (cpu.choose(2) == 0) {
                cpu.handOver(table, 1);
            } else {
                cpu.free(table);
            }
        });
        b.agent("walker", cpu -> {
            if (cpu.readOnce(root) == 1) {
                cpu.touch(table, 1, Walk.HARDWARE);
            }
        });
    }),

    /** A page freed under a TLB of one entry: flushed by an interrupt that comes too late for the last use. */
    TRANSLATION("translation", 29, 35, b -> {
        Cell tlb = b.cell("tlb", 2, 1);
        Page page = b.page("page", 0);
        b.cpu("user", cpu -> {
            cpu.translate(tlb, 1, page, 0);
            if (cpu.translate(tlb, 1, page, 0) == 0) {
                cpu.translate(tlb, 2, page, 0);
            }
        });
        b.cpu("unmap", cpu -> {
            cpu.unlink(page);
            cpu.sendIpi(0, new Store(tlb, 0));
            cpu.free(page);
        });
    }),

    /** A callback handed over with interrupts off, in a handler and in an NMI, while readers come and go. */
    CALLBACKS_FROM_EVERYWHERE("callbacks from everywhere", 1_728, 2_721, b -> {
        Cell x = b.cell("x", 3);
        Page page = b.page("page", 0);
        b.cpu("A", cpu -> {
                    int flags = cpu.irqSave();
                    cpu.callRcu(new Add(x));
                    cpu.irqRestore(flags);
                    cpu.writeOnce(x, 1);
                })
                .nmi(cpu -> cpu.callRcu(new Free(page)), 1);
        b.cpu("B", cpu -> {
            cpu.sendIpi(0, new CallRcu(new Store(x, 2)));
            cpu.rcuReadLock();
            cpu.touch(page, 0, Walk.SOFTWARE);
            cpu.rcuReadUnlock();
            cpu.repurpose(page);
        });
    });

    private final String title;
    private final long statesUnderSc;
    private final long statesUnderTso;
    private final Consumer<Machine.Builder> parts;

    ExportedMachines(String title, long statesUnderSc, long statesUnderTso, Consumer<Machine.Builder> parts) {
        this.title = title;
        this.statesUnderSc = statesUnderSc;
        this.statesUnderTso = statesUnderTso;
        this.parts = parts;
    }

    /** How many distinct states there are; SPIN counts the same. */
    long states(MemoryModel memory) {
        return memory == MemoryModel.SC ? statesUnderSc : statesUnderTso;
    }

    Machine machine() {
        Machine.Builder builder = Machine.builder(title);
        parts.accept(builder);
        return builder.build();
    }

    private static void ipi(Machine.Builder b, int walkers, boolean broadcast) {
        Cell pmd = b.cell("pmd", 1, 1);
        Page table = b.page("table", 0);
        for (int i = 0; i < walkers; i++) {
            b.cpu("walker " + i, cpu -> {
                int flags = cpu.irqSave();
                if (cpu.readOnce(pmd) != 0) {
                    for (int level = 0; level < 4; level++) {
                        cpu.touch(table, 0, Walk.SOFTWARE);
                    }
                }
                cpu.irqRestore(flags);
            });
        }
        b.cpu("freer", cpu -> {
            cpu.writeOnce(pmd, 0);
            if (broadcast) {
                cpu.callFunctionMany(
                        (1 << walkers) - 1, IpiFunction.empty("Nothing", IpiFunction.Purpose.TABLE_SYNC), true);
            }
            cpu.free(table);
        });
    }

    private static void storeAndLoad(Machine.Builder b, Cell mine, Cell other) {
        Ghost saw = b.ghost("saw " + other, 1, 0);
        b.cpu("sets " + mine, cpu -> {
            cpu.writeOnce(mine, 1);
            cpu.note(saw, cpu.readOnce(other));
        });
    }

    private static void lockBoth(Machine.Builder b, Cell first, Cell second) {
        b.cpu("takes " + first, cpu -> {
            cpu.spinLock(first);
            cpu.spinLock(second);
            cpu.spinUnlock(second);
            cpu.spinUnlock(first);
        });
    }

    private record Store(Cell cell, int value) implements IpiFunction {
        @Override
        public void run(Cpu cpu) {
            cpu.writeOnce(cell, value);
        }

        @Override
        public Purpose purpose() {
            return Purpose.OTHER;
        }
    }

    private record CallRcu(Program callback) implements IpiFunction {
        @Override
        public void run(Cpu cpu) {
            cpu.callRcu(callback);
        }

        @Override
        public Purpose purpose() {
            return Purpose.OTHER;
        }
    }

    private record Free(Page page) implements Program {
        @Override
        public void run(Cpu cpu) {
            cpu.free(page);
        }
    }

    private record NoteThenRelink(Ghost ghost, Page page) implements Program {
        @Override
        public void run(Cpu cpu) {
            cpu.note(ghost, 1);
            cpu.repurpose(page);
            cpu.relink(page);
        }
    }

    private record Add(Cell cell) implements Program {
        @Override
        public void run(Cpu cpu) {
            cpu.readModifyWrite(cell, old -> old < 3 ? old + 1 : old);
        }
    }
}
