package org.shootdown.check.reduce;

import java.util.List;
import java.util.stream.Stream;
import org.shootdown.bench.Scaling;
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

/** Small machines that between them use every kind of step and of environment. */
public final class VariedMachines {
    private VariedMachines() {}

    public static List<Machine> all() {
        List<Machine> own = List.of(
                Scaling.broadcast(2),
                Scaling.trackers(2, true),
                Scaling.trackers(2, false),
                handlersAndNmis(),
                interruptedBeforeAStore(),
                host(),
                rcu(true),
                rcu(false),
                deadlock(),
                endsEarly(),
                wide(),
                forwards());
        return Stream.of(
                        own,
                        ConditionMachines.all(),
                        SymmetryMachines.all(),
                        LikenessMachines.all(),
                        MemberMachines.all(),
                        InterchangeableMachines.all(),
                        AwaitRunsMachines.all())
                .flatMap(List::stream)
                .toList();
    }

    private record Count(Cell cell, Cell lock) implements IpiFunction {
        @Override
        public void run(Cpu cpu) {
            cpu.spinLock(lock);
            cpu.writeOnce(cell, cpu.readOnce(cell) + 1);
            cpu.spinUnlock(lock);
        }

        @Override
        public Purpose purpose() {
            return Purpose.TLB_FLUSH;
        }
    }

    /** An interrupt instead of a store to a cell that has sometimes been stored to before: it must leave that store alone. */
    static Machine interruptedBeforeAStore() {
        Machine.Builder m = Machine.builder("interrupted before a store");
        Cell x = m.cell("x", 2);
        Cell lock = m.cell("lock", 1);
        Cell count = m.cell("count", 1);
        Ghost seen = m.ghost("seen", 2, 0);
        m.observe(x);
        m.observe(seen);
        m.cpu("stores", cpu -> cpu.writeOnce(x, 1));
        m.cpu("sends", cpu -> {
            if (cpu.choose(2) == 1) {
                cpu.writeOnce(x, 2);
            }
            cpu.callFunctionMany(1, new Count(count, lock), true);
            cpu.note(seen, cpu.readOnce(x));
        });
        return m.build();
    }

    /** Two CPUs that interrupt a third, which takes an NMI, and costs that depend on what it is doing. */
    static Machine handlersAndNmis() {
        Machine.Builder m = Machine.builder("handlers and NMIs");
        Cell count = m.cell("count", 2);
        Cell lock = m.cell("lock", 1);
        Cell mm = m.cell("mm", 1, 1);
        Ghost inNmi = m.ghost("in NMI", 2, 0);
        Page table = m.page("table", 0);
        m.walkInsideUnlinked("inside");
        Count handler = new Count(count, lock);
        m.cpu("target", cpu -> {
                    int flags = cpu.irqSave();
                    cpu.touch(table, 0, Walk.SOFTWARE);
                    cpu.irqRestore(flags);
                    cpu.writeOnce(mm, 0);
                })
                .nmi(
                        cpu -> {
                            cpu.touch(table, 0, Walk.HARDWARE);
                            cpu.note(inNmi, cpu.readOnce(count));
                        },
                        1)
                .interestedWhile(mm, 1);
        m.cpu("one", cpu -> {
            cpu.writeOnce(mm, 1);
            cpu.unlink(table);
            cpu.callFunctionMany(1, handler, true);
            cpu.free(table);
        });
        m.cpu("two", cpu -> cpu.callFunctionMany(1, handler, cpu.choose(2) == 1));
        return m.observe(count).observe(inNmi).observe(mm).build();
    }

    /** A host that stops a CPU, and a hardware walker. */
    static Machine host() {
        Machine.Builder m = Machine.builder("host");
        Cell pmd = m.cell("pmd", 1, 1);
        Cell preempted = m.cell("preempted", 1);
        Cell tlb = m.register("tlb", 1, 0);
        Page table = m.page("table", 2);
        Situation late = m.situation("late");
        m.cpu("freer", cpu -> {
            cpu.writeOnce(pmd, 0);
            cpu.smpMb();
            if (cpu.readOnce(preempted) == 0) {
                cpu.sendIpi(1, new Flush(tlb));
                cpu.awaitIpi(1);
            }
            cpu.handOver(table, 1);
        });
        m.cpu("walker", cpu -> {
            int flags = cpu.irqSave();
            if (cpu.readOnce(pmd) != 0) {
                cpu.touch(table, 0, Walk.SOFTWARE);
            } else {
                cpu.reached(late);
            }
            cpu.irqRestore(flags);
        });
        m.agent("host", cpu -> {
            cpu.stopVcpu(1);
            cpu.writeOnce(preempted, 1);
            cpu.resumeVcpu(1);
        });
        m.agent("hardware", cpu -> {
            if (cpu.readOnce(pmd) != 0) {
                cpu.writeOnce(tlb, 1);
            }
            if (cpu.readOnce(tlb) != 0) {
                cpu.touch(table, 0, Walk.HARDWARE);
            }
        });
        return m.observe(tlb).observe(preempted).build();
    }

