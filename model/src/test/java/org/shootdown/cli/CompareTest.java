package org.shootdown.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.shootdown.catalogue.Catalogues;

/** The difference between two policies, and between two files of results. */
class CompareTest {
    private static final Shell REAL = new Shell(Catalogues.all(), Terminal.DEFAULT_COLUMNS, false, false);

    @TempDir
    private Path folder;

    private Path results;

    @BeforeEach
    void write() {
        results = folder.resolve("results.json");
        Shell.small().run("check", "--json", results.toString());
    }

    @Test
    void aPolicyAgainstTheBroadcast() {
        Shell.Outcome outcome = REAL.run(
                "compare",
                "broadcast",
                "never",
                "--backend",
                "native-invlpgb",
                "--operation",
                "hugetlb-unshare",
                "--walker",
                "gup-fast");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out())
                .startsWith("never against broadcast: ")
                .contains("\nnewly UNSAFE: ", "    never/native-invlpgb/hugetlb-unshare/gup-fast/tso\n")
                .doesNotContain("newly SAFE");
        assertThat(REAL.run(
                                "compare",
                                "never",
                                "broadcast",
                                "--backend",
                                "native-invlpgb",
                                "--operation",
                                "hugetlb-unshare",
                                "--walker",
                                "gup-fast")
                        .out())
                .contains("\nnewly SAFE: ")
                .doesNotContain("newly UNSAFE");
    }

    @Test
    void aPolicyAgainstItselfIsTheSame() {
        Shell.Outcome outcome = REAL.run(
                "compare", "v10", "v10", "--backend", "kvm", "--operation", "thp-collapse", "--walker", "gup-fast");
        assertThat(outcome.out()).containsPattern("none\\s+different");
        assertThat(outcome.code()).isZero();
    }

    @Test
    void aFileAgainstItself() {
        Shell.Outcome outcome = diff(results, results);
        assertThat(outcome.out()).containsPattern("none\\s+different");
        assertThat(outcome.code()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"verdict\" : \"UNSAFE\" | \"verdict\" : \"SAFE\" | newly SAFE | 1",
                "\"verdict\" : \"SAFE\" | \"verdict\" : \"UNSAFE\" | newly UNSAFE | 1",
                "\"verdict\" : \"SAFE\" | \"verdict\" : \"INCOMPLETE\" | no longer decided | 1",
                "\"property\" : \"P1\" | \"property\" : \"P3\" | UNSAFE in another way | 1",
                "never/native/ | never/elsewhere/ | only in | 1"
            })
    void whatBecameOfACell(String was, String is, String said, int code) throws Exception {
        String text = Files.readString(results);
        assertThat(text).contains(was);
        Path after = Files.writeString(folder.resolve("after.json"), text.replace(was, is));
        for (String format : new String[] {"text", "markdown"}) {
            Shell.Outcome outcome = diff(results, after, "--format", format);
            assertThat(outcome.out().replaceAll("\\s+", " ")).contains(said);
            assertThat(outcome.code()).isEqualTo(code);
        }
        Shell.Outcome json = diff(results, after, "--format", "json");
        if (!is.contains("INCOMPLETE") && !was.contains("\"verdict\"")) {
            assertThat(SchemaTest.problems("comparison", json.out())).isEmpty();
        }
    }

    @Test
    void costsThatGoUpAreDearer() throws Exception {
        String text = Files.readString(results);
        Path after = Files.writeString(
                folder.resolve("after.json"),
                text.replaceAll("(\"syncIpis\" : \\{\\s*\"min\" : )\\d+(,\\s*\"max\" : )\\d+", "$17$27"));
        assertThat(diff(results, after).out())
                .contains("dearer: ")
                .contains("sync 2 -> 7")
                .doesNotContain("cheaper");
        assertThat(diff(after, results).out()).contains("cheaper: ").doesNotContain("dearer");
    }

    /** What a search without an answer saw is no bound, so it is neither dearer nor safe. */
    @ParameterizedTest
    @ValueSource(strings = {"INCOMPLETE", "VACUOUS", "ERROR"})
    void whatIsUndecidedOnBothSidesSaysNothing(String verdict) throws Exception {
        String open = Files.readString(results)
                .replaceAll("\"verdict\" : \"\\w+\"", "\"verdict\" : \"INCOMPLETE\"")
                .replaceAll("\"property\" : \"\\w+\"", "\"property\" : null");
        Path before = Files.writeString(folder.resolve("before.json"), open);
        Path after = Files.writeString(
                folder.resolve("after.json"),
                open.replace("INCOMPLETE", verdict)
                        .replaceAll("(\"syncIpis\" : \\{\\s*\"min\" : )\\d+(,\\s*\"max\" : )\\d+", "$17$27"));
        Shell.Outcome outcome = diff(before, after);
        assertThat(outcome.out()).containsPattern("none\\s+different").contains("undecided");
        assertThat(outcome.code()).isEqualTo(3);
    }

    @Test
    void aLimitLeavesNothingSafe() {
        Shell.Outcome outcome = REAL.run(
                ("compare broadcast never --backend native --operation hugetlb-unshare --walker gup-fast --max-states"
                                + " 3")
                        .split(" "));
        assertThat(outcome.out()).contains("undecided").doesNotContain("newly SAFE");
        assertThat(outcome.code()).isEqualTo(3);
    }

    @Test
    void somethingUndecidedOnBothSides() throws Exception {
        Path open = Files.writeString(
                folder.resolve("open.json"),
                Files.readString(results).replace("\"verdict\" : \"SAFE\"", "\"verdict\" : \"INCOMPLETE\""));
        assertThat(diff(open, open).code()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ | is no file of results, or is broken off",
                "{} | is no file of results; 'shootdown check --json FILE' writes one",
                "{\"format\":\"shootdown-results\",\"version\":9} | has results of version 9; this is for version 1",
                "[] | is no file of results",
                "{\"format\":\"shootdown-results\",\"version\":1} | has no list of cells",
                "{\"format\":\"shootdown-results\",\"version\":1,\"cells\":5} | has no list of cells",
                "{\"format\":\"shootdown-results\",\"version\":1,\"cells\":[null]} | cell 1 has no scenario",
                "{\"format\":\"shootdown-results\",\"version\":1,\"cells\":[{}]} | cell 1 has no scenario",
                "{\"format\":\"shootdown-results\",\"version\":1,\"cells\":[{\"scenario\":\"a\",\"verdict\":\"FINE\"}]}"
                        + " | cell 1 has the verdict FINE, which is none",
                "{\"format\":\"shootdown-results\",\"version\":1,\"cells\":[{\"scenario\":\"a\",\"verdict\":\"SAFE\"},"
                        + "{\"scenario\":\"a\",\"verdict\":\"UNSAFE\"}]} | cell 2 is a once more"
            })
    void aFileThatIsNone(String text, String said) throws Exception {
        Path bad = Files.writeString(folder.resolve("bad.json"), text);
        Shell.Outcome refused = diff(results, bad);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).hasLineCount(1).contains("bad.json: " + said);
        assertThat(diff(folder.resolve("absent.json"), results).err())
                .hasLineCount(1)
                .contains("cannot be read: no such file");
    }

    private static Shell.Outcome diff(Path before, Path after, String... more) {
        String[] line = new String[3 + more.length];
        line[0] = "diff";
        line[1] = before.toString();
        line[2] = after.toString();
        System.arraycopy(more, 0, line, 3, more.length);
        return Shell.small().run(line);
    }
}
