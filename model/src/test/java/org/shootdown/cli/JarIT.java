package org.shootdown.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong ends with one line and exit code 2, when the built jar is run as its users run it. */
class JarIT {
    private static final Path JAR = Path.of("target/shootdown.jar").toAbsolutePath();
    private static final Path FULL = Path.of("/dev/full");
    private static final String CELL = "broadcast/native/free-one/gup-fast/tso";

    @TempDir
    private Path folder;

    @Test
    void aNameThatIsNothingButASlash() throws Exception {
        refusedWith("there is no scenario /", jar("check", "/"));
    }

    @Test
    void aScheduleOfBracketsOnly() throws Exception {
        Path file = Files.writeString(folder.resolve("brackets.json"), "[".repeat(100_000));
        refusedWith(file + ": is not a schedule", jar("replay", file.toString()));
    }

    /** As of a disk that is full. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "check " + CELL,
                "matrix " + CELL,
                "explain " + CELL,
                "necessity " + CELL,
                "report --html page.html " + CELL,
                "export --format tla " + CELL,
                "list --policy v10",
                "completion bash",
                "manual",
                "--help"
            })
    void standardOutputThatCannotBeWritten(String commandLine) throws Exception {
        assumeTrue(Files.exists(FULL), "needs /dev/full");
        Finished finished = run(FULL.toFile(), java("-jar", JAR.toString(), commandLine.split(" ")));
        refusedWith("shootdown: standard output cannot be written", finished);
    }

    @ParameterizedTest
    @CsvSource({"check --json", "check --junit", "matrix --markdown", "report --html", "export --format tla --output"})
    void aFileThatCannotBeWritten(String commandLine) throws Exception {
        assumeTrue(Files.exists(FULL), "needs /dev/full");
        String what = commandLine.substring(commandLine.lastIndexOf(' ') + 1);
        if (what.equals("--output")) {
            commandLine = commandLine.replace("tla", "promela");
        }
        Finished finished = jar((commandLine + " /dev/full " + CELL).split(" "));
        refusedWith(what + " /dev/full: cannot be written: ", finished);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "with      | v10       | policy v10: there is a policy of that name already; give yours another, or say",
                "with      | ''        | policy \"\": a name is lower-case letters and digits, with single dashes or dots",
                "with      | a/b       | policy \"a/b\": a name is lower-case letters",
                "with      | Sp ace    | policy \"Sp ace\": a name is lower-case letters",
                "replacing | my-policy | policy my-policy: there is no policy of that name to replace (known: broadcast, "
            })
    void aPolicyOfOnesOwnWhoseNameWillNotDo(String change, String id, String complaint) throws Exception {
        refusedWith(complaint, own(change, id, "backend -> new Rule()", "list"));
    }

    @Test
    void aPolicyThatReplacesOneIsInItsPlace() throws Exception {
        Finished finished =
                own("replacing", "broadcast", "backend -> new Rule()", "check", CELL.replace("native", "xen-pv"));
        assertThat(finished.code()).isEqualTo(1);
        assertThat(finished.out()).contains("UNSAFE P1");
    }

    /** What a policy says of one backend is no reason to say nothing of the others. */
    @Test
    void aPolicyThatThrowsOnOneBackendIsAnErrorThere() throws Exception {
        String decides = "backend -> { if (backend.id().equals(\"kvm\")) throw new IllegalStateException(\"no KVM\");"
                + " return new Rule(); }";
        Finished finished = own(
                "with",
                "my-policy",
                decides,
                "check",
                "my-policy/native/free-one/gup-fast/tso",
                "my-policy/kvm/free-one/gup-fast/tso");
        assertThat(finished.code()).isEqualTo(2);
        assertThat(finished.out()).contains("2 cells: 1 SAFE, 1 ERROR.");
        assertThat(finished.err())
                .hasLineCount(1)
                .startsWith(
                        "shootdown check: my-policy/kvm/free-one/gup-fast/tso: the machine cannot be built: java.lang.IllegalStateException: no KVM at Own.java:");
    }

    /** A file with a policy that does nothing, run from its source. */
    private Finished own(String change, String id, String decides, String... args) throws Exception {
        Path file = Files.writeString(folder.resolve("Own.java"), """
                import org.shootdown.Shootdown;
                import org.shootdown.kernel.*;
                import org.shootdown.machine.Cpu;

                class Own {
                    record Rule() implements SyncRule {
                        @Override public void syncOne(Kernel k, Cpu cpu, Gather tlb) {}
                    }
                    public static void main(String[] args) {
                        SyncPolicy mine = new SyncPolicy("%s", "does nothing", %s);
                        System.exit(Shootdown.with(parts -> parts.%s(mine), args));
                    }
                }
                """.formatted(id, decides, change));
        List<String> command = java("-cp", JAR.toString(), file.toString());
        command.addAll(List.of(args));
        return run(folder.resolve("stdout").toFile(), command);
    }

    private static void refusedWith(String complaint, Finished finished) {
        assertThat(finished.err()).hasLineCount(1).contains(complaint);
        assertThat(finished.code()).isEqualTo(2);
    }

    private record Finished(int code, String out, String err) {}

    private Finished jar(String... args) throws Exception {
        return run(folder.resolve("stdout").toFile(), java("-jar", JAR.toString(), args));
    }

    private static List<String> java(String how, String what, String... args) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                how,
                what));
        command.addAll(List.of(args));
        return command;
    }

    private Finished run(File out, List<String> command) throws IOException, InterruptedException {
        Path err = folder.resolve("stderr");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out)
                .redirectError(err.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String printed = out.isFile() ? Files.readString(out.toPath()) : "";
        return new Finished(process.exitValue(), printed, Files.readString(err));
    }
}
