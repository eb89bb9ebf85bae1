package org.shootdown.check.reduce;

import java.util.List;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Program;
import org.shootdown.machine.Situation;

/**
 * As {@link ConditionMachines}, for what the reductions have to know of grace periods: when they begin, whom they wait for,
 * and what comes of their callbacks.
 */
final class GracePeriodMachines {
    private GracePeriodMachines() {}

    static List<Machine> all() {
        return List.of(
                callbacksInTurn(),
                callbackBehindAReader(),
                callbackAndItsCaller(),
                callbackWakes(),
                callbackThatOnlyNotes(),
                calledBeforeTheSection(Section.RCU),
                calledBeforeTheSection(Section.INTERRUPTS_OFF),
                calledBeforeTheSection(Section.INTERRUPT),
                calledBeforeTheSection(Section.NMI),
                waitsForAGracePeriod(),
                waitsForAStore(),
                storedAfterTheStart(),
                quiescentBetweenTwoStores(),
                callbackStartsLate(),
                agentInASection());
    }

    private record Put(Cell cell, int value) implements Program {
        @Override
        public void run(Cpu cpu) {
            cpu.writeOnce(cell, value);
        }
    }

    /** The second callback can come before the first, though it is handed over later. */
    static Machine callbacksInTurn() {
        Machine.Builder m = Machine.builder("callbacks in turn");
        Cell x = m.cell("x", 2);
        m.cpu("caller", cpu -> {
            cpu.callRcu(new Put(x, 1));
            cpu.choose(2);
            cpu.callRcu(new Put(x, 2));
        });
        return m.observe(x).build();
    }

    /** As {@link #callbacksInTurn}, where the second one waits for a reader that has something else to do first. */
    static Machine callbackBehindAReader() {
        Machine.Builder m = Machine.builder("callback behind a reader");
        Cell x = m.cell("x", 2);
        Cell called = m.cell("called", 2);
        Cell inside = m.cell("inside", 1);
        m.cpu("caller", cpu -> {
            cpu.callRcu(new Put(x, 1));
            cpu.writeOnce(called, 1);
            cpu.awaitUntil(inside, v -> v == 1);
            cpu.callRcu(new Put(x, 2));
            cpu.writeOnce(called, 2);
        });
        m.cpu("reader", cpu -> {
            cpu.awaitUntil(called, v -> v == 1);
            cpu.rcuReadLock();
            cpu.writeOnce(inside, 1);
            cpu.awaitUntil(called, v -> v == 2);
            cpu.choose(2);
            cpu.rcuReadUnlock();
        });
        return m.observe(x).build();
    }

    /** A callback can run before the next step of the CPU that handed it over. */
    static Machine callbackAndItsCaller() {
        Machine.Builder m = Machine.builder("callback and its caller");
        Cell x = m.cell("x", 1);
        Ghost seen = m.ghost("seen", 1, 0);
        m.cpu("caller", cpu -> {
            cpu.callRcu(new Put(x, 1));
            cpu.note(seen, cpu.readOnce(x));
        });
        return m.observe(seen).build();
    }

    /** A callback can end another CPU's wait. */
    static Machine callbackWakes() {
        Machine.Builder m = Machine.builder("callback wakes");
        Cell called = m.cell("called", 1);
        Cell x = m.cell("x", 1);
        ConditionMachines.looksAt(m, x);
        m.cpu("sleeper", cpu -> {
            cpu.awaitUntil(called, v -> v == 1);
            cpu.writeOnce(x, 1);
        });
        m.cpu("caller", cpu -> cpu.callRcu(new Put(called, 1)));
        return m.build();
    }

    private record Noted(Ghost ghost, int value) implements Program {
        @Override
        public void run(Cpu cpu) {
            cpu.note(ghost, value);
        }
    }

    /** A callback without a step writes a ghost before or after somebody else does. */
    static Machine callbackThatOnlyNotes() {
        Machine.Builder m = Machine.builder("callback that only notes");
        Ghost last = m.ghost("last", 2, 0);
        m.cpu("notes", cpu -> {
            ConditionMachines.step(cpu);
            cpu.note(last, 1);
        });
        m.cpu("caller", cpu -> cpu.callRcu(new Noted(last, 2)));
        return m.observe(last).build();
    }

    /** In {@link #calledBeforeTheSection}: what the section is. */
    private enum Section {
        RCU,
        INTERRUPTS_OFF,
        INTERRUPT,
        NMI
    }

    /** A reader whose section begins after call_rcu can see what the callback does. */
    private static Machine calledBeforeTheSection(Section section) {
        Machine.Builder m = Machine.builder("called before the section, " + section);
        Cell x = m.cell("x", 1);
        Situation inside = m.situation("the callback ran inside the section");
        Program looks = cpu -> {
            if (cpu.readOnce(x) == 1) {
                cpu.reached(inside);
            }
        };
        IpiFunction handler = new Handler(looks);
        switch (section) {
            case RCU ->
                m.cpu("reader", cpu -> {
                    cpu.rcuReadLock();
                    looks.run(cpu);
                    cpu.rcuReadUnlock();
                });
            case INTERRUPTS_OFF ->
                m.cpu("reader", cpu -> {
                    int flags = cpu.irqSave();
                    looks.run(cpu);
                    cpu.irqRestore(flags);
                });
            case INTERRUPT -> {
                m.cpu("reader", Program.IDLE);
                m.cpu("sender", cpu -> cpu.sendIpi(0, handler));
            }
            case NMI -> m.cpu("reader", Program.IDLE).nmi(looks, 1);
        }
        m.cpu("caller", cpu -> cpu.callRcu(new Put(x, 1)));
        return m.build();
    }

