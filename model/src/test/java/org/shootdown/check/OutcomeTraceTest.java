package org.shootdown.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.result.Goal;
import org.shootdown.check.result.Trace;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Property;

/** Is there a trace to each outcome that is reached, and none to one that is not? */
class OutcomeTraceTest {
    private static Machine storeBuffering() {
        Machine.Builder m = Machine.builder("SB");
        Cell x = m.cell("x", 1);
        Cell y = m.cell("y", 1);
        Ghost r0 = m.ghost("r0", 1, 0);
        Ghost r1 = m.ghost("r1", 1, 0);
        m.cpu("CPU 0", cpu -> {
            cpu.writeOnce(x, 1);
            cpu.note(r0, cpu.readOnce(y));
        });
        m.cpu("CPU 1", cpu -> {
            cpu.writeOnce(y, 1);
            cpu.note(r1, cpu.readOnce(x));
        });
        return m.observe(r0).observe(r1).build();
    }

    private static Optional<Trace> trace(MemoryModel memory, Integer... outcome) {
        Goal goal = new Goal.Outcome(List.of(outcome), "both loads came first");
        return Checker.trace(storeBuffering(), CheckOptions.exhaustive(memory), goal);
    }

    @Test
    void bothLoadsFirstOnlyWithStoreBuffers() {
        assertThat(trace(MemoryModel.SC, 0, 0)).isEmpty();

        Trace trace = trace(MemoryModel.TSO, 0, 0).orElseThrow();
        assertThat(trace.why()).isEqualTo("both loads came first");
        assertThat(trace.property()).isEqualTo(Property.ASSERTION);
        // Two stores, two loads, and both stores on their way to memory.
        assertThat(trace.events()).hasSize(6);
    }

    @Test
    void everyOtherOutcomeHasATraceOfFourSteps() {
        for (Integer[] outcome : new Integer[][] {{0, 1}, {1, 0}, {1, 1}}) {
            assertThat(trace(MemoryModel.SC, outcome).orElseThrow().events()).hasSize(4);
        }
    }
}
