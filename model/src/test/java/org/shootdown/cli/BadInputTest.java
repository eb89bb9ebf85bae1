package org.shootdown.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad input costs one line on stderr that says what is wrong and what would be right, and exit code 2. */
class BadInputTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "check --policy brodcast | --policy brodcast: there is no such policy; did you mean broadcast?",
                "check --policy xyzzy    | --policy xyzzy: there is no such policy (known: broadcast, never)",
                "check --backend kwm     | --backend kwm: there is no such backend; did you mean kvm?",
                "check --operation zip   | --operation zip: there is no such operation; did you mean zap?",
                "check --walker gup      | --walker gup: there is no such walker (known: gup-fast)",
                "check --situation runs  | --situation runs: there is no such situation",
                "check --memory arm      | --memory arm: there is no such memory (known: sc, tso)",
                "check --catalogue mine  | --catalogue mine: there is no such catalogue",
                "check never/native/zap/gup-fast/tsp | did you mean never/native/zap/gup-fast/tso?",
                "check nonsense          | there is no scenario nonsense; 'shootdown list' shows all of them",
                "check --operation delayed-store | is in catalogue misuse, not in main; add --catalogue misuse",
                "check never/native/delayed-store/gup-fast/tso | is in catalogue misuse: add --catalogue misuse",
                "check --backend native --situation preempted | has all of --backend native, --situation preempted",
                "check --threads 0       | --threads 0: needs a whole number from 1 to 256",
                "check --threads many    | --threads many: needs a whole number from 1 to 256",
                "check --threads 1.5     | --threads 1.5: needs a whole number from 1 to 256",
                "matrix --threads 99999999999  | --threads 99999999999: needs a whole number from 1 to 256",
                "explain --policy never --threads 257 | --threads 257: needs a whole number from 1 to 256",
                "verdicts --threads -3   | --threads -3: needs a whole number from 1 to 256",
                "check --max-states -1   | --max-states -1: needs a whole number from 1 to 1,000,000,000,000",
                "matrix --max-states 0   | --max-states 0: needs a whole number from 1 to 1,000,000,000,000",
                "check --max-states 99999999999999999999 | needs a whole number from 1 to 1,000,000,000,000",
                "check --max-memory 15   | --max-memory 15: needs a whole number from 16 to ",
                "check --max-memory 0    | --max-memory 0: needs a whole number from 16 to ",
                "check --max-memory 1G   | --max-memory 1G: needs a whole number from 16 to ",
                "matrix --max-memory 99999999 | MiB, for which the Java heap has room; java -Xmx sets its size",
                "necessity --policy broadcast --max-memory 1e3 | --max-memory 1e3: needs a whole number from 16 to ",
                "report --html x.html --max-memory -1 | --max-memory -1: needs a whole number from 16 to ",
                "litmus --max-states 0 . | --max-states 0: needs a whole number from 1 to 1,000,000,000,000",
                "litmus --max-memory 1 . | --max-memory 1: needs a whole number from 16 to ",
                "bench --walkers 1       | --walkers 1: needs a whole number from 2 to 8",
                "bench --walkers 9       | --walkers 9: needs a whole number from 2 to 8",
                "bench --walkers ''      | --walkers '': needs a whole number from 2 to 8",
                "bench --reduced-walkers 61 | --reduced-walkers 61: needs a whole number from 2 to 60",
                "bench --threads 0       | --threads 0: needs a whole number from 1 to 256",
                "check --json            | Missing required parameter for option '--json' (FILE)",
                "check --jsn             | Unknown option: '--jsn'; did you mean --json?",
                "drift                   | Missing required option: '--kernel=DIR'",
                "drift --kernel /nonexistent | --kernel /nonexistent: there is no such directory",
                "drift --kernel src      | --kernel src: has no Makefile, so it is no kernel tree",
                "drift --kernel src --revision v7.0 | --revision v7.0: src is no git repository",
                "chek                    | Unmatched argument at index 0: 'chek'; did you mean check",
                "explain                 | says nothing about which scenarios",
                "explain --policy never --property P9 | Invalid value for option '--property'",
                "matrix --json /nonexistent/out.json  | there is no directory /nonexistent",
                "matrix --markdown /                  | /: is a directory; name a file",
                "check /                 | there is no scenario /; 'shootdown list' shows all of them",
                "explain //              | there is no scenario //; 'shootdown list' shows all of them"
            })
    void isRefusedInOneLine(String commandLine, String complaint) {
        Shell.Outcome outcome = Shell.small().run(commandLine.strip().split(" +"));
        assertThat(outcome.err()).contains(complaint).startsWith("shootdown").hasLineCount(1);
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void noCommandAtAll() {
        Shell.Outcome outcome = Shell.small().run();
        assertThat(outcome.err())
                .startsWith("shootdown: say what to do: matrix, check, compare, diff, explain, ")
                .hasLineCount(1);
        assertThat(outcome.code()).isEqualTo(2);
    }

    @Test
    void aModelErrorNamesTheLine() {
        Shell.Outcome outcome = Shell.small().run("check", "--catalogue", "misuse", "--operation", "out-of-range");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err())
                .startsWith("shootdown check: never/native/out-of-range/gup-fast/tso: ")
                .hasLineCount(1)
                .contains("stores 2 to cell x, whose values are 0..1")
                .contains("SmallMachines.java:");
    }

    @Test
    void aFileThatCannotBeWrittenIsNoticedBeforeTheWork(@TempDir Path folder) throws IOException {
        Path existing = Files.writeString(folder.resolve("file"), "kept");
        Shell.Outcome outcome =
                Shell.small().run("matrix", "--json", existing.resolve("x.json").toString());
        assertThat(outcome.err()).contains("there is no directory " + existing);
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(existing).hasContent("kept");
    }
}
