package org.shootdown.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.result.Schedule;
import org.shootdown.check.result.Trace;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Page;
import org.shootdown.machine.Program;
import org.shootdown.machine.Property;
import org.shootdown.machine.Walk;

/** One execution through every kind of transition, told as what it is. */
class TraceEventsTest {
    private static Machine everything() {
        Machine.Builder b = Machine.builder("everything");
        Cell x = b.cell("x", 3);
        Cell turn = b.register("turn", 9, 0);
        Page page = b.page("page", 0);
        Ghost called = b.ghost("called", 1, 0);
        Program first = cpu -> cpu.readModifyWrite(turn, old -> old == 5 ? 6 : old);
        Program second = cpu -> {
            cpu.note(called, 1);
            cpu.awaitUntil(turn, v -> v == 6);
            cpu.writeOnce(turn, 7);
        };
        b.cpu("target", cpu -> {
                    cpu.awaitUntil(turn, v -> v == 3);
                    cpu.rcuReadLock();
                    cpu.walk(page, x, 0, Walk.SOFTWARE);
                    cpu.rcuReadUnlock();
                    cpu.writeOnce(turn, 4);
                })
                .nmi(
                        cpu -> {
                            cpu.touch(page, 0, Walk.HARDWARE);
                            cpu.readModifyWrite(turn, old -> old == 4 ? 5 : old);
                        },
                        1);
        b.cpu("leads", cpu -> {
            cpu.writeOnce(x, 2);
            cpu.sendIpi(0, new Handler(x));
            cpu.awaitIpi(0);
            int chosen = cpu.choose(3);
            cpu.writeOnce(turn, chosen == 2 ? 3 : 1);
            cpu.awaitUntil(turn, v -> v == 5);
            cpu.callRcu(first);
            cpu.callRcu(second);
            cpu.awaitUntil(turn, v -> v == 7);
            cpu.synchronizeRcu();
            cpu.writeOnce(turn, 8);
            cpu.awaitUntil(turn, v -> v == 9);
            cpu.require(cpu.readOnce(x) != 3, Property.ASSERTION, "the end");
        });
        b.agent("host", host -> {
            host.awaitUntil(turn, v -> v == 8);
            host.stopVcpu(0);
            host.resumeVcpu(0);
            host.writeOnce(turn, 9);
        });
        return b.build();
    }

    private static Trace trace(Machine machine, Property property) {
        return Checker.trace(machine, CheckOptions.exhaustive(MemoryModel.TSO), property)
                .orElseThrow();
    }

    @Test
    void eachTransitionIsToldByItsKindContextAndResult() {
        Trace trace = trace(everything(), Property.ASSERTION);
        assertThat(trace.events().stream()
                        .map(e -> trace.processors().get(e.processor()) + " " + e.kind() + " " + e.context() + " "
                                + e.op() + " " + e.turn().result()))
                .containsExactly(
                        "leads STEP TASK WRITE 0",
                        "leads DRAIN TASK null 0",
                        "leads STEP TASK SEND_IPI 0",
                        "target INTERRUPT IRQ null 0",
                        "target STEP IRQ RMW 2",
                        "target INTERRUPT_RETURN IRQ null 0",
                        "leads STEP TASK AWAIT_IPI 0",
                        "leads STEP TASK CHOOSE 2",
                        "leads STEP TASK WRITE 0",
                        "target STEP TASK AWAIT 3",
                        "target STEP TASK RCU_LOCK 0",
                        "target STEP TASK WALK 3",
                        "target STEP TASK RCU_UNLOCK 0",
                        "target STEP TASK WRITE 0",
                        "target NMI NMI null 0",
                        "target STEP NMI TOUCH 0",
                        "target STEP NMI RMW 4",
                        "target NMI_RETURN NMI null 0",
                        "leads STEP TASK AWAIT 5",
                        "leads STEP TASK CALL_RCU 0",
                        "leads STEP TASK CALL_RCU 0",
                        "leads DRAIN TASK null 0",
                        "leads DRAIN TASK null 0",
                        "RCU 0 STEP RCU RMW 5",
                        "RCU 1 CALLBACK RCU null 0",
                        "RCU 1 STEP RCU AWAIT 6",
                        "RCU 1 STEP RCU WRITE 0",
                        "leads STEP TASK AWAIT 7",
                        "leads STEP TASK RCU_START 0",
                        "leads STEP TASK RCU_WAIT 0",
                        "leads STEP TASK WRITE 0",
                        "host STEP TASK AWAIT 8",
                        "host STEP TASK STOP_VCPU 0",
                        "host STEP TASK RESUME_VCPU 0",
                        "host STEP TASK WRITE 0",
                        "leads STEP TASK AWAIT 9",
                        "leads STEP TASK READ 3");
        assertThat(Checker.replay(everything(), MemoryModel.TSO, Property.ASSERTION, Schedule.of(trace)))
                .isEqualTo(trace);
    }

