package org.shootdown.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shootdown.Golden;

/** {@code shootdown export} writes one scenario for another model checker. */
class ExportCommandTest {
    private static final String SCENARIO = "never/kvm/zap/gup-fast/preempted/tso";

    @ParameterizedTest
    @CsvSource({"promela, pml", "tla, tla"})
    void writesASelfContainedModel(String format, String extension) {
        Shell.Outcome outcome = Shell.small().run("export", "--format", format, SCENARIO);
        Golden.assertMatches("cli/export." + extension, outcome.out());
        assertThat(outcome.code()).isZero();
    }

    @Test
    void aTlaModuleIsCalledLikeItsFile(@TempDir Path folder) {
        Path file = folder.resolve("Race.tla");
        Shell.Outcome outcome = Shell.small().run("export", "--format", "tla", SCENARIO, "--output", file.toString());
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).isEmpty();
        assertThat(file).content().startsWith("---- MODULE Race ----\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "export --format tla --output no-name.tla " + SCENARIO + " | so this would have to be no_name.tla",
                "export --format tla --policy never | 8 scenarios are selected, but one is exported at a time; name it",
                "export --format c " + SCENARIO + "  | Invalid value for option '--format'",
                "export " + SCENARIO + "             | Missing required option: '--format=FORMAT'"
            })
    void refusesWhatItCannotDo(String commandLine, String complaint) {
        Shell.Outcome outcome = Shell.small().run(commandLine.strip().split(" +"));
        assertThat(outcome.err()).contains(complaint).startsWith("shootdown").hasLineCount(1);
        assertThat(outcome.code()).isEqualTo(2);
    }
}
