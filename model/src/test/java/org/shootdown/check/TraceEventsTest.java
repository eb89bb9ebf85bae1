package org.shootdown.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.shootdown.check.explore.Schedule;
import org.shootdown.check.explore.Trace;
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
    @Test
    void eachTransitionIsToldByItsKindContextAndResult() {
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
        Trace trace = Checker.trace(b.build(), CheckOptions.exhaustive(MemoryModel.TSO), Property.ASSERTION)
                .orElseThrow();
        assertThat(trace.events().stream()
                        .map(e -> trace.processors().get(e.processor()) + " " + e.kind() + " " + e.context() + " "
                                + e.op() + " " + e.result()))
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
        assertThat(Checker.replay(b.build(), MemoryModel.TSO, Property.ASSERTION, Schedule.of(trace)))
                .isEqualTo(trace);
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
