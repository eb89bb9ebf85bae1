package org.shootdown.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shootdown.catalogue.Catalogue;

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

    /** What takes long, the catalogue of that name, which says on stderr when it begins; and a hidden counterexample. */
    static final class SlowMain {
        public static void main(String[] args) {
            List<Catalogue> slow =
                    List.of(SmallCatalogue.slow(() -> System.err.println(BEGUN)), SmallCatalogue.hidden());
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
        interrupt(matrix);
        Finished finished = finish(matrix);
        assertThat(finished.out())
                .contains("Interrupted: 1 of 2 cells are decided; no file is written.")
                .contains("2 cells: 1 SAFE, 1 INCOMPLETE.")
                .containsPattern(
                        "INCOMPLETE never/native/slow/gup-fast/tso: stopped after [0-9,]{3,} states,\\s+interrupted");
        assertThat(finished.code()).isEqualTo(3);
        assertThat(json).doesNotExist();
    }

    @Test
    void anInterruptedSearchForACounterexampleKeepsTheVerdict() throws Exception {
        Path json = folder.resolve("out.json");
        Process check =
                start(SlowMain.class, "check", "--catalogue", "misuse", "--progress", "--json", json.toString());
        waitFor(" states, ");
        interrupt(check);
        Finished finished = finish(check);
        assertThat(finished.out())
                .contains("UNSAFE ASSERTION")
                .contains("Interrupted: all cells are decided, but counterexamples are found for 0 of 1 only");
        assertThat(finished.code()).isEqualTo(3);
        assertThat(json).doesNotExist();
    }

    @Test
    void anInterruptedBenchPrintsTheRowItIsIn() throws Exception {
        Process bench = start(Main.class, "bench", "--walkers", "7", "--progress");
        waitFor("broadcast, sc, 1 thread, 7 walkers, ");
        interrupt(bench);
        Finished finished = finish(bench);
        assertThat(finished.out())
                .containsPattern("1 thread +6 +10,190,848 ")
                .containsPattern("1 thread +7 +[0-9,]+ .*\nInterrupted: the last row's search is not complete.\n$");
        assertThat(finished.code()).isEqualTo(3);
    }

    /** On a terminal of 80 columns, which {@code script} makes. */
    @Test
    void aTerminalGetsOneLineThatIsRewrittenInPlace() throws Exception {
        Path script = Path.of("/usr/bin/script");
        assumeTrue(Files.isExecutable(script), "needs script, of util-linux");
        String java =
                String.join("' '", command(SlowMain.class, "check", "--operation", "slow", "--max-states", "20000"));
        Process terminal = new ProcessBuilder(script.toString(), "-qec", "stty cols 80; '" + java + "'", "/dev/null")
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(folder.resolve("stdout").toFile())
                .redirectError(folder.resolve("stderr").toFile())
                .start();
        Finished finished = finish(terminal);
        assertThat(finished.code()).isEqualTo(3);
        String[] shown = finished.out().replace("\r\n", "\n").split("\r");
        assertThat(shown).hasSizeGreaterThan(2);
        assertThat(shown[1]).contains("0:0").endsWith("\033[K").hasSizeLessThan(80 + "\033[K".length());
        assertThat(shown[shown.length - 1]).startsWith("\033[Kverdict").contains("INCOMPLETE");
    }

    private static void interrupt(Process process) throws Exception {
        new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                .start()
                .waitFor();
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
        return new ProcessBuilder(command(main, args))
                .redirectOutput(folder.resolve("stdout").toFile())
                .redirectError(folder.resolve("stderr").toFile())
                .start();
    }

    private static List<String> command(Class<?> main, String... args) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(args));
        return command;
    }

    private Finished finish(Process process) throws Exception {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Finished(
                process.exitValue(),
                Files.readString(folder.resolve("stdout"), StandardCharsets.UTF_8),
                Files.readString(folder.resolve("stderr"), StandardCharsets.UTF_8));
    }
}
