package org.shootdown.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A policy in one file that tosses a coin, run with the jar as a user runs it: one line with the place, and exit code 2. */
class OneFileErrorsIT {
    private static final String COIN = """
            import java.util.*;
            import org.shootdown.Shootdown;
            import org.shootdown.kernel.*;
            import org.shootdown.kernel.policy.TableSync;
            import org.shootdown.machine.*;

            record Coin() implements SyncRule {
                static int counter;

                @Override public void syncOne(Kernel k, Cpu cpu, Gather tlb) {
                    Object a = new Object();
                    if (TOSS) {
                        TableSync.interrupt(cpu, cpu.onlineMask());
                    }
                }

                public static void main(String[] args) {
                    System.exit(Shootdown.withPolicy(SyncPolicy.everywhere("coin", "tosses", new Coin()), args));
                }
            }
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Math.random() < 0.5",
                "System.nanoTime() / 100 % 2 == 0",
                "System.currentTimeMillis() % 2 == 0",
                "counter++ % 2 == 0",
                "new HashSet<>(List.of(a, new Object())).iterator().next() == a"
            })
    void aCoinInSyncOne(String toss) throws Exception {
        Path file = Files.writeString(folder.resolve("Coin.java"), COIN.replace("TOSS", toss));
        Process process = new ProcessBuilder(
                        RunFrom.java(),
                        "-cp",
                        Path.of("target/shootdown.jar").toAbsolutePath().toString(),
                        file.toString(),
                        "check",
                        "coin/native/hugetlb-unshare/gup-fast/tso")
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String err = Files.readString(folder.resolve("err"));
        assertThat(process.exitValue()).as(err).isEqualTo(2);
        assertThat(err)
                .hasLineCount(1)
                .contains("program huge_pmd_unshare is not deterministic", "TableSync.java:", ", from Coin.java:13");
    }
}
