package org.shootdown.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made from the commands and options: shell completion and the manual page. */
class GeneratedHelpTest {
    @TempDir
    private Path folder;

    private Path script;

    @BeforeEach
    void writeTheScript() throws Exception {
        script = Files.writeString(
                folder.resolve("completion.bash"),
                Shell.small().run("completion").out());
    }

    @ParameterizedTest
    @CsvSource({
        "1, shootdown ch, check",
        "2, shootdown check --pol, --policy",
        "3, shootdown check --policy b, broadcast",
        "3, shootdown explain --backend native-, native-invlpgb",
        "3, shootdown check --operation del, delayed-store",
        "3, shootdown matrix --catalogue mis, misuse"
    })
    void bashCompletes(int word, String line, String expected) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "needs bash");
        String completes = "source " + script + "; COMP_WORDS=(" + line + "); COMP_CWORD=" + word
                + "; _complete_shootdown; echo ${COMPREPLY[@]}";
        Process bash = new ProcessBuilder("/bin/bash", "-c", completes).start();
        String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(out.split("\\s+")).contains(expected);
    }

    @Test
    void theManualHasEveryCommandAndEveryOption() {
        String manual = Shell.small().run("manual").out().replace("\\-", "-");
        assertThat(manual).startsWith(".TH \"SHOOTDOWN\" \"1\"\n");
        for (String command : new String[] {"matrix", "check", "explain", "necessity", "replay", "list"}) {
            assertThat(manual).contains(".SS \"shootdown " + command + "\"\n");
        }
        for (String option : new String[] {"--policy POLICY", "--no-reduction", "--keep FILE", "--json FILE"}) {
            assertThat(manual).contains("\\fB" + option + "\\fR\n");
        }
    }

    @Test
    void noLineOfTheManualIsTakenForAMacroThatIsNone() {
        assertThat(Shell.small().run("manual").out().lines())
                .filteredOn(line -> line.startsWith(".") || line.startsWith("'"))
                .allMatch(line -> line.matches("\\.(TH|SH|SS) \".*\"|\\.(TP|PP|nf|fi)"));
    }
}
