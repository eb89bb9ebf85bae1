package org.shootdown.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shootdown.scenario.Catalogue;

/** The command line as a process of its own: exit codes, streams and signals are real. */
class ProcessTest {
    private static final String BEGUN = "the slow cell is begun";

    @TempDir
    private Path folder;

    /** The small catalogues in a JVM of their own. */
    static final class SmallMain {
        public static void main(String[] args) {
            System.exit(Main.run(Terminal.ofProcess(), SmallCatalogue.all(), args));
        }
    }

    /** Says on stderr when the slow cell is begun. */
    static final class SlowMain {
        public static void main(String[] args) {
            List<Catalogue> slow = List.of(SmallCatalogue.slow(() -> System.err.println(BEGUN)));
            System.exit(Main.run(Terminal.ofProcess(), slow, args));
        }
    }

    @Test
    void theRealMainAnswers() throws Exception {
        Finished list = run(Main.class, "list", "--policy", "broadcast", "--backend", "native");
        assertThat(list.code()).isZero();
        assertThat(list.out()).contains("  broadcast/native/hugetlb-unshare/gup-fast/tso\n");
        assertThat(list.err()).isEmpty();
    }

    @Test
    void exitCodesReachTheCaller() throws Exception {
        assertThat(run(SmallMain.class, "check", "--policy", "never").code()).isEqualTo(1);
        Finished bad = run(SmallMain.class, "check", "--policy", "nver");
        assertThat(bad.code()).isEqualTo(2);
        assertThat(bad.err()).hasLineCount(1);
        assertThat(bad.out()).isEmpty();
    }

    @Test
    void aPipeGetsNoProgressAndNoColour() throws Exception {
        Finished matrix = run(SmallMain.class, "matrix");
        assertThat(matrix.out()).contains("UNSAFE* 0").doesNotContain("\033");
        assertThat(matrix.err()).isEmpty();
    }

    @Test
    void anInterruptedMatrixSaysWhatItKnows() throws Exception {
        Path json = folder.resolve("out.json");
        Process matrix = start(SlowMain.class, "matrix", "--threads", "1", "--json", json.toString());
        waitFor(BEGUN);
        // The quick cell's result may still be on its way from the worker.
        Thread.sleep(2_000);
        new ProcessBuilder("kill", "-INT", String.valueOf(matrix.pid())).start().waitFor();
        Finished finished = finish(matrix);
        assertThat(finished.out())
                .contains("Interrupted: 1 of 2 cells are decided; no file is written.")
                .contains("1 cell: 1 SAFE.");
        assertThat(finished.code()).isEqualTo(3);
        assertThat(json).doesNotExist();
    }

    /** Waits until the process has said {@code words} on stderr. */
    private void waitFor(String words) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!Files.readString(folder.resolve("stderr")).contains(words)) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(50);
        }
    }

    private record Finished(int code, String out, String err) {}

    private Finished run(Class<?> main, String... args) throws Exception {
        return finish(start(main, args));
    }

    private Process start(Class<?> main, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command)
                .redirectOutput(folder.resolve("stdout").toFile())
                .redirectError(folder.resolve("stderr").toFile())
                .start();
    }

    private Finished finish(Process process) throws Exception {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Finished(
                process.exitValue(),
                Files.readString(folder.resolve("stdout"), StandardCharsets.UTF_8),
                Files.readString(folder.resolve("stderr"), StandardCharsets.UTF_8));
    }
}
