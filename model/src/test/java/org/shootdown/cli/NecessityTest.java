package org.shootdown.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.shootdown.Golden;
import org.shootdown.check.CheckOptions;
import org.shootdown.check.MemoryModel;
import org.shootdown.report.NecessityReport;
import org.shootdown.scenario.Catalogues;
import org.shootdown.scenario.Necessity;
import org.shootdown.scenario.Necessity.StepRemovals;
import org.shootdown.scenario.Scenario;

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
