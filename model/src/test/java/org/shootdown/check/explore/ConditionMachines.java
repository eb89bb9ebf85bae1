package org.shootdown.check.explore;

import java.util.List;
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
 * One machine for each thing that {@link PartialOrder} and {@link Dependencies} have to know, as small as can be: a reduced
 * search that did not know it would miss what the machine's comment tells. Between equally good choices the reduction
 * prefers the processor that is declared first, which is why the one that must not run ahead is.
 */
final class ConditionMachines {
    private ConditionMachines() {}

    static List<Machine> all() {
        return List.of(
                forwardedBranch(false),
                forwardedBranch(true),
                forwardedWait(),
                callbacksInTurn(),
                callbackBehindAReader(),
                callbackAndItsCaller(),
                callbackWakes(),
                callbackThatOnlyNotes(),
                calledBeforeTheSection(Section.RCU),
                calledBeforeTheSection(Section.INTERRUPTS_OFF),
                calledBeforeTheSection(Section.INTERRUPT),
                calledBeforeTheSection(Section.NMI),
                nmiReads(),
                nmiNotes(),
                nmiBetweenStores(),
                nmiWakes(),
                interruptNotes(),
                interruptBetweenStores(),
                interruptWakes(),
                handlerEndsDrained(),
                fenceBehindAStore(),
                waitsForAnAnswer(false),
                waitsForAnAnswer(true),
                sendsTwice(),
                waitsForNothing(),
                mayHaveSent(),
                lockIsLetGo(),
                waitsForAGracePeriod(),
                waitsForAStore(),
                storedAfterTheStart(),
                twoSenders(),
                stoppedBefore(Stopped.RUNS),
                stoppedBefore(Stopped.TAKES_INTERRUPTS),
                stoppedBefore(Stopped.TAKES_NMIS),
                resumed(),
                secondPage(),
                agentLater(true),
                agentLater(false),
                endsAtOnce(),
                interest());
    }

    /** An interrupt handler that is a program. */
    private record Handler(Program body) implements IpiFunction {
        @Override
        public void run(Cpu cpu) {
            body.run(cpu);
        }

        @Override
        public Purpose purpose() {
            return Purpose.OTHER;
        }
    }

    /** A step that takes part in nothing, for what belongs to it. */
    private static void step(Cpu cpu) {
        cpu.smpRmb();
    }

    /**
     * What a CPU finds in a cell is its own store as long as that is in its buffer, whatever is in memory. {@code one} writes
     * the ghost because it finds x = 1; {@code two} can write it after that and still find y = 0.
     *
     * @param later whether the store to x is not yet in the buffer when {@code two} is looked at
     */
    static Machine forwardedBranch(boolean later) {
        Machine.Builder m = Machine.builder("forwarded branch" + (later ? ", later" : ""));
        Cell x = m.cell("x", 1);
        Cell y = m.cell("y", 1);
        Ghost last = m.ghost("last", 2, 0);
        Ghost seen = m.ghost("seen", 1, 0);
        m.cpu("one", cpu -> {
            cpu.writeOnce(y, 1);
            if (later) {
                cpu.choose(3);
            }
            cpu.writeOnce(x, 1);
            if (cpu.readOnce(x) == 1) {
                step(cpu);
                cpu.note(last, 1);
            }
        });
        m.cpu("two", cpu -> {
            cpu.note(seen, cpu.readOnce(y));
            cpu.note(last, 2);
        });
        return m.observe(last).observe(seen).build();
    }

