package org.shootdown.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shootdown.oracle.Oracle;

/** What judges a policy in other people's repositories speaks of their policy, and of no other. */
class JudgePolicyIT {
    private static final String SCRIPT = "../.github/judge-policy.sh";
    private static final String CELLS =
            "--backend native-invlpgb --operation hugetlb-unshare --walker gup-fast --memory tso --situation switch-in";
    private static final Pattern LOADED_MM = Pattern.compile("(?ms)^```java LoadedMm.java\n(.*?)^```$");

    @TempDir
    private Path folder;

    private record Finished(int code, String out) {}

    @BeforeEach
    void needItsTools() {
        assumeTrue(Oracle.program("bash").isPresent(), "there is no bash on the PATH");
        assumeTrue(Oracle.program("jq").isPresent(), "there is no jq on the PATH");
        assumeTrue(Oracle.program("java").isPresent(), "there is no java on the PATH");
    }

    @Test
    void onlyTheUsersOwnPolicyIsJudged() throws Exception {
        Path policy = loadedMm();
        Path summary = folder.resolve("summary.md");
        Finished judged = judge(policy, Map.of("GITHUB_STEP_SUMMARY", summary.toString()));
        assertThat(judged.out())
                .contains("1 cell: 1 UNSAFE.")
                .contains("::error file=" + policy + "::UNSAFE by P2: 1 of the cells,"
                        + " loaded-mm/native-invlpgb/hugetlb-unshare/gup-fast/switch-in/tso for one");
        assertThat(judged.code()).isEqualTo(1);
        assertThat(summary).content().startsWith("### loaded-mm in ");
        assertThat(judge(policy, Map.of("FAIL_ON_UNSAFE", "false")).code()).isZero();
    }

    @Test
    void whatIsSafeIsLeftAlone() throws Exception {
        Finished judged = judge(loadedMm(), Map.of("ARGUMENTS", CELLS.replace("switch-in", "lazy")));
        assertThat(judged.out()).contains("1 cell: 1 SAFE.").doesNotContain("::");
        assertThat(judged.code()).isZero();
    }

    @Test
    void whatIsUndecidedIsAWarning() throws Exception {
        Finished judged = judge(loadedMm(), Map.of("ARGUMENTS", CELLS + " --max-states 3"));
        assertThat(judged.out()).contains("::warning file=").contains("INCOMPLETE: 1 of the cells");
        assertThat(judged.code()).isEqualTo(3);
    }

    @Test
    void aFileWithoutAPolicyIsRefused() throws Exception {
        assertThat(judge(folder.resolve("Nobody.java"), Map.of()))
                .isEqualTo(new Finished(
                        2,
                        "judge-policy: there is no file " + folder.resolve("Nobody.java")
                                + ": 'policy' is a path in the repository, as in policies/Mine.java\n"));
        Path idle = Files.writeString(
                folder.resolve("Idle.java"), "class Idle { public static void main(String[] arguments) {} }");
        Finished judged = judge(idle, Map.of());
        assertThat(judged.out()).hasLineCount(1).contains("adds no policy", "Shootdown.withPolicy");
        assertThat(judged.code()).isEqualTo(2);
        Path broken = Files.writeString(folder.resolve("Broken.java"), "class Broken {");
        judged = judge(broken, Map.of());
        assertThat(judged.out()).contains("reached end of file").endsWith("Broken.java does not run: see above\n");
        assertThat(judged.code()).isEqualTo(2);
    }

    /** The policy of the guide. */
    private Path loadedMm() throws IOException {
        Matcher block = LOADED_MM.matcher(Files.readString(Path.of("GUIDE.md")));
        assertThat(block.find()).isTrue();
        return Files.writeString(folder.resolve("LoadedMm.java"), block.group(1));
    }

    private Finished judge(Path policy, Map<String, String> environment) throws Exception {
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder =
                new ProcessBuilder("bash", SCRIPT).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("GITHUB_"));
        builder.environment().putAll(Map.of("POLICY", policy.toString(), "ARGUMENTS", CELLS));
        builder.environment().putAll(environment);
        int code = builder.start().waitFor();
        return new Finished(code, Files.readString(output));
    }
}
