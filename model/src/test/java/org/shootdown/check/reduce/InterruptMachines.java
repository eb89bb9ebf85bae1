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

/** As {@link ConditionMachines}, for what the reductions have to know of interrupts, their senders, and NMIs. */
final class InterruptMachines {
    private InterruptMachines() {}

    static List<Machine> all() {
        return List.of(
                nmiReads(),
                nmiLater(),
                agentSends(),
                interruptedFirst(),
                interruptedAtAWait(),
                waitsTwice(),
                nmiNotes(),
                nmiBetweenStores(),
                nmiWakes(),
                interruptNotes(),
                interruptBetweenStores(),
                interruptWakes(),
                handlerEndsDrained(),
                waitsForAnAnswer(false),
                waitsForAnAnswer(true),
                sendsTwice(),
                waitsForNothing(),
                mayHaveSent(),
                twoSenders(),
                interest());
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

    /** Everything can have come to its end before an NMI comes, or after. */
    static Machine nmiLater() {
        Machine.Builder m = Machine.builder("NMI later");
        Ghost came = m.ghost("came", 1, 0);
        m.cpu("chooses", cpu -> cpu.choose(3));
        m.cpu("idle", Program.IDLE).nmi(cpu -> cpu.note(came, 1), 1);
        return m.observe(came).build();
    }

    /** Everything can have come to its end before an agent sends an IPI, which is counted. */
    static Machine agentSends() {
        Machine.Builder m = Machine.builder("agent sends");
        IpiFunction nothing = new CountedFlush();
        m.cpu("idle", Program.IDLE);
        m.cpu("chooses", cpu -> cpu.choose(3));
        m.agent("environment", agent -> agent.sendIpi(0, nothing));
        return m.build();
    }

    private record CountedFlush() implements IpiFunction {
        @Override
        public void run(Cpu cpu) {}

        @Override
        public Purpose purpose() {
            return Purpose.TLB_FLUSH;
        }
    }

    /** An interrupt comes before a CPU's next step as well, though nobody has sent it yet. */
    static Machine interruptedFirst() {
        Machine.Builder m = Machine.builder("interrupted first");
        Cell busy = m.register("busy", 1, 0);
        Page table = m.page("table", 0);
        IpiFunction looks = new Handler(cpu -> {
            if (cpu.readOnce(busy) == 0) {
                cpu.touch(table, 0, Walk.SOFTWARE);
            }
        });
        m.cpu("becomes busy", cpu -> cpu.writeOnce(busy, 1));
        m.cpu("sender", cpu -> {
            cpu.free(table);
            cpu.sendIpi(0, looks);
        });
        return m.build();
    }

    /** A CPU that waits takes an interrupt before what it waits for has come. */
    static Machine interruptedAtAWait() {
        Machine.Builder m = Machine.builder("interrupted at a wait");
        Cell go = m.cell("go", 1);
        Cell done = m.register("done", 1, 0);
        Page table = m.page("table", 0);
        IpiFunction looks = new Handler(cpu -> {
            if (cpu.readOnce(done) == 0) {
                cpu.touch(table, 0, Walk.SOFTWARE);
            }
        });
        m.cpu("waits", cpu -> {
            cpu.awaitUntil(go, v -> v == 1);
            cpu.writeOnce(done, 1);
        });
        m.cpu("sender", cpu -> {
            cpu.free(table);
            cpu.sendIpi(0, looks);
        });
        m.cpu("goes", cpu -> cpu.writeOnce(go, 1));
        return m.build();
    }

    /** Who has waited for an answer once has it for good. */
    static Machine waitsTwice() {
        Machine.Builder m = Machine.builder("waits twice");
        Cell x = m.cell("x", 1);
        Cell y = m.cell("y", 1, 1);
        ConditionMachines.looksAt(m, x);
        m.cpu("other", cpu -> {
            cpu.writeOnce(y, 0);
            cpu.awaitIpi(0);
            cpu.awaitIpi(0);
            cpu.writeOnce(x, 1);
        });
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
            ConditionMachines.step(cpu);
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
            ConditionMachines.step(cpu);
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
        IpiFunction wakes = new Handler(cpu -> cpu.writeOnce(came, 1));
        ConditionMachines.looksAt(m, x);
        m.cpu("sleeper", cpu -> {
            cpu.awaitUntil(came, v -> v == 1);
            cpu.writeOnce(x, 1);
        });
        m.cpu("idle", Program.IDLE);
        m.cpu("sender", cpu -> cpu.sendIpi(2, wakes));
        return m.build();
    }

    /** A handler returns once its stores have drained, and the task goes on. */
    static Machine handlerEndsDrained() {
        Machine.Builder m = Machine.builder("handler ends drained");
        Cell came = m.cell("came", 1);
        Cell x = m.cell("x", 1);
        IpiFunction stores = new Handler(cpu -> cpu.writeOnce(came, 1));
        ConditionMachines.looksAt(m, x);
        m.cpu("interrupted", cpu -> {
            if (cpu.readOnce(came) == 1) {
                cpu.xchg(x, 1);
            }
        });
        m.cpu("sender", cpu -> cpu.sendIpi(1, stores));
        return m.build();
    }

    /** A sender goes on once it is answered, by a CPU that may take an NMI as well. */
    static Machine waitsForAnAnswer(boolean nmi) {
        Machine.Builder m = Machine.builder("waits for an answer" + (nmi ? " from a CPU with an NMI" : ""));
        Cell x = m.cell("x", 1);
        Cell y = m.cell("y", 1);
        IpiFunction looks = new Handler(cpu -> cpu.readOnce(y));
        ConditionMachines.looksAt(m, x);
        m.cpu("sender", cpu -> {
            cpu.sendIpi(2, looks);
            cpu.awaitIpi(2);
            cpu.writeOnce(x, 1);
        });
        Machine.Builder.CpuBuilder idle = m.cpu("idle", Program.IDLE);
        if (nmi) {
            idle.nmi(cpu -> cpu.readOnce(y), 1);
        }
        return m.build();
    }

    /** A second send waits for the first to be answered. */
    static Machine sendsTwice() {
        Machine.Builder m = Machine.builder("sends twice");
        Cell x = m.cell("x", 1);
        Cell y = m.cell("y", 1);
        IpiFunction looks = new Handler(cpu -> cpu.readOnce(y));
        ConditionMachines.looksAt(m, x);
        m.cpu("sender", cpu -> {
            cpu.sendIpi(2, looks);
            cpu.sendIpi(2, looks);
            cpu.writeOnce(x, 1);
        });
        m.cpu("idle", Program.IDLE);
        return m.build();
    }

    /** Who has sent nothing does not wait for an answer, not even with the number of the CPU in its hands. */
    static Machine waitsForNothing() {
        Machine.Builder m = Machine.builder("waits for nothing");
        Cell x = m.cell("x", 1);
        Cell y = m.cell("y", 1, 1);
        ConditionMachines.looksAt(m, x);
        m.cpu("other", cpu -> {
            cpu.writeOnce(y, 0);
            cpu.awaitIpi(0);
            cpu.writeOnce(x, 1);
        });
        return m.build();
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