    /** As {@link #forwardedBranch}, where {@code one} waits for its own store, and so does not wait. */
    static Machine forwardedWait() {
        Machine.Builder m = Machine.builder("forwarded wait");
        Cell x = m.cell("x", 1);
        Ghost last = m.ghost("last", 2, 0);
        Ghost seen = m.ghost("seen", 1, 0);
        m.cpu("one", cpu -> {
            cpu.writeOnce(x, 1);
            cpu.awaitUntil(x, v -> v == 1);
            step(cpu);
            cpu.note(last, 1);
        });
        m.cpu("two", cpu -> {
            cpu.note(seen, cpu.readOnce(x));
            cpu.note(last, 2);
        });
        return m.observe(last).observe(seen).build();
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
        Ghost seen = m.ghost("seen", 1, 0);
        m.cpu("looks", cpu -> cpu.note(seen, cpu.readOnce(x)));
        m.cpu("sleeper", cpu -> {
            cpu.awaitUntil(called, v -> v == 1);
            cpu.writeOnce(x, 1);
        });
        m.cpu("caller", cpu -> cpu.callRcu(new Put(called, 1)));
        return m.observe(seen).build();
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
            step(cpu);
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

    /** An NMI handler can find a store that is made after the NMI has come. */
    static Machine nmiReads() {
        Machine.Builder m = Machine.builder("NMI reads");
        Cell x = m.cell("x", 1);
        Situation seen = m.situation("the store was seen");
        m.cpu("idle", Program.IDLE)
                .nmi(
                        cpu -> {
                            if (cpu.readOnce(x) == 1) {
                                cpu.reached(seen);
                            }
                        },
                        1);
        m.cpu("stores", cpu -> cpu.writeOnce(x, 1));
        return m.build();
    }

    /** An NMI whose coming writes a ghost can come between another CPU's write of that ghost and the next step of its own. */
    static Machine nmiNotes() {
        Machine.Builder m = Machine.builder("NMI notes");
        Cell came = m.cell("came", 1);
        Ghost last = m.ghost("last", 2, 0);
        Ghost before = m.ghost("before", 1, 0);
        m.cpu("interrupted", cpu -> cpu.note(before, cpu.readOnce(came)))
                .nmi(
                        cpu -> {
                            cpu.note(last, 2);
                            cpu.writeOnce(came, 1);
                        },
                        1);
        m.cpu("other", cpu -> {
            step(cpu);
            cpu.note(last, 1);
        });
        return m.observe(last).observe(before).build();
    }

    /** An NMI comes once the buffer is empty, which it can be before the next store. */
    static Machine nmiBetweenStores() {
        Machine.Builder m = Machine.builder("NMI between stores");
        Cell x = m.cell("x", 1);
        Cell y = m.cell("y", 1);
        Situation between = m.situation("between the stores");
        m.cpu("stores", cpu -> {
                    cpu.writeOnce(x, 1);
                    cpu.writeOnce(y, 1);
                })
                .nmi(
                        cpu -> {
                            if (cpu.readOnce(x) == 1 && cpu.readOnce(y) == 0) {
                                cpu.reached(between);
                            }
                        },
                        1);
        return m.build();
    }

    /** What an NMI handler stores can end another CPU's wait. */
    static Machine nmiWakes() {
        Machine.Builder m = Machine.builder("NMI wakes");
        Cell came = m.cell("came", 1);
        Cell x = m.cell("x", 1);
        Situation seen = m.situation("the store was seen");
        m.cpu("looks", cpu -> {
            if (cpu.readOnce(x) == 1) {
                cpu.reached(seen);
            }
        });
        m.cpu("sleeper", cpu -> {
            cpu.awaitUntil(came, v -> v == 1);
            cpu.writeOnce(x, 1);
        });
        m.cpu("idle", Program.IDLE).nmi(cpu -> cpu.writeOnce(came, 1), 1);
        return m.build();
    }

    /** Taking an interrupt writes a ghost before or after somebody else does. */
    static Machine interruptNotes() {
        Machine.Builder m = Machine.builder("interrupt notes");
        Ghost last = m.ghost("last", 2, 0);
        IpiFunction notes = new Handler(cpu -> cpu.note(last, 2));
        m.cpu("idle", Program.IDLE);
        m.cpu("sender", cpu -> {
            cpu.sendIpi(0, notes);
            step(cpu);
            cpu.note(last, 1);
        });
        return m.observe(last).build();
    }

    /** As {@link #nmiBetweenStores}, for an interrupt. */
    static Machine interruptBetweenStores() {
        Machine.Builder m = Machine.builder("interrupt between stores");
        Cell x = m.cell("x", 1);
        Cell y = m.cell("y", 1);
        Situation between = m.situation("between the stores");
        IpiFunction looks = new Handler(cpu -> {
            if (cpu.readOnce(x) == 1 && cpu.readOnce(y) == 0) {
                cpu.reached(between);
            }
        });
        m.cpu("stores", cpu -> {
            cpu.writeOnce(x, 1);
            cpu.writeOnce(y, 1);
        });
        m.cpu("sender", cpu -> cpu.sendIpi(0, looks));
        return m.build();
    }

    /** As {@link #nmiWakes}, for an interrupt. */
    static Machine interruptWakes() {
        Machine.Builder m = Machine.builder("interrupt wakes");
        Cell came = m.cell("came", 1);
        Cell x = m.cell("x", 1);
        Ghost seen = m.ghost("seen", 1, 0);
        IpiFunction wakes = new Handler(cpu -> cpu.writeOnce(came, 1));
        m.cpu("looks", cpu -> cpu.note(seen, cpu.readOnce(x)));
        m.cpu("sleeper", cpu -> {
            cpu.awaitUntil(came, v -> v == 1);
            cpu.writeOnce(x, 1);
        });
        m.cpu("idle", Program.IDLE);
        m.cpu("sender", cpu -> cpu.sendIpi(2, wakes));
        return m.observe(seen).build();
    }

    /** A handler returns once its stores have drained, and the task goes on. */
    static Machine handlerEndsDrained() {
        Machine.Builder m = Machine.builder("handler ends drained");
        Cell came = m.cell("came", 1);
        Cell x = m.cell("x", 1);
        Ghost seen = m.ghost("seen", 1, 0);
        IpiFunction stores = new Handler(cpu -> cpu.writeOnce(came, 1));
        m.cpu("looks", cpu -> cpu.note(seen, cpu.readOnce(x)));
        m.cpu("interrupted", cpu -> {
            if (cpu.readOnce(came) == 1) {
                cpu.xchg(x, 1);
            }
        });
        m.cpu("sender", cpu -> cpu.sendIpi(1, stores));
        return m.observe(seen).build();
    }

    /** An atomic that waits for the buffer can still come first. */
    static Machine fenceBehindAStore() {
        Machine.Builder m = Machine.builder("fence behind a store");
        Cell x = m.cell("x", 1);
        Cell y = m.cell("y", 1);
        Ghost seen = m.ghost("seen", 1, 0);
        m.cpu("looks", cpu -> cpu.note(seen, cpu.readOnce(x)));
        m.cpu("stores", cpu -> {
            cpu.writeOnce(y, 1);
            cpu.xchg(x, 1);
        });
        return m.observe(seen).build();
    }

    /** A sender goes on once it is answered, by a CPU that may take an NMI as well. */
    static Machine waitsForAnAnswer(boolean nmi) {
        Machine.Builder m = Machine.builder("waits for an answer" + (nmi ? " from a CPU with an NMI" : ""));
        Cell x = m.cell("x", 1);
        Cell y = m.cell("y", 1);
        Ghost seen = m.ghost("seen", 1, 0);
        IpiFunction looks = new Handler(cpu -> cpu.readOnce(y));
        m.cpu("looks", cpu -> cpu.note(seen, cpu.readOnce(x)));
        m.cpu("sender", cpu -> {
            cpu.sendIpi(2, looks);
            cpu.awaitIpi(2);
            cpu.writeOnce(x, 1);
        });
        Machine.Builder.CpuBuilder idle = m.cpu("idle", Program.IDLE);
        if (nmi) {
            idle.nmi(cpu -> cpu.readOnce(y), 1);
        }
        return m.observe(seen).build();
    }

    /** A second send waits for the first to be answered. */
    static Machine sendsTwice() {
        Machine.Builder m = Machine.builder("sends twice");
        Cell x = m.cell("x", 1);
        Cell y = m.cell("y", 1);
        Ghost seen = m.ghost("seen", 1, 0);
        IpiFunction looks = new Handler(cpu -> cpu.readOnce(y));
        m.cpu("looks", cpu -> cpu.note(seen, cpu.readOnce(x)));
        m.cpu("sender", cpu -> {
            cpu.sendIpi(2, looks);
            cpu.sendIpi(2, looks);
            cpu.writeOnce(x, 1);
        });
        m.cpu("idle", Program.IDLE);
        return m.observe(seen).build();
    }

    /** Who has sent nothing does not wait for an answer, not even with the number of the CPU in its hands. */
    static Machine waitsForNothing() {
        Machine.Builder m = Machine.builder("waits for nothing");
        Cell x = m.cell("x", 1);
        Cell y = m.cell("y", 1, 1);
        Ghost seen = m.ghost("seen", 1, 0);
        m.cpu("looks", cpu -> cpu.note(seen, cpu.readOnce(x)));
        m.cpu("other", cpu -> {
            cpu.writeOnce(y, 0);
            cpu.awaitIpi(0);
            cpu.writeOnce(x, 1);
        });
        return m.observe(seen).build();
    }

    /** Who may have sent to a CPU, but did not, does not wait for it. */
    static Machine mayHaveSent() {
        Machine.Builder m = Machine.builder("may have sent");
        Cell x = m.cell("x", 1);
        Cell off = m.register("off", 1, 0);
        Ghost seen = m.ghost("seen", 1, 0);
        IpiFunction looks = new Handler(cpu -> cpu.readOnce(off));
        m.cpu("looks", cpu -> {
            int flags = cpu.irqSave();
            cpu.writeOnce(off, 1);
            cpu.note(seen, cpu.readOnce(x));
            cpu.irqRestore(flags);
        });
        m.cpu("sender", cpu -> {
            cpu.awaitUntil(off, v -> v == 1);
            if (cpu.choose(2) == 1) {
                cpu.sendIpi(0, looks);
            }
            cpu.awaitIpi(0);
            cpu.writeOnce(x, 1);
        });
        return m.observe(seen).build();
    }

    /** A lock that is held will be let go. */
    static Machine lockIsLetGo() {
        Machine.Builder m = Machine.builder("lock is let go");
        Cell x = m.cell("x", 1);
        Cell lock = m.cell("lock", 1, 1);
        Ghost seen = m.ghost("seen", 1, 0);
        m.cpu("looks", cpu -> cpu.note(seen, cpu.readOnce(x)));
        m.cpu("takes", cpu -> {
            cpu.spinLock(lock);
            cpu.writeOnce(x, 1);
        });
        m.cpu("holds", cpu -> cpu.spinUnlock(lock));
        return m.observe(seen).build();
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
        Ghost seen = m.ghost("seen", 1, 0);
        m.cpu("looks", cpu -> cpu.note(seen, cpu.readOnce(waited)));
        m.cpu("stores", cpu -> {
            cpu.writeOnce(x, 1);
            cpu.writeOnce(issued, 1);
        });
        m.cpu("waits", cpu -> {
            cpu.awaitUntil(issued, v -> v == 1);
            cpu.synchronizeRcu();
            cpu.writeOnce(waited, 1);
        });
        return m.observe(seen).build();
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

    /** An IPI that comes while another one is handled disturbs nobody. */
    static Machine twoSenders() {
        Machine.Builder m = Machine.builder("two senders");
        Cell x = m.cell("x", 1);
        IpiFunction looks = new Handler(cpu -> cpu.readOnce(x));
        m.cpu("idle", Program.IDLE);
        m.cpu("one", cpu -> cpu.sendIpi(0, looks));
        m.cpu("two", cpu -> cpu.sendIpi(0, looks));
        return m.build();
    }

    /** In {@link #stoppedBefore}: what the vCPU does before it is stopped. */
    private enum Stopped {
        RUNS,
        TAKES_INTERRUPTS,
        TAKES_NMIS
    }

    /** A host can stop a vCPU after it has done something, too. */
    private static Machine stoppedBefore(Stopped how) {
        Machine.Builder m = Machine.builder("stopped before, " + how);
        Cell x = m.cell("x", 1);
        Situation before = m.situation("the vCPU moved before");
        Program stores = cpu -> cpu.writeOnce(x, 1);
        IpiFunction handler = new Handler(stores);
        m.agent("host", host -> {
            host.stopVcpu(1);
            if (host.readOnce(x) == 1) {
                host.reached(before);
            }
            host.resumeVcpu(1);
        });
        switch (how) {
            case RUNS -> m.cpu("vCPU", stores);
            case TAKES_INTERRUPTS -> {
                m.cpu("vCPU", Program.IDLE);
                m.cpu("sender", cpu -> cpu.sendIpi(1, handler));
            }
            case TAKES_NMIS -> m.cpu("vCPU", Program.IDLE).nmi(stores, 1);
        }
        return m.build();
    }

    /** A vCPU goes on when it is resumed, and can then come first. */
    static Machine resumed() {
        Machine.Builder m = Machine.builder("resumed");
        Cell stopped = m.cell("stopped", 1);
        Cell x = m.cell("x", 1);
        Ghost seen = m.ghost("seen", 1, 0);
        m.cpu("looks", cpu -> cpu.note(seen, cpu.readOnce(x)));
        m.cpu("vCPU", cpu -> {
            if (cpu.readOnce(stopped) == 1) {
                cpu.writeOnce(x, 1);
            }
        });
        m.agent("host", host -> {
            host.stopVcpu(1);
            host.writeOnce(stopped, 1);
            host.resumeVcpu(1);
        });
        return m.observe(seen).build();
    }

    /** A page is freed under whoever is about to look at it; it is not the only one. */
    static Machine secondPage() {
        Machine.Builder m = Machine.builder("second page");
        Page first = m.page("first", 0);
        Page second = m.page("second", 0);
        m.cpu("walker", cpu -> {
            cpu.touch(first, 0, Walk.SOFTWARE);
            cpu.touch(second, 0, Walk.SOFTWARE);
        });
        m.cpu("freer", cpu -> cpu.free(second));
        return m.build();
    }

    /** Everything can have come to its end before an agent of the environment moves, or after. */
    static Machine agentLater(boolean ghost) {
        Machine.Builder m = Machine.builder("agent later, " + (ghost ? "ghost" : "register"));
        Cell register = m.register("register", 1, 0);
        Ghost moved = m.ghost("moved", 1, 0);
        m.cpu("chooses", cpu -> cpu.choose(2));
        m.agent("environment", agent -> {
            agent.writeOnce(register, 1);
            agent.note(moved, 1);
        });
        return (ghost ? m.observe(moved) : m.observe(register)).build();
    }

    /** A condition that fails ends the execution, but others have something to find without that. */
    static Machine endsAtOnce() {
        Machine.Builder m = Machine.builder("ends at once");
        Situation there = m.situation("there");
        m.cpu("fails", cpu -> {
            step(cpu);
            cpu.require(false, Property.ASSERTION, "it always does");
        });
        m.cpu("goes on", cpu -> {
            step(cpu);
            step(cpu);
            cpu.reached(there);
        });
        return m.build();
    }

    /** Whether an IPI disturbs can depend on a cell that somebody else writes. */
    static Machine interest() {
        Machine.Builder m = Machine.builder("interest");
        Cell mm = m.cell("mm", 1);
        IpiFunction looks = new Handler(cpu -> cpu.readOnce(mm));
        m.cpu("sender", cpu -> cpu.sendIpi(1, looks));
        m.cpu("target", Program.IDLE).interestedWhile(mm, 1);
        m.cpu("switches", cpu -> cpu.writeOnce(mm, 1));
        return m.build();
    }
}
