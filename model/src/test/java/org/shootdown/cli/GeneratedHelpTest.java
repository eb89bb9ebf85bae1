package org.shootdown.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made from the commands and options: shell completion and the manual page. */
class GeneratedHelpTest {
    @TempDir
    private Path folder;

    private Path script;

    private void write(String shell) throws Exception {
        script = Files.writeString(
                folder.resolve("completion." + shell),
                Shell.small().run("completion", shell).out());
    }

    private static String output(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
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
        write("bash");
        String completes = "source " + script + "; COMP_WORDS=(" + line + "); COMP_CWORD=" + word
                + "; _complete_shootdown; echo ${COMPREPLY[@]}";
        assertThat(output("/bin/bash", "-c", completes).split("\\s+")).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "shootdown ch, check",
        "shootdown check --pol, --policy",
        "shootdown check --policy b, broadcast",
        "shootdown explain --backend native-, native-invlpgb",
        "shootdown completion z, zsh",
        "shootdown check --json comp, completion.fish"
    })
    void fishCompletes(String line, String expected) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/fish")), "needs fish");
        write("fish");
        String completes = "cd " + folder + "; source " + script + "; complete -C '" + line + "'";
        assertThat(output("/usr/bin/fish", "--no-config", "-c", completes).split("\\s+"))
                .contains(expected);
    }

    /** In a terminal, as somebody who types a word's beginning and the tabulator; what is typed is unambiguous. */
    @ParameterizedTest
    @CsvSource({
        "shootdown che, check",
        "shootdown check --pol, --policy",
        "shootdown check --policy br, broadcast",
        "shootdown explain --backend native-, native-invlpgb",
        "shootdown completion f, fish",
        "shootdown check --json comp, completion.zsh"
    })
    void zshCompletes(String line, String expected) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/zsh")), "needs zsh");
        write("zsh");
        String types = "zmodload zsh/zpty; zpty z 'TERM=dumb zsh -f -i'; "
                + "zpty -w z 'cd " + folder + "; autoload -U compinit; compinit -u -D; source " + script
                + "; echo rea''dy';"
                + "zpty -r -m z all '*ready*'; zpty -w -n z $'" + line + "\\t'; sleep 1; zpty -w -n z $'\\C-a: \\n';"
                + "zpty -w z 'echo do''ne'; zpty -r -m z said '*done*'; print -r -- $said";
        assertThat(output("/usr/bin/zsh", "-f", "-c", types).split("\\s+")).contains(expected);
    }

    @Test
    void anotherShellIsRefused() {
        Shell.Outcome refused = Shell.small().run("completion", "csh");
        assertThat(refused.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(refused.err()).hasLineCount(1).contains("csh", "[BASH, ZSH, FISH]");
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
