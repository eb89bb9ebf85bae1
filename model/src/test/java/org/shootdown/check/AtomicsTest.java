package org.shootdown.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.Machine;

/** What each read-modify-write returns and leaves behind, and that a lock lets one CPU in at a time. */
class AtomicsTest {
    private final Machine.Builder b = Machine.builder("atomics");

    private enum Atomic {
        READ_MODIFY_WRITE((cpu, cell) -> cpu.readModifyWrite(cell, old -> 7 - old)),
        XCHG((cpu, cell) -> cpu.xchg(cell, 4)),
        CMPXCHG((cpu, cell) -> cpu.cmpxchg(cell, 5, 4)),
        ADD_RETURN((cpu, cell) -> cpu.addReturn(cell, 2)),
        SET_BIT((cpu, cell) -> cpu.setBit(cell, 1)),
        CLEAR_BIT((cpu, cell) -> cpu.clearBit(cell, 2));

        private final BiFunction<Cpu, Cell, Integer> step;

        Atomic(BiFunction<Cpu, Cell, Integer> step) {
            this.step = step;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "READ_MODIFY_WRITE, 5, 5, 2",
        "XCHG, 5, 5, 4",
        "CMPXCHG, 5, 5, 4",
        "CMPXCHG, 6, 6, 6",
        "ADD_RETURN, 5, 7, 7",
        "SET_BIT, 5, 5, 7",
        "SET_BIT, 7, 7, 7",
        "CLEAR_BIT, 5, 5, 1",
        "CLEAR_BIT, 1, 1, 1"
    })
    void returnsAndLeaves(Atomic atomic, int before, int returned, int after) {
        Cell cell = b.cell("cell", 7, before);
        Ghost result = b.ghost("result", 7, 0);
        b.observe(cell).observe(result);
        b.cpu("CPU", cpu -> cpu.note(result, atomic.step.apply(cpu, cell)));
        for (MemoryModel memory : MemoryModel.values()) {
            assertThat(check(memory).outcomes()).containsExactly(List.of(after, returned));
        }
    }

    /** Two increments under a lock, neither of which is lost. */
    @ParameterizedTest
    @EnumSource(MemoryModel.class)
    void aLockLetsOneInAtATime(MemoryModel memory) {
        assertThat(increments(true, memory).outcomes()).containsExactly(List.of(2));
    }

    @ParameterizedTest
    @EnumSource(MemoryModel.class)
    void asAboveButWithoutTheLock(MemoryModel memory) {
        assertThat(increments(false, memory).outcomes()).containsExactlyInAnyOrder(List.of(1), List.of(2));
    }

    private CheckResult increments(boolean locked, MemoryModel memory) {
        Cell count = b.cell("count", 2);
        Cell lock = b.cell("lock", 1);
        b.observe(count);
        for (int i = 0; i < 2; i++) {
            b.cpu("CPU " + i, cpu -> {
                if (locked) {
                    cpu.spinLock(lock);
                }
                cpu.writeOnce(count, cpu.readOnce(count) + 1);
                if (locked) {
                    cpu.spinUnlock(lock);
                }
            });
        }
        return check(memory);
    }

    @Test
    void aChoiceOfOneIsNone() {
        Ghost chosen = b.ghost("chosen", 3, 3);
        b.observe(chosen);
        b.cpu("CPU", cpu -> cpu.note(chosen, cpu.choose(1)));
        assertThat(check(MemoryModel.SC).outcomes()).containsExactly(List.of(0));
    }

    private CheckResult check(MemoryModel memory) {
        return Checker.check(b.build(), CheckOptions.exhaustive(memory));
    }
}
