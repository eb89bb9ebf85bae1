package org.shootdown.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a single file gets to see whose race is wrong, shows nothing, or is too large: one line, and the exit code. */
class RaceFileTest {
    /** A file of races that {@code main} explores one after the other, and prints the exit code of each. */
    private static final String FILE = """
            import org.shootdown.Shootdown;
            import org.shootdown.interleaving.*;
            import org.shootdown.machine.*;

            class Races {
                public static void main(String[] args) throws Exception {
                    for (String name : args) {
                        String[] words = name.split(" ");
                        String[] rest = java.util.Arrays.copyOfRange(words, 1, words.length);
                        System.out.println(words[0] + " " + Shootdown.explore(Class.forName(words[0]), rest));
                        System.err.println("--");
                    }
                }
            }

            @Interleavings @Outcome(id = "1", expect = Expect.INTERESTING)
            class Right {
                @Shared(observe = true) Cell x;
                @Actor(times = 2) void store(Cpu cpu) { cpu.writeOnce(x, 1); }
            }

            @Interleavings
            class Forbidden extends Right {}

            @Interleavings
            class Vacuous {
                @Shared Page table;
                @Actor void cpu0(Cpu cpu) { cpu.smpMb(); cpu.unlink(table); cpu.free(table); }
            }

            @Interleavings
            class NoActors { @Shared Cell x; }

            @Interleavings
            class WrongType {
                @Shared long x;
                @Actor void cpu0(Cpu cpu) {}
            }

            @Interleavings
            class OutOfRange {
                @Shared Cell x;
                @Actor void cpu0(Cpu cpu) {
                    cpu.writeOnce(x, 2); // too much
                }
            }

            @Interleavings
            class Throws {
                @Shared Cell[] x;
                @Actor void cpu0(Cpu cpu) {
                    cpu.readOnce(x[1]); // no such element
                }
            }

            @Interleavings
            class HasNoNumber0 {
                @Actor void cpu1(Cpu cpu) {}
            }

            @Interleavings
            class InterruptsNobody {
                @Actor void cpu0(Cpu cpu) {
                    cpu.sendIpi(1, IpiFunction.empty("sync", IpiFunction.Purpose.OTHER)); // nobody
                }
            }
            """;

    @TempDir
    private Path folder;

    private record Finished(List<String> out, List<String> err) {}

    private Finished run(String... races) throws Exception {
        Path file = Files.writeString(folder.resolve("Races.java"), FILE);
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        ProcessBuilder java = new ProcessBuilder(Stream.concat(
                                Stream.of(RunFrom.java(), "-cp", RunFrom.classPath(), file.toString()),
                                Stream.of(races))
                        .toList())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        java.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = java.start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("done in time").isTrue();
        String errors = Files.readString(err);
        assertThat(process.exitValue()).as(errors).isZero();
        return new Finished(
                Files.readAllLines(out),
                List.of(errors.replaceFirst("--\n$", "").split("--\n", -1)));
    }

    /** The lines that {@code main} itself prints, which end with a code. */
    private static String codes(Finished finished) {
        return finished.out().stream()
                .filter(line -> line.matches("\\w+ [0-3]"))
                .collect(Collectors.joining("\n"));
    }

    /** The line of the file with that comment, as messages give it. */
    private static String at(String comment) {
        List<String> lines = FILE.lines().toList();
        for (int line = 1; line <= lines.size(); line++) {
            if (lines.get(line - 1).endsWith("// " + comment)) {
                return "Races.java:" + line;
            }
        }
        throw new IllegalArgumentException(comment);
    }

    @Test
    void theExitCodeSaysWhatIsProved() throws Exception {
        Finished finished =
                run("Right", "Forbidden", "Vacuous", "Right --max-states 1 --memory tso", "Right --memory no");
        assertThat(codes(finished)).isEqualTo("""
                Right 0
                Forbidden 1
                Vacuous 3
                Right 3
                Right 2""");
        assertThat(finished.out())
                .contains(
                        "Right under sc: as expected, 3 states",
                        "Vacuous under sc: VACUOUS, 3 states",
                        "No execution walks or touches a page after its unlink; a race about something else says"
                                + " @Interleavings(mustLookAfterUnlink = false).",
                        "The search met its limit of 1 states.");
        assertThat(finished.err())
                .containsExactly("", "", "", "", "Right: --memory no: Right is explored under sc and tso\n");
    }

    @Test
    void aWrongRaceIsOneLineThatNamesClassAndMember() throws Exception {
        List<String> wrong =
                List.of("NoActors", "WrongType", "OutOfRange", "Throws", "HasNoNumber0", "InterruptsNobody");
        Finished finished = run(wrong.toArray(String[]::new));
        assertThat(finished.out())
                .containsExactlyElementsOf(
                        wrong.stream().map(name -> name + " 2").toList());
        List<List<String>> named = List.of(
                List.of("NoActors", "has no @Actor method"),
                List.of("WrongType", "@Shared field x", "not a long"),
                List.of("OutOfRange", "cpu0", "stores 2 to cell x", at("too much")),
                List.of("Throws", "cpu0", "ArrayIndexOutOfBoundsException", at("no such element")),
                List.of("HasNoNumber0", "cpu1", "no actor has number 0"),
                List.of("InterruptsNobody", "cpu0", at("nobody")));
        assertThat(finished.err()).hasSameSizeAs(named);
        for (int i = 0; i < named.size(); i++) {
            assertThat(finished.err().get(i)).contains(named.get(i)).hasLineCount(1);
        }
    }
}
