package org.shootdown.check.reduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.shootdown.check.CheckResult;
import org.shootdown.check.Checker;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.machine.Machine;

/** Asks the front door about machines, with reduction and without. */
final class SameAnswers {
    private SameAnswers() {}

    /** A test for each of the machines, of its name: a reduced search gives the answers of one of everything. */
    static List<DynamicTest> tests(List<Machine> machines) {
        return machines.stream()
                .map(machine -> DynamicTest.dynamicTest(machine.name(), () -> check(machine)))
                .toList();
    }

    private static void check(Machine machine) {
        for (MemoryModel memory : MemoryModel.values()) {
            check(machine, CheckOptions.exhaustive(memory));
            check(machine, CheckOptions.exhaustive(memory).withCosts());
        }
    }

    private static void check(Machine machine, CheckOptions options) {
        CheckResult all = Checker.check(machine, options);
        CheckResult few = Checker.check(machine, options.withReduction(true));
        assertThat(few.verdict()).isEqualTo(all.verdict());
        assertThat(few.broken()).isEqualTo(all.broken());
        assertThat(few.missing()).isEqualTo(all.missing());
        assertThat(few.outcomes()).isEqualTo(all.outcomes());
        assertThat(few.exploration().flush()).isEqualTo(all.exploration().flush());
        assertThat(few.exploration().sync()).isEqualTo(all.exploration().sync());
        assertThat(few.exploration().disturbed()).isEqualTo(all.exploration().disturbed());
        assertThat(few.states()).isLessThanOrEqualTo(all.states());
    }
}
