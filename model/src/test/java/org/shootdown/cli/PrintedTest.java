package org.shootdown.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shootdown.Golden;

/** What the commands print, word for word. */
class PrintedTest {
    @Test
    void theMatrixFoldsWhatIsEqualAndSplitsWhatDiffers() {
        Golden.assertMatches("cli/matrix.txt", Shell.small().run("matrix").out());
    }

    @Test
    void theMatrixContinuesBelowWhereTheTerminalIsNarrow() {
        Golden.assertMatches(
                "cli/matrix-narrow.txt", Shell.small().wide(32).run("matrix").out());
    }

    @Test
    void checkPrintsOneLineForEachScenario() {
        Golden.assertMatches(
                "cli/check.txt", Shell.small().run("check", "--no-reduction").out());
    }

    @Test
    void checkSaysWhatKeptItFromAnAnswer() {
        String vacuous = Shell.small()
                .run("check", "--catalogue", "misuse", "--operation", "not-reached")
                .out();
        String incomplete = Shell.small()
                .run("check", "--no-reduction", "--max-states", "5", "--backend", "kvm", "--policy", "never")
                .out();
        Golden.assertMatches("cli/check-undecided.txt", vacuous + "\n" + incomplete);
    }

    @Test
    void listNamesEverythingThatCanBeSelected() {
        Golden.assertMatches("cli/list.txt", Shell.small().run("list").out());
    }

    @Test
    void listShowsWhichScenariosASelectionHas() {
        Golden.assertMatches(
                "cli/list-selected.txt",
                Shell.small()
                        .run("list", "--policy", "never", "--backend", "kvm")
                        .out());
    }

    @Test
    void helpSaysWhatThereIs() {
        Golden.assertMatches("cli/help.txt", Shell.small().run("--help").out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "matrix",
                "check",
                "explain",
                "necessity",
                "explore",
                "coverage",
                "replay",
                "report",
                "list",
                "compare",
                "diff",
                "completion",
                "manual"
            })
    void helpOfACommandHasExamples(String command) {
        String help = Shell.small().run(command, "--help").out();
        assertThat(help).contains("Examples:\n  shootdown " + command);
        Golden.assertMatches("cli/help-" + command + ".txt", help);
    }

    @Test
    void nothingIsWiderThanTheTerminalButANameThatCannotBeBroken() {
        for (String command : new String[] {"matrix", "list"}) {
            for (int width : new int[] {40, 60, 80}) {
                assertThat(Shell.small().wide(width).run(command).out().lines())
                        .filteredOn(line -> !line.contains("/"))
                        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
            }
        }
    }
}