    /** What happened, the other CPU concerned, what is in the store buffer afterwards, and whether interrupts are off. */
    @Test
    void eachTransitionIsToldInWords() {
        assertThat(trace(everything(), Property.ASSERTION).events().stream().map(TraceEventsTest::inWords))
                .containsExactly(
                        "x = 2 [x=2]",
                        "store x=2 reaches memory",
                        "send_IPI(CPU 0, Handler) (0)",
                        "<interrupt> Handler (1) irqs off",
                        "atomic(x): 2 -> 3 irqs off",
                        "</interrupt> (1)",
                        "csd_lock_wait(CPU 0) (0)",
                        "choose(3) = 2",
                        "turn = 3",
                        "smp_cond_load_relaxed(turn) = 3",
                        "rcu_read_lock()",
                        "load x = 3 from page",
                        "rcu_read_unlock()",
                        "turn = 4",
                        "<NMI> target NMI irqs off",
                        "use page irqs off",
                        "atomic(turn): 4 -> 5 irqs off",
                        "</NMI>",
                        "smp_cond_load_relaxed(turn) = 5",
                        "call_rcu(TraceEventsTest lambda) [call_rcu]",
                        "call_rcu(TraceEventsTest lambda) [call_rcu, call_rcu]",
                        "call_rcu becomes visible [call_rcu]",
                        "call_rcu becomes visible",
                        "atomic(turn): 5 -> 6",
                        "<callback> TraceEventsTest lambda",
                        "smp_cond_load_relaxed(turn) = 6",
                        "turn = 7",
                        "smp_cond_load_relaxed(turn) = 7",
                        "synchronize_rcu()",
                        "wait_for_completion()",
                        "turn = 8",
                        "smp_cond_load_relaxed(turn) = 8",
                        "stop(CPU 0) (0, stopped)",
                        "resume(CPU 0) (0)",
                        "turn = 9",
                        "smp_cond_load_relaxed(turn) = 9",
                        "READ_ONCE(x) = 3");
    }

    private static String inWords(Trace.Event e) {
        return e.text()
                + (e.other().isEmpty()
                        ? ""
                        : " (" + e.other().getAsInt() + (e.after().otherStopped() ? ", stopped" : "") + ")")
                + (e.after().buffer().isEmpty() ? "" : " " + e.after().buffer())
                + (e.after().irqOff() ? " irqs off" : "");
    }

    /** Each CPU that has not come to its end is told with what it waits for, in whatever context that is. */
    @Test
    void aDeadlockIsToldByWhatEachCpuWaitsFor() {
        Machine.Builder b = Machine.builder("deadlock");
        Cell never = b.cell("never", 1);
        Cell stage = b.register("stage", 4, 0);
        b.cpu("ends", Program.IDLE);
        b.cpu("in its task", cpu -> cpu.awaitUntil(never, v -> v == 1));
        b.cpu("in a handler", cpu -> cpu.awaitUntil(never, v -> v == 1));
        b.cpu("with an NMI", cpu -> cpu.awaitUntil(never, v -> v == 1)).nmi(cpu -> cpu.spinLock(stage), 1);
        b.cpu("stopped", cpu -> {
            cpu.awaitUntil(stage, v -> v == 2);
            cpu.smpMb();
        });
        b.cpu("sender", cpu -> {
            cpu.sendIpi(2, new Waits(never));
            cpu.writeOnce(stage, 1);
            cpu.awaitIpi(2);
        });
        b.agent("host", host -> {
            host.awaitUntil(stage, v -> v == 1);
            host.stopVcpu(4);
            host.writeOnce(stage, 2);
            host.awaitUntil(never, v -> v == 1);
        });
        String why = trace(b.build(), Property.DEADLOCK).why().replaceAll("TraceEventsTest.java:\\d+", "LINE");
        assertThat(why)
                .isEqualTo("nothing can move, and not everything is finished: "
                        + "in its task waits in smp_cond_load_relaxed(never) at LINE; "
                        + "in a handler waits in Waits, smp_cond_load_relaxed(never) at LINE; "
                        + "with an NMI waits in with an NMI NMI, spin_lock(stage) at LINE; "
                        + "stopped is stopped by its host; "
                        + "sender waits in csd_lock_wait(CPU 2) at LINE");
    }

    private record Waits(Cell never) implements IpiFunction {
        @Override
        public void run(Cpu cpu) {
            cpu.awaitUntil(never, v -> v == 1);
        }

        @Override
        public Purpose purpose() {
            return Purpose.OTHER;
        }
    }

    private record Touches(Page page) implements Program {
        @Override
        public void run(Cpu cpu) {
            cpu.touch(page, 0, Walk.SOFTWARE);
        }
    }

    /** Who looked, from where, at what. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "false | a walker in Touches, use page, which is freed",
                "true  | RCU callback in Touches, use page, which is freed"
            })
    void aBadLookIsToldByWhoLooked(boolean callback, String who) {
        Machine.Builder b = Machine.builder("bad look");
        Page page = b.page("page", 0);
        Program touches = new Touches(page);
        if (callback) {
            b.cpu("caller", cpu -> cpu.callRcu(touches));
        } else {
            b.cpu("a walker", touches);
        }
        b.cpu("freer", cpu -> cpu.free(page));
        assertThat(trace(b.build(), Property.P1).why()).isEqualTo(Property.P1.meaning() + ": " + who);
    }

    private record Handler(Cell x) implements IpiFunction {
        @Override
        public void run(Cpu cpu) {
            cpu.readModifyWrite(x, old -> 3);
        }

        @Override
        public Purpose purpose() {
            return Purpose.OTHER;
        }
    }
}
