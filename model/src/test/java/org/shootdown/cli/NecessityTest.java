package org.shootdown.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shootdown.Golden;
import org.shootdown.catalogue.Catalogues;
import org.shootdown.catalogue.Scenario;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.decide.Necessity;
import org.shootdown.decide.Necessity.StepRemovals;
import org.shootdown.report.NecessityReport;

/** Which steps carry weight, as the user is told. */
class NecessityTest {
    private static final String SYNC = "IPI tlb_remove_table_smp_sync";

    @Test
    void theSyncIsRedundantWhereTheFlushInterruptsAndNeededWhereItDoesNot() {
        Shell.Outcome outcome =
                Shell.small().run("necessity", "--policy", "broadcast", "--situation", "running", "--memory", "tso");
        Golden.assertMatches("cli/necessity.txt", outcome.out());
        assertThat(outcome.code()).isZero();
    }

    @Test
    void nothingIsSaidOfWhatIsNotSafeAsItIs() {
        Shell.Outcome outcome = Shell.small()
                .run(
                        "necessity",
                        "--no-reduction",
                        "--policy",
                        "never",
                        "--backend",
                        "native-invlpgb",
                        "--memory",
                        "tso");
        Golden.assertMatches("cli/necessity-unsafe.txt", outcome.out());
        assertThat(outcome.code()).isEqualTo(1);
    }

    @Test
    void jsonHasWhatIsPrinted(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("necessity.json");
        Shell.small().run("necessity", "--situation", "running", "--memory", "tso", "--json", file.toString());
        JsonNode root = new ObjectMapper().readTree(file.toFile());
        assertThat(root.fieldNames())
                .toIterable()
                .containsExactly("format", "version", "shootdown", "steps", "removals", "leftOut", "summary");
        JsonNode needed = root.get("removals").findParent("trace");
        assertThat(needed.fieldNames())
                .toIterable()
                .containsExactly("scenario", "steps", "answer", "verdict", "property", "length", "trace", "reason");
        assertThat(needed.get("answer").asText()).isEqualTo("NEEDED");
        assertThat(needed.get("verdict").asText()).isEqualTo("UNSAFE");
        assertThat(needed.get("property").asText()).isEqualTo("P1");
        assertThat(needed.get("trace")).hasSize(needed.get("length").asInt());
        int number = needed.get("steps").get(0).asInt();
        JsonNode step = root.get("steps").get(number - 1);
        assertThat(step.get("number").asInt()).isEqualTo(number);
        assertThat(step.fieldNames())
                .toIterable()
                .containsExactly("number", "kind", "what", "function", "source", "callers");
        assertThat(find(root.get("steps"), "what", SYNC).get("kind").asText()).isEqualTo("IPI");
        JsonNode redundant = find(root.get("removals"), "answer", "REDUNDANT");
        assertThat(redundant.get("property").isNull()).isTrue();
        assertThat(redundant.get("length").isNull()).isTrue();
        assertThat(root.get("leftOut").get(0).get("verdict").asText()).isEqualTo("UNSAFE");
        JsonNode summary = root.get("summary");
        assertThat(summary.get("steps").asInt()).isEqualTo(root.get("steps").size());
        assertThat(summary.get("removals").asInt())
                .isEqualTo(root.get("removals").size())
                .isEqualTo(summary.get("needed").asInt()
                        + summary.get("redundant").asInt()
                        + summary.get("undecided").asInt()
                        + summary.get("impossible").asInt());
    }

    private static JsonNode find(JsonNode list, String key, String value) {
        for (JsonNode node : list) {
            if (node.get(key).asText().equals(value)) {
                return node;
            }
        }
        throw new AssertionError("no " + key + " " + value + " in " + list);
    }

    @Test
    void aLimitLeavesStepsUndecided() {
        Necessity necessity =
                new Necessity(CheckOptions.exhaustive(MemoryModel.SC).withMaxStates(5));
        Scenario scenario = SmallCatalogue.main().scenarios().get(0);
        List<StepRemovals> steps = necessity.decide(necessity.removals(scenario), removal -> {});
        assertThat(NecessityReport.render(steps, 80))
                .contains("UNDECIDED, INCOMPLETE")
                .doesNotContain("REDUNDANT");
    }

    /** The question of the patch series, answered on the real models. */
    @Test
    void ofTheTwoInterruptsOfMainlineTheSecondIsRedundantOnBareMetalWithoutInvlpgb() {
        assertThat(verdictOnTheSync("native")).contains("REDUNDANT HERE");
        assertThat(verdictOnTheSync("native-invlpgb")).contains("NEEDED against P2");
    }

    /** Each of the two interrupts is redundant alone, and only because the other is there. */
    @Test
    void ofTheTwoInterruptsOfMainlineOneMustStay() {
        Shell shell = new Shell(Catalogues.all(), 200, false, false);
        String[] question = {
            "necessity", "broadcast/native/hugetlb-unshare/gup-fast/tso", "--no-traces",
        };
        assertThat(shell.run(question).out())
                .containsPattern("Taken out together:\n +[0-9]+ and [0-9]+: NEEDED against P2: broadcast/native\n");
    }

    /** The line that says what becomes of {@code broadcast} on a backend without the sync's interrupt. */
    private static String verdictOnTheSync(String backend) {
        Shell shell = new Shell(Catalogues.all(), 200, false, false);
        String out = shell.run(
                        "necessity",
                        "--policy",
                        "broadcast",
                        "--backend",
                        backend,
                        "--operation",
                        "hugetlb-unshare",
                        "--walker",
                        "gup-fast",
                        "--no-traces")
                .out();
        List<String> lines = out.lines().toList();
        int step = 0;
        while (!lines.get(step).contains(SYNC)) {
            step++;
        }
        if (lines.get(step + 1).contains("NEEDED")) {
            return lines.get(step + 1);
        }
        return lines.subList(0, step).stream()
                .filter(line -> line.startsWith("REDUNDANT HERE"))
                .findFirst()
                .orElse("");
    }
}
