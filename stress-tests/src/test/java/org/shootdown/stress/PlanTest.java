package org.shootdown.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jcstress.infra.TestInfo;

/** What is said about hosts, and about files that are no results. */
class PlanTest {
    @Test
    void aHostRunsTheTestsThatItHasACpuPerActorFor() {
        Plan two = Plan.of("^org.shootdown.stress.Ipi", 2);
        assertThat(two.run())
                .extracting(TestInfo::name)
                .containsExactly("org.shootdown.stress.Ipi.Never", "org.shootdown.stress.Ipi.Sync");
        assertThat(two.leftOut())
                .extracting(TestInfo::name)
                .containsExactly("org.shootdown.stress.Ipi.SyncThreeWalkers");
        assertThat(Plan.of("^org.shootdown.stress.Ipi", 4).leftOut()).isEmpty();
    }

    @Test
    void noTestsAreSelectedByANameThatNoneHas() {
        assertThat(Plan.of("NoSuchTest", 64).tests()).isEmpty();
    }

    @Test
    void aMergeThatFailsLeavesNothingBehind(@TempDir Path directory) throws IOException {
        Path nonsense = Files.writeString(directory.resolve("nonsense.bin.gz"), "nonsense");
        Path merged = directory.resolve("merged.bin.gz");
        assertThatThrownBy(() -> Merge.merge(List.of(nonsense), merged))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nonsense.bin.gz");
        assertThat(directory).isDirectoryNotContaining("glob:**merged*");
    }
}