    /**
     * A grace period ends inside a section that began after the grace period, but before the end of the one that it waits
     * for.
     */
    static Machine waitsForAGracePeriod() {
        Machine.Builder m = Machine.builder("waits for a grace period");
        Cell inside = m.cell("inside", 1);
        Cell handed = m.cell("handed", 1);
        Cell x = m.cell("x", 1);
        Situation over = m.situation("over inside the section");
        m.cpu("second reader", cpu -> {
            cpu.rcuReadLock();
            cpu.writeOnce(handed, 1);
            if (cpu.readOnce(x) == 1) {
                cpu.reached(over);
            }
            cpu.rcuReadUnlock();
        });
        m.cpu("first reader", cpu -> {
            cpu.rcuReadLock();
            cpu.writeOnce(inside, 1);
            cpu.awaitUntil(handed, v -> v == 1);
            cpu.rcuReadUnlock();
        });
        m.cpu("waits", cpu -> {
            cpu.awaitUntil(inside, v -> v == 1);
            cpu.synchronizeRcu();
            cpu.writeOnce(x, 1);
        });
        return m.build();
    }

    /** A grace period ends once a store is visible, which it can be at any time. */
    static Machine waitsForAStore() {
        Machine.Builder m = Machine.builder("waits for a store");
        Cell x = m.cell("x", 1);
        Cell issued = m.register("issued", 1, 0);
        Cell waited = m.register("waited", 1, 0);
        ConditionMachines.looksAt(m, waited);
        m.cpu("stores", cpu -> {
            cpu.writeOnce(x, 1);
            cpu.writeOnce(issued, 1);
        });
        m.cpu("waits", cpu -> {
            cpu.awaitUntil(issued, v -> v == 1);
            cpu.synchronizeRcu();
            cpu.writeOnce(waited, 1);
        });
        return m.build();
    }

    /** A grace period does not wait for a store that is made after its start. */
    static Machine storedAfterTheStart() {
        Machine.Builder m = Machine.builder("stored after the start");
        Cell x = m.cell("x", 1);
        Cell issued = m.register("issued", 1, 0);
        Situation over = m.situation("over before the store is visible");
        m.cpu("stores", cpu -> {
            cpu.writeOnce(x, 1);
            cpu.writeOnce(issued, 1);
        });
        m.cpu("waits", cpu -> {
            cpu.synchronizeRcu();
            if (cpu.readOnce(issued) == 1 && cpu.readOnce(x) == 0) {
                cpu.reached(over);
            }
        });
        return m.build();
    }

    /** A callback may run between two stores of its CPU: only if the first leaves the buffer before the second is put there. */
    static Machine quiescentBetweenTwoStores() {
        Machine.Builder m = Machine.builder("quiescent between two stores");
        Cell u = m.cell("u", 1);
        Cell lock = m.cell("lock", 1);
        m.cpu("calls", cpu -> {
            int flags = cpu.irqSave();
            cpu.spinLock(lock);
            cpu.callRcu(new Put(u, 1));
            cpu.spinUnlock(lock);
            cpu.irqRestore(flags);
            cpu.writeOnce(u, 0);
        });
        return m.observe(u).build();
    }

    /**
     * A grace period does not wait for a {@code call_rcu} that is made after its start, and that is not visible yet when the
     * grace period is over: a reader that begins then, and waits for the callback, waits for ever.
     */
    static Machine callbackStartsLate() {
        Machine.Builder m = Machine.builder("callback starts late");
        Cell called = m.register("called", 1, 0);
        Cell over = m.register("over", 2, 0);
        Cell x = m.cell("x", 1);
        m.cpu("calls", cpu -> {
            cpu.callRcu(new Put(x, 1));
            cpu.writeOnce(called, 1);
        });
        m.cpu("waits", cpu -> {
            cpu.synchronizeRcu();
            cpu.writeOnce(over, cpu.readOnce(called) == 1 && cpu.readOnce(x) == 0 ? 1 : 2);
        });
        m.cpu("reader", cpu -> {
            if (cpu.awaitUntil(over, v -> v > 0) == 1) {
                cpu.rcuReadLock();
                cpu.awaitUntil(x, v -> v == 1);
                cpu.rcuReadUnlock();
            }
        });
        return m.build();
    }

    /** An agent turns off interrupts that it does not take: no grace period waits for it. */
    static Machine agentInASection() {
        Machine.Builder m = Machine.builder("agent in a section");
        Cell x = m.cell("x", 1);
        m.agent("agent", agent -> {
            int flags = agent.irqSave();
            agent.readOnce(x);
            agent.irqRestore(flags);
        });
        m.cpu("waits", Cpu::synchronizeRcu);
        return m.build();
    }
}
