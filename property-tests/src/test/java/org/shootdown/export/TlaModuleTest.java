package org.shootdown.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.shootdown.check.CheckResult;
import org.shootdown.check.Checker;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;

/** Does the text of an exported TLA+ module have the machine's states and violations, read word for word? */
class TlaModuleTest {
    /** Reading word for word is slow. */
    private static final int MAX_STATES = 5_000;

    static Stream<Arguments> smallMachines() {
        return SpinTest.machines().filter(m -> {
            ExportedMachines machine = (ExportedMachines) m.get()[0];
            return machine.states((MemoryModel) m.get()[1]) <= MAX_STATES;
        });
    }

    @ParameterizedTest
    @MethodSource("smallMachines")
    void hasTheStatesAndViolations(ExportedMachines machine, MemoryModel memory) {
        CheckResult ours = Checker.check(machine.machine(), CheckOptions.exhaustive(memory));
        TlaModule module = new TlaModule(ExportFormat.TLA.export(machine.machine(), memory));
        assertThat(module.explore()).isEqualTo(new TlaModule.Findings(machine.states(memory), ours.broken()));
    }
}
