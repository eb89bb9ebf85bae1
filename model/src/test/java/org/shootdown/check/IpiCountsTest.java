package org.shootdown.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.result.Verdict;
import org.shootdown.machine.Cell;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Page;
import org.shootdown.machine.Program;
import org.shootdown.machine.Property;
import org.shootdown.machine.Walk;

/**
 * N walkers that read four levels of a table with interrupts off, and one freer that unlinks the table, interrupts them
 * all, waits, and frees it. SPIN and TLC count the same states on models of the same granularity, which needs nodes
 * with equal futures to be one node: a walker that found no table and one that is done reading are in the same place.
 */
class IpiCountsTest {
    private static final int LEVELS = 4;

    @ParameterizedTest
    @CsvSource({"4, 68608, 307904", "5, 838656, 4594432"})
    void statesAndTransitions(int walkers, long states, long transitions) {
        CheckResult result = Checker.check(machine(walkers, true), CheckOptions.exhaustive(MemoryModel.SC));
        assertThat(result.verdict()).isEqualTo(Verdict.SAFE);
        assertThat(result.states()).isEqualTo(states);
        assertThat(result.exploration().transitions()).isEqualTo(transitions);
    }

    /** As above, but without the interrupts: the check can fail. */
    @ParameterizedTest
    @CsvSource({"1", "4"})
    void withoutInterruptsAWalkerLooksAtAFreedTable(int walkers) {
        CheckResult result = Checker.check(machine(walkers, false), CheckOptions.exhaustive(MemoryModel.SC));
        assertThat(result.verdict()).isEqualTo(Verdict.UNSAFE);
        assertThat(result.broken()).containsExactly(Property.P1);
    }

    private static Machine machine(int walkers, boolean interrupt) {
        Machine.Builder b = Machine.builder("ipi");
        Cell pmd = b.cell("pmd", 1, 1);
        Cell entry = b.cell("entry", 0);
        Page table = b.page("table", 0);
        b.walkInsideUnlinked("a walker is inside the unlinked table");
        Program walker = cpu -> {
            int flags = cpu.irqSave();
            if (cpu.readOnce(pmd) != 0) {
                for (int level = 0; level < LEVELS; level++) {
                    cpu.walk(table, entry, 0, Walk.SOFTWARE);
                }
            }
            cpu.irqRestore(flags);
        };
        for (int i = 0; i < walkers; i++) {
            b.cpu("walker " + i, walker);
        }
        b.cpu("freer", cpu -> {
            cpu.writeOnce(pmd, 0);
            cpu.unlink(table);
            if (interrupt) {
                cpu.callFunctionMany(~0 >>> -walkers, IpiFunction.empty("sync", IpiFunction.Purpose.TABLE_SYNC), true);
            }
            cpu.free(table);
        });
        return b.build();
    }
}
