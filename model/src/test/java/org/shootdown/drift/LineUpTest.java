package org.shootdown.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shootdown.drift.SmallModels.Variant;

/** The kernel's accesses are lined up with the steps that the model's programs really make. */
class LineUpTest {
    @TempDir
    private Path folder;

    private String report(SmallTree tree, Variant variant, boolean explained) {
        Drift drift = Drift.of(tree.open(), tree.lock(), SmallModels.CITED, SmallModels.steps(variant));
        return DriftReport.render(drift, explained).replaceAll("SmallModels.java:\\d+", "MODEL");
    }

    private String report(Variant variant) throws IOException {
        return report(SmallTree.in(folder), variant, false);
    }

    @Test
    void aModelThatFollowsItsFunctionHasNoDifference() throws IOException {
        assertThat(report(Variant.FAITHFUL))
                .doesNotContain("only the")
                .contains(": 0 differences without a reason, 2 ");
    }

    @Test
    void aStepThatIsMissing() throws IOException {
        assertThat(report(Variant.STEP_MISSING)).startsWith("""
                mm/small.c:10: publish, modelled by SmallModels.Models.publish
                  only the kernel barrier smp_wmb                              line 13

                """);
    }

    @Test
    void aStepThatTheKernelDoesNotMake() throws IOException {
        assertThat(report(Variant.STEP_ADDED)).startsWith("""
                mm/small.c:23: look, modelled by SmallModels.Models.look
                  only the model  barrier smp_mb                               MODEL

                """);
    }

    @Test
    void anotherOrder() throws IOException {
        assertThat(report(Variant.STEPS_EXCHANGED))
                .contains(
                        "  only the kernel write word                                   line 12, the other in another order\n")
                .contains(
                        "  only the model  write word                                   MODEL, the other in another order\n");
    }

    @Test
    void twoAccessesMadeOne() throws IOException {
        assertThat(report(Variant.TWO_READS_MADE_ONE)).startsWith("""
                mm/small.c:23: look, modelled by SmallModels.Models.look
                  only the kernel read word                                    line 32

                """);
    }

    /** The text has the branches of {@code counts} the other way round; no run makes steps of both. */
    @Test
    void exchangedBranchesAreNoOtherOrder() throws IOException {
        assertThat(report(Variant.FAITHFUL)).doesNotContain("counts");
    }

    @Test
    void aReasonIsToldWithWhatItHides() throws IOException {
        assertThat(report(SmallTree.in(folder), Variant.FAITHFUL, true)).contains("""
                counts, modelled by SmallModels.Explained.counts
                  deliberate: the kernel's read limit; the model's choose (mm/small.c:62)
                    a limit is what time makes of it, so both are explored
                    What it hides: never/native/zap/gup-fast/sc
                """);
    }

    @Test
    void aReasonForWhatDoesNotDifferIsOneTooMany() throws IOException {
        SmallTree tree = SmallTree.in(folder).with("READ_ONCE(box->limit)", "limit");
        assertThat(report(tree, Variant.FAITHFUL, false))
                .contains("  a reason is given for what does not differ: kernel: read limit\n")
                .contains(": 1 differences without a reason, 1 deliberate ones.");
    }
}
