package org.shootdown.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shootdown.Golden;
import org.w3c.dom.Element;

/** The files that commands write for other programs. */
class OutputFileTest {
    @TempDir
    private Path folder;

    @Test
    void jsonHasTheKeysOfTheContract() throws IOException {
        JsonNode cell = json("check", "--policy", "never", "--backend", "kvm", "--situation", "preempted")
                .get("cells")
                .get(0);
        assertThat(fieldNames(cell))
                .containsExactly(
                        "scenario",
                        "policy",
                        "backend",
                        "operation",
                        "walker",
                        "situation",
                        "memory",
                        "verdict",
                        "control",
                        "why",
                        "property",
                        "finding",
                        "states",
                        "transitions",
                        "millis",
                        "flushIpis",
                        "syncIpis",
                        "disturbed",
                        "trace",
                        "reason");
        assertThat(cell.get("verdict").asText()).isEqualTo("UNSAFE");
        assertThat(cell.get("property").asText()).isEqualTo("P1");
        assertThat(cell.get("flushIpis").toString()).isEqualTo("{\"min\":0,\"max\":1}");
        assertThat(fieldNames(cell.get("trace").get(0)))
                .containsExactly("step", "cpu", "context", "function", "kernel", "source", "text", "buffer", "irqOff");
    }

    @Test
    void jsonOfExplainHasTheTraceThatIsDrawn() throws IOException {
        JsonNode trace = json("explain", "never/native-invlpgb/zap/gup-fast/tso")
                .get("cells")
                .get(0)
                .get("trace");
        assertThat(trace).hasSize(5);
        assertThat(trace.get(4).get("text").asText()).isEqualTo("load pte = 1 from table, which is freed");
    }

    @Test
    void jsonOfTheMatrixSumsUp() throws IOException {
        JsonNode summary = json("matrix").get("summary");
        assertThat(summary.get("cells").asInt()).isEqualTo(16);
        assertThat(summary.get("safe").asInt()).isEqualTo(12);
        assertThat(summary.get("unsafe").asInt()).isEqualTo(4);
    }

    @Test
    void noExecutionThatEndsMeansNoCounts() throws IOException {
        JsonNode cell = json("check", "--catalogue", "misuse", "--operation", "wait-in-circles", "--max-states", "1")
                .get("cells")
                .get(0);
        assertThat(cell.get("syncIpis").isNull()).isTrue();
        assertThat(cell.get("property").isNull()).isTrue();
    }

    @Test
    void markdownForAMail() throws IOException {
        Path file = folder.resolve("matrix.md");
        Shell.small().run("matrix", "--markdown", file.toString());
        Golden.assertMatches("cli/matrix.md", Files.readString(file));
    }

    @Test
    void junitXmlKeepsControlsFromTurningABuildRed() throws Exception {
        Path file = folder.resolve("junit.xml");
        Shell.small().run("check", "--policy", "never", "--junit", file.toString());
        Element suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getDocumentElement();
        assertThat(suite.getAttribute("tests")).isEqualTo("8");
        assertThat(suite.getAttribute("skipped")).isEqualTo("4");
        assertThat(suite.getAttribute("failures")).isEqualTo("0");
        assertThat(suite.getElementsByTagName("skipped").getLength()).isEqualTo(4);
    }

    @Test
    void junitXmlFailsWhatIsUnsafeAndWhatIsUndecided() throws Exception {
        Path file = folder.resolve("junit.xml");
        Shell.small()
                .run(
                        "check",
                        "--catalogue",
                        "misuse",
                        "--operation",
                        "wait-in-circles",
                        "--operation",
                        "not-reached",
                        "--junit",
                        file.toString());
        Golden.assertMatches("cli/junit.xml", Files.readString(file).replaceAll("time=\"[0-9.]+\"", "time=\"0.000\""));
    }

    @Test
    void aFileIsReplacedWholeAndNothingElseIsLeftBehind() throws IOException {
        Path file = Files.writeString(folder.resolve("out.json"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.json"), file);
        Shell.small().run("check", "--policy", "never", "--json", link.toString());
        assertThat(new ObjectMapper().readTree(file.toFile()).has("cells")).isTrue();
        assertThat(link).isSymbolicLink();
        try (var entries = Files.list(folder)) {
            assertThat(entries).containsExactlyInAnyOrder(file, link);
        }
    }

    private JsonNode json(String... args) throws IOException {
        Path file = folder.resolve("out.json");
        List<String> all = new ArrayList<>(List.of(args));
        all.add("--json");
        all.add(file.toString());
        Shell.small().run(all.toArray(String[]::new));
        return new ObjectMapper().readTree(file.toFile());
    }

    private static List<String> fieldNames(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
