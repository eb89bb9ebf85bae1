package org.shootdown.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Observation;

/** A host stops and resumes vCPUs at any step. */
class LiveHostTest {
    @Test
    void aStoppedVcpuTakesNoStep() throws InterruptedException {
        Machine.Builder b = Machine.builder("stop");
        Cell counter = b.cell("counter", 4);
        Ghost moved = b.ghost("moved while stopped", 4, 0);
        b.observe(counter).observe(moved);
        b.cpu("vcpu", cpu -> {
            int flags = cpu.irqSave();
            for (int i = 1; i <= 4; i++) {
                cpu.writeOnce(counter, i);
            }
            cpu.irqRestore(flags);
        });
        b.agent("host", cpu -> {
            for (int times = 0; times < 2; times++) {
                cpu.stopVcpu(0);
                int before = cpu.readOnce(counter);
                cpu.note(moved, cpu.readOnce(counter) - before);
                cpu.resumeVcpu(0);
            }
        });
        assertThat(LiveTesting.observe(b.build())).containsExactly(new Observation(List.of(4, 0), 0, 0));
    }

    @Test
    void anAgentThatWaitsInVainIsLeftOutOnceTheCpusHaveEnded() throws InterruptedException {
        Machine.Builder b = Machine.builder("agent");
        Cell never = b.cell("never", 1);
        Cell done = b.cell("done", 1);
        b.observe(done);
        b.cpu("0", cpu -> cpu.writeOnce(done, 1));
        b.agent("agent", cpu -> {
            cpu.awaitUntil(never, v -> v == 1);
            cpu.writeOnce(done, 0);
        });
        assertThat(LiveTesting.observe(b.build())).containsExactly(new Observation(List.of(1), 0, 0));
    }
}
