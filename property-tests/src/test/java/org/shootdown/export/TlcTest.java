package org.shootdown.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.shootdown.check.CheckResult;
import org.shootdown.check.Checker;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;

/** Does TLC find the same number of distinct states and the same violations in an exported module? */
class TlcTest {
    @TempDir
    Path folder;

    static Stream<Arguments> machines() {
        return SpinTest.machines();
    }

    @ParameterizedTest
    @MethodSource("machines")
    void agreesOnStatesAndViolations(ExportedMachines machine, MemoryModel memory) throws Exception {
        String classPath = Tlc.assumeGiven();
        CheckResult ours = Checker.check(machine.machine(), CheckOptions.exhaustive(memory));
        String tla = ExportFormat.TLA.export(machine.machine(), memory, machine.name());
        Tlc theirs = Tlc.check(classPath, machine.name(), tla, folder);
        assertThat(theirs).isEqualTo(new Tlc(ours.states(), ours.broken()));
    }
}
