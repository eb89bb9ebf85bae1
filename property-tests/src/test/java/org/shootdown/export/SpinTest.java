package org.shootdown.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.shootdown.check.CheckResult;
import org.shootdown.check.Checker;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;

/**
 * Does SPIN find the same number of states and the same violations in an exported model? SPIN knows nothing of store
 * buffers, interrupts or RCU: all it gets are guarded commands that were derived from the programs' automata by rules
 * written down a second time.
 */
class SpinTest {
    @TempDir
    Path folder;

    @BeforeAll
    static void needsSpin() {
        Spin.assumeInstalled();
    }

    static Stream<Arguments> machines() {
        return Stream.of(ExportedMachines.values())
                .flatMap(m -> Stream.of(MemoryModel.values()).map(memory -> Arguments.of(m, memory)));
    }

    @ParameterizedTest
    @MethodSource("machines")
    void agreesOnStatesAndViolations(ExportedMachines machine, MemoryModel memory) throws Exception {
        CheckResult ours = Checker.check(machine.machine(), CheckOptions.exhaustive(memory));
        Spin theirs = Spin.check(ExportFormat.PROMELA.export(machine.machine(), memory), folder);
        assertThat(ours.states()).isEqualTo(machine.states(memory));
        assertThat(theirs).isEqualTo(new Spin(ours.states(), ours.broken()));
    }
}
