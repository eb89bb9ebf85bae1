package org.shootdown.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shootdown.report.JsonReport;
import org.shootdown.synthesis.Candidate;
import org.shootdown.synthesis.PolicySpace;
import org.shootdown.synthesis.RuleSpace;

/** The search for policies as a user sees it, in a space of four rules. */
class SynthesizeTest {
    private static final List<String> CELLS = List.of(
            "--backend", "native-invlpgb", "--operation", "hugetlb-unshare", "--walker", "perf-nmi", "--memory", "tso");

    private static final PolicySpace FOUR = new PolicySpace() {
        @Override
        public String id() {
            return "four";
        }

        @Override
        public List<Candidate> candidates() {
            Set<String> ids = Set.of(
                    "to-nobody-all-lazy",
                    "to-all-all-lazy",
                    "mm-clear-walker-mb-to-same-mm-all-lazy",
                    "mm-restore-walker-mb-to-same-mm-all-lazy");
            return new RuleSpace()
                    .candidates().stream().filter(c -> ids.contains(c.id())).toList();
        }
    };

    @TempDir
    private Path folder;

    private record Outcome(int code, String out, String err) {}

    private static Outcome run(String... more) {
        return runOn(CELLS, more);
    }

    private static Outcome runOn(List<String> cells, String... more) {
        List<String> args = new ArrayList<>(List.of("synthesize"));
        args.addAll(cells);
        args.addAll(List.of(more));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.search(
                new Terminal(
                        new PrintWriter(out, true, StandardCharsets.UTF_8),
                        new PrintWriter(err, true, StandardCharsets.UTF_8),
                        false,
                        false,
                        Terminal.DEFAULT_COLUMNS),
                FOUR,
                args.toArray(String[]::new));
        return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void theFrontIsWhatStandsAndIsCheapest() {
        Outcome outcome = run();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .contains("SAFE in every cell:", "mm-restore-walker-mb-to-same-mm-all-lazy", "to-all-all-lazy")
                .contains(
                        "weaker: mm-clear-walker-mb-to-same-mm-all-lazy\n    breaks P2 in native-invlpgb/hugetlb-unshare/perf-nmi")
                .contains("4 rulings in ");
        assertThat(outcome.out().lines()).allMatch(line -> line.length() <= 120);
    }

    @Test
    void filesHaveWhatIsPrinted() throws Exception {
        Path json = folder.resolve("f.json");
        Path page = folder.resolve("f.html");
        Path markdown = folder.resolve("f.md");
        Path java = folder.resolve("java");
        assertThat(run(
                                "--json",
                                json.toString(),
                                "--html",
                                page.toString(),
                                "--markdown",
                                markdown.toString(),
                                "--java",
                                java.toString())
                        .code())
                .isZero();
        String text = Files.readString(json);
        assertThat(problems(text)).isEmpty();
        assertThat(problems(text.replace("\"confirmed\"", "\"asserted\""))).isNotEmpty();
        JsonNode root = new ObjectMapper().readTree(text);
        assertThat(root.at("/fronts/0/points").findValuesAsText("rule"))
                .containsExactly("mm-restore-walker-mb-to-same-mm-all-lazy", "to-all-all-lazy");
        assertThat(Files.readString(page)).contains("<svg", "<circle", "Content-Security-Policy");
        assertThat(Files.readString(markdown))
                .contains("### native-invlpgb", "| `mm-restore-walker-mb-to-same-mm-all-lazy` |", "### waits for");
        assertThat(java.resolve("MmRestoreWalkerMbToSameMmAllLazy.java")).exists();
    }

    @Test
    void whatWasKeptIsNotAskedAgain() throws Exception {
        Path state = folder.resolve("state");
        assertThat(run("--checkpoint", state.toString()).code()).isZero();
        Outcome again = run("--resume", state.toString());
        assertThat(again.code()).isZero();
        assertThat(again.out()).contains("0 rulings in ", "mm-restore-walker-mb-to-same-mm-all-lazy");
        Files.writeString(state, Files.readString(state).replace("four of 4", "four of 5"));
        refused(run("--resume", state.toString()), "was asked about other cells or another space");
    }

    @Test
    void whatIsCutOffIsNotSafe() throws Exception {
        Path state = folder.resolve("state");
        Outcome outcome = run("--max-states", "3", "--checkpoint", state.toString());
        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.out())
                .contains(
                        "0 safe",
                        "4 open",
                        "4 rulings are open",
                        "With 4 rules not decided, no rule is known to be SAFE")
                .doesNotContain("SAFE in every cell:");
        // What is open is asked again.
        Outcome again = run("--resume", state.toString());
        assertThat(again.code()).isZero();
        assertThat(again.out()).contains("4 rulings in ", "0 open");
    }

    /** Rules that trust the flush have no cell where nothing is flushed: nobody asked them anything. */
    @Test
    void whatHasNoCellIsNotSafe() {
        Outcome outcome = runOn(List.of(
                "--operation", "unshare-unordered", "--backend", "native", "--walker", "gup-fast", "--memory", "tso"));
        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.out()).contains("2 killed", "2 open").doesNotContain("to-nobody-all-lazy");
    }

    @Test
    void whatMakesNoSenseIsOneLine() {
        refused(run("--policy", "v10"), "--policy: which policy is what is searched for; select other axes");
        refused(run("--space", "rules"), "--space rules: there is no such space; known: four");
        refused(run("--operation", "unshare"), "unshare");
        refused(run("--catalogue", "history"), "--catalogue history: policies are searched for in the main one");
        refused(run("--threads", "0"), "--threads 0");
        refused(run("--resume", folder.resolve("none").toString()), "cannot be read");
        refused(run("--resume", folder.toString()), "cannot be read");
        refused(run("--checkpoint", folder.resolve("none/state").toString()), "cannot be written");
        refused(run("--java", "/dev/null/java"), "cannot be made a folder");
    }

    private static void refused(Outcome outcome, String because) {
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains(because).hasLineCount(1);
        assertThat(outcome.out()).isEmpty();
    }

    private static List<?> problems(String text) throws Exception {
        try (InputStream schema = JsonReport.class.getResourceAsStream("schema/synthesis.schema.json")) {
            Schema says = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(schema.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
            return says.validate(text, InputFormat.JSON);
        }
    }
}
