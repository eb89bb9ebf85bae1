package org.shootdown.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Property;

/** A CPU that its host has stopped stands still, and goes on when it is resumed. */
class HostTest {
    private final Machine.Builder b = Machine.builder("host");
    private final Cell x = b.cell("x", 2);

    @ParameterizedTest
    @EnumSource(MemoryModel.class)
    void aStoppedCpuStandsStillAndLaterGoesOn(MemoryModel memory) {
        Ghost before = b.ghost("before", 2, 0);
        Ghost after = b.ghost("after", 2, 0);
        Cell over = b.register("over", 1, 0);
        b.cpu("vCPU", cpu -> {
            cpu.writeOnce(x, 1);
            cpu.writeOnce(x, 2);
            cpu.awaitUntil(over, v -> v == 1);
        });
        b.agent("host", host -> {
            host.stopVcpu(0);
            host.note(before, host.readOnce(x));
            host.note(after, host.readOnce(x));
            host.resumeVcpu(0);
            host.writeOnce(over, 1);
        });
        b.observe(x).observe(before).observe(after);
        CheckResult result = Checker.check(b.build(), CheckOptions.exhaustive(memory));
        assertThat(result.outcomes()).containsExactlyInAnyOrder(List.of(2, 0, 0), List.of(2, 1, 1), List.of(2, 2, 2));
        assertThat(result.broken()).isEmpty();
    }

    @Test
    void aCpuThatIsNeverResumedIsADeadlock() {
        b.cpu("vCPU", cpu -> cpu.writeOnce(x, 1));
        b.agent("host", host -> host.stopVcpu(0));
        CheckResult result = Checker.check(b.build(), CheckOptions.exhaustive(MemoryModel.SC));
        assertThat(result.broken()).containsExactly(Property.DEADLOCK);
    }

    /** Of two hosts one waits until the other has let go. */
    @Test
    void aCpuIsStoppedByOneHostAtATime() {
        Ghost both = b.ghost("both", 1, 0);
        Cell stopped = b.register("stopped", 1, 0);
        Cell ends = b.register("ends", 2, 0);
        b.cpu("vCPU", cpu -> cpu.awaitUntil(ends, v -> v == 2));
        for (int i = 0; i < 2; i++) {
            b.agent("host " + i, host -> {
                host.stopVcpu(0);
                if (host.xchg(stopped, 1) == 1) {
                    host.note(both, 1);
                }
                host.writeOnce(stopped, 0);
                host.resumeVcpu(0);
                host.addReturn(ends, 1);
            });
        }
        b.observe(both);
        CheckResult result = Checker.check(b.build(), CheckOptions.exhaustive(MemoryModel.SC));
        assertThat(result.outcomes()).containsExactly(List.of(0));
        assertThat(result.broken()).isEmpty();
    }
}