    record Flush(Cell tlb) implements IpiFunction {
        @Override
        public void run(Cpu cpu) {
            cpu.writeOnce(tlb, 0);
        }

        @Override
        public Purpose purpose() {
            return Purpose.TABLE_SYNC;
        }
    }

    private record Free(Page table) implements Program {
        @Override
        public void run(Cpu cpu) {
            cpu.free(table);
        }
    }

    /** Readers against a table that is freed after a grace period, by call_rcu or after waiting for one. */
    static Machine rcu(boolean callback) {
        Machine.Builder m = Machine.builder(callback ? "call_rcu" : "synchronize_rcu");
        Cell pmd = m.cell("pmd", 1, 1);
        Page table = m.page("table", 0);
        m.walkInsideUnlinked("inside");
        m.cpu("rcu reader", cpu -> {
            cpu.rcuReadLock();
            if (cpu.readOnce(pmd) != 0) {
                cpu.touch(table, 0, Walk.SOFTWARE);
            }
            cpu.rcuReadUnlock();
        });
        m.cpu("careless reader", cpu -> {
            if (cpu.readOnce(pmd) != 0) {
                cpu.touch(table, 0, Walk.SOFTWARE);
            }
        });
        m.cpu("freer", cpu -> {
            cpu.writeOnce(pmd, 0);
            cpu.unlink(table);
            if (callback) {
                cpu.callRcu(new Free(table));
            } else {
                cpu.synchronizeRcu();
                cpu.free(table);
            }
        });
        return m.observe(pmd).build();
    }

    /** Two locks taken in opposite orders, and a store that lingers. */
    static Machine deadlock() {
        Machine.Builder m = Machine.builder("deadlock");
        Cell a = m.cell("a", 1);
        Cell b = m.cell("b", 1);
        Cell x = m.cell("x", 2);
        m.cpu("one", cpu -> {
            cpu.writeOnce(x, 1);
            cpu.spinLock(a);
            cpu.spinLock(b);
            cpu.spinUnlock(b);
            cpu.spinUnlock(a);
        });
        m.cpu("two", cpu -> {
            cpu.spinLock(b);
            cpu.spinLock(a);
            cpu.writeOnce(x, 2);
            cpu.spinUnlock(a);
            cpu.spinUnlock(b);
        });
        return m.observe(x).build();
    }

    /** A condition that ends some executions while another CPU still has something to find. */
    static Machine endsEarly() {
        Machine.Builder m = Machine.builder("ends early");
        Cell x = m.cell("x", 1);
        Cell y = m.cell("y", 1);
        Situation both = m.situation("both");
        m.cpu("one", cpu -> {
            cpu.writeOnce(x, 1);
            cpu.require(cpu.readOnce(y) == 1, Property.ASSERTION, "y was still 0");
            cpu.writeOnce(x, 0);
        });
        m.cpu("two", cpu -> {
            cpu.writeOnce(y, 1);
            if (cpu.readOnce(x) == 0) {
                cpu.reached(both);
            }
            cpu.choose(3);
        });
        return m.observe(x).observe(y).build();
    }

    /** Store buffering, where the first CPU looks at the other cell only if it finds its own store, and the other in an NMI. */
    static Machine forwards() {
        Machine.Builder m = Machine.builder("forwards");
        Cell x = m.cell("x", 1);
        Cell y = m.cell("y", 1);
        Ghost one = m.ghost("one", 1, 1);
        Ghost two = m.ghost("two", 1, 1);
        m.cpu("one", cpu -> {
            cpu.writeOnce(x, 1);
            cpu.choose(4);
            if (cpu.readOnce(x) != 0) {
                cpu.note(one, cpu.readOnce(y));
            }
        });
        m.cpu("two", cpu -> cpu.writeOnce(y, 1)).nmi(cpu -> cpu.note(two, cpu.readOnce(x)), 1);
        return m.observe(one).observe(two).build();
    }

    /** A state of more than one word. */
    static Machine wide() {
        Machine.Builder m = Machine.builder("wide");
        Cell[] cells = new Cell[12];
        for (int c = 0; c < cells.length; c++) {
            cells[c] = m.cell("cell " + c, 255);
        }
        for (int p = 0; p < 2; p++) {
            int self = p;
            m.cpu("CPU " + p, cpu -> {
                for (int c = self; c < cells.length; c += 3) {
                    cpu.writeOnce(cells[c], 100 + 50 * self);
                    cpu.writeOnce(cells[(c + 5) % cells.length], 7);
                }
            });
            m.observe(cells[p]);
        }
        return m.build();
    }
}
