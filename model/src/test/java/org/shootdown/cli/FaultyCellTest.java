package org.shootdown.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shootdown.browser.Packed;

/** A cell whose model is wrong keeps no other from being decided: it is an ERROR, everywhere, and the exit code is 2. */
class FaultyCellTest {
    static final Shell FAULTY = new Shell(List.of(SmallCatalogue.faulty()), Terminal.DEFAULT_COLUMNS, false, false);

    private static final String ERRORS = """
            shootdown %1$s: never/native/out-of-range/gup-fast/tso and 1 other cell: .*stores 2 to cell x, whose values are 0..1.*
            shootdown %1$s: never/native/throws/gup-fast/tso: the machine cannot be built: java.lang.IllegalStateException: a fault of its own at SmallCatalogue.java:\\d+
            shootdown %1$s: never/native/too-deep/gup-fast/tso: the machine cannot be built: java.lang.StackOverflowError at SmallMachines.java:\\d+
            """;

    @TempDir
    private Path folder;

    @Test
    void checkPrintsARowForEachCell() {
        Shell.Outcome outcome = FAULTY.run("check");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.out().lines().filter(line -> line.contains("/gup-fast/tso")))
                .extracting(line -> line.replaceAll(" .*native/", " ").replace("/gup-fast/tso", ""))
                .containsExactly(
                        "ERROR out-of-range",
                        "SAFE quick",
                        "ERROR throws",
                        "ERROR too-deep",
                        "ERROR also-out-of-range",
                        "UNSAFE delayed-store",
                        "VACUOUS not-reached",
                        "VACUOUS not-reached: never reached: the walker is");
        assertThat(outcome.out()).contains("7 cells: 1 SAFE, 1 UNSAFE, 1 VACUOUS, 4 ERROR.");
        assertThat(outcome.err()).matches(ERRORS.formatted("check"));
    }

    @ParameterizedTest
    @CsvSource({"matrix, ERROR -", "explain, IllegalStateException: a fault of its own", "necessity, ERROR"})
    void theOtherCommandsGoOnAsWell(String command, String shown) {
        Shell.Outcome outcome = FAULTY.run(command, "--policy", "never");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.out()).contains(shown);
        assertThat(outcome.err()).matches(ERRORS.formatted(command));
    }

    @Test
    void thePageHasTheCellAndItsMessage() throws IOException {
        Path page = folder.resolve("page.html");
        Shell.Outcome outcome = FAULTY.run("report", "--html", page.toString());
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.out()).startsWith("7 cells: 1 SAFE, 1 UNSAFE, 1 VACUOUS, 4 ERROR.");
        assertThat(outcome.err()).matches(ERRORS.formatted("report"));
        assertThat(Packed.dataOf(page)).contains("\"ERROR\"", "IllegalStateException: a fault of its own");
    }

    @Test
    void jsonHasVerdictAndReason() throws IOException {
        Path file = folder.resolve("out.json");
        FAULTY.run("check", "--json", file.toString());
        JsonNode root = new ObjectMapper().readTree(file.toFile());
        Map<String, String> reasons = new TreeMap<>();
        root.get("cells")
                .forEach(cell -> reasons.put(
                        cell.get("operation").asText(),
                        cell.get("verdict").asText() + ": " + cell.get("why").asText()));
        assertThat(reasons)
                .hasSize(7)
                .containsEntry("quick", "SAFE: null")
                .containsEntry("not-reached", "VACUOUS: never reached: the walker is inside")
                .hasEntrySatisfying(
                        "throws",
                        why -> assertThat(why)
                                .startsWith(
                                        "ERROR: the machine cannot be built: java.lang.IllegalStateException: a fault"));
        assertThat(root.get("summary").get("error").asInt()).isEqualTo(4);
    }

    @Test
    void junitXmlHasAnErrorForEach() throws IOException {
        Path file = folder.resolve("junit.xml");
        FAULTY.run("check", "--junit", file.toString());
        assertThat(Files.readString(file))
                .contains("tests=\"7\" failures=\"1\" errors=\"5\" skipped=\"0\"")
                .contains(
                        "<error message=\"ERROR: the machine cannot be built: java.lang.IllegalStateException: a fault of its own at");
    }

    @ParameterizedTest
    @CsvSource({
        "2, out-of-range quick delayed-store not-reached",
        "1, quick delayed-store not-reached",
        "3, quick not-reached",
        "0, quick",
        "2, not-reached out-of-range"
    })
    void ofSeveralExitCodesTheWorstIsTold(int code, String operations) {
        String[] args = ("check --operation " + operations.replace(" ", " --operation ")).split(" ");
        assertThat(FAULTY.run(args).code()).isEqualTo(code);
        args[0] = "explain";
        assertThat(FAULTY.run(args).code()).isEqualTo(code);
        args[0] = "matrix";
        assertThat(FAULTY.run(args).code()).isEqualTo(code == 1 ? 3 : code);
    }
}
