package org.shootdown.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exit codes are for scripts: they must not change. */
class ExitCodeTest {
    @ParameterizedTest
    @CsvSource({
        "0, check --policy broadcast",
        "1, check --policy never",
        "1, check --policy never --backend native-invlpgb",
        "0, check --policy never --backend native",
        "3, check --catalogue misuse --operation not-reached",
        "1, check --catalogue misuse --operation not-reached --operation wait-in-circles",
        "3, check --policy broadcast --max-states 5",
        "0, matrix",
        "3, matrix --max-states 5",
        "0, explain --policy broadcast",
        "1, explain --policy never",
        "3, explain --catalogue misuse --operation not-reached",
        "0, list",
        "0, --help",
        "0, check --help",
        "0, --version"
    })
    void exitCode(int expected, String commandLine) {
        Shell.Outcome outcome = Shell.small().run(commandLine.split(" "));
        assertThat(outcome.code()).as(outcome.out() + outcome.err()).isEqualTo(expected);
        assertThat(outcome.err()).isEmpty();
    }
}
