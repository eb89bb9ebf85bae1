package org.shootdown.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.result.Verdict;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.ModelError;
import org.shootdown.machine.Observation;
import org.shootdown.machine.Page;
import org.shootdown.machine.Program;
import org.shootdown.machine.Property;
import org.shootdown.machine.Walk;

/** Whom a grace period waits for, when it is over, and what runs then. */
class GracePeriodTest {
    private final Machine.Builder b = Machine.builder("grace period");

    /** How the walker protects its walk. */
    private enum Reader {
        RCU_READ_LOCK,
        IRQ_OFF,
        IRQ_HANDLER,
        NMI_HANDLER,
        NONE
    }

    @ParameterizedTest
    @CsvSource({
        "RCU_READ_LOCK, true", "RCU_READ_LOCK, false",
        "IRQ_OFF, true", "IRQ_OFF, false",
        "IRQ_HANDLER, true", "IRQ_HANDLER, false",
        "NMI_HANDLER, true", "NMI_HANDLER, false",
        "NONE, true", "NONE, false"
    })
    void waitsForReadersOfEachKindAndForNobodyElse(Reader reader, boolean callback) {
        Cell entry = b.cell("entry", 1, 1);
        Page table = b.page("table", 0);
        b.walkInsideUnlinked("inside");
        Program walk = cpu -> {
            if (cpu.readOnce(entry) != 0) {
                cpu.touch(table, 0, Walk.SOFTWARE);
            }
        };
        b.cpu("bystander", Program.IDLE);
        switch (reader) {
            case RCU_READ_LOCK ->
                b.cpu("walker", cpu -> {
                    cpu.rcuReadLock();
                    walk.run(cpu);
                    cpu.rcuReadUnlock();
                });
            case IRQ_OFF ->
                b.cpu("walker", cpu -> {
                    int flags = cpu.irqSave();
                    walk.run(cpu);
                    cpu.irqRestore(flags);
                });
            case IRQ_HANDLER -> b.cpu("walker", Program.IDLE);
            case NMI_HANDLER -> b.cpu("walker", Program.IDLE).nmi(walk, 1);
            case NONE -> b.cpu("walker", walk);
        }
        Program free = cpu -> cpu.free(table);
        b.cpu("freer", cpu -> {
            cpu.writeOnce(entry, 0);
            cpu.unlink(table);
            if (callback) {
                cpu.callRcu(free);
            } else {
                cpu.synchronizeRcu();
                cpu.free(table);
            }
        });
        if (reader == Reader.IRQ_HANDLER) {
            IpiFunction function = IpiFunction.of("function", IpiFunction.Purpose.OTHER, walk);
            b.cpu("interrupts", cpu -> cpu.sendIpi(1, function));
        }
        for (MemoryModel memory : MemoryModel.values()) {
            CheckResult result = Checker.check(b.build(), CheckOptions.exhaustive(memory));
            assertThat(result.broken()).isEqualTo(reader == Reader.NONE ? Set.of(Property.P1) : Set.of());
            assertThat(result.missing()).isEmpty();
        }
    }

    /** A CPU whose stores are still on their way has not passed a quiescent state: membarrier by grace period. */
    @ParameterizedTest
    @EnumSource(MemoryModel.class)
    void isNotOverWhileStoresAreBuffered(MemoryModel memory) {
        Cell x = b.cell("x", 1);
        Cell issued = b.register("issued", 1, 0);
        Ghost seen = b.ghost("seen", 1, 0);
        b.cpu("waits", cpu -> {
            cpu.awaitUntil(issued, v -> v == 1);
            cpu.synchronizeRcu();
            cpu.note(seen, cpu.readOnce(x));
        });
        b.cpu("stores", cpu -> {
            cpu.writeOnce(x, 1);
            cpu.writeOnce(issued, 1);
        });
        b.observe(seen);
        assertThat(check(memory).outcomes()).containsExactly(List.of(1));
    }

    @ParameterizedTest
    @EnumSource(MemoryModel.class)
    void eachCallbackRunsOnceForEachTimeItIsHandedOver(MemoryModel memory) {
        Cell a = b.cell("a", 3);
        Cell c = b.cell("c", 3);
        Program first = cpu -> cpu.addReturn(a, 1);
        Program second = cpu -> {
            cpu.addReturn(c, 1);
            cpu.addReturn(c, 1);
        };
        b.cpu("CPU 0", cpu -> {
            cpu.callRcu(first);
            cpu.callRcu(second);
        });
        b.cpu("CPU 1", cpu -> {
            cpu.callRcu(first);
            cpu.awaitUntil(a, v -> v == 2);
            cpu.synchronizeRcu();
            cpu.callRcu(first);
        });
        b.observe(a).observe(c);
        CheckResult result = check(memory);
        assertThat(result.outcomes()).containsExactly(List.of(3, 2));
        assertThat(result.broken()).isEmpty();
        assertThat(Checker.observations(b.build(), CheckOptions.exhaustive(memory)))
                .containsExactly(new Observation(List.of(3, 2), 0, 0));
    }

    @ParameterizedTest
    @EnumSource(MemoryModel.class)
    void aCallbackWithoutAStepEndsItsGracePeriod(MemoryModel memory) {
        Cell done = b.cell("done", 1);
        Ghost called = b.ghost("called", 1, 0);
        Program callback = cpu -> cpu.note(called, 1);
        b.cpu("CPU 0", cpu -> {
            cpu.callRcu(callback);
            cpu.writeOnce(done, 1);
        });
        b.observe(done).observe(called);
        CheckResult result = check(memory);
        assertThat(result.outcomes()).containsExactly(List.of(1, 1));
        assertThat(result.broken()).isEmpty();
    }

    /** The set of CPUs waited for is a number. */
    @Test
    void isKeptForAtMostThirtyCpus() {
        waiting(30);
        assertThat(check(MemoryModel.SC).verdict()).isEqualTo(Verdict.SAFE);
        b.cpu("one more", Program.IDLE);
        assertThatExceptionOfType(ModelError.class)
                .isThrownBy(() -> check(MemoryModel.SC))
                .withMessage("grace periods with more than 30 processors");
    }

    private void waiting(int cpus) {
        b.cpu("waits", Cpu::synchronizeRcu);
        for (int i = 1; i < cpus; i++) {
            b.cpu("CPU " + i, Program.IDLE);
        }
    }

    @Test
    void withoutAnyThereMayBeMoreCpus() {
        for (int i = 0; i < 40; i++) {
            b.cpu("CPU " + i, Program.IDLE);
        }
        assertThat(check(MemoryModel.SC).verdict()).isEqualTo(Verdict.SAFE);
    }

    private CheckResult check(MemoryModel memory) {
        return Checker.check(b.build(), CheckOptions.exhaustive(memory));
    }
}
