package org.shootdown.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code shootdown litmus} prints herd's report on every file it can read, and names every file it cannot. */
class LitmusCommandTest {
    private static final String STORE_BUFFERING = """
            X86 SB
            { }
             P0          | P1          ;
             MOV [x],$1  | MOV [y],$1  ;
             MOV EAX,[y] | MOV EAX,[x] ;
            exists (0:EAX=0 /\\ 1:EAX=0)
            """;

    @TempDir
    Path folder;

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static Shell.Outcome run(Object... args) {
        String[] line = new String[args.length + 1];
        line[0] = "litmus";
        for (int i = 0; i < args.length; i++) {
            line[i + 1] = args[i].toString();
        }
        return Shell.small().run(line);
    }

    @Test
    void decidesUnderTso() throws IOException {
        Shell.Outcome outcome = run(write("SB.litmus", STORE_BUFFERING));
        assertThat(outcome.out()).startsWith("Test SB Allowed\nStates 4\n").contains("Observation SB Sometimes 1 3\n");
        assertThat(outcome.code()).isZero();
    }

    @Test
    void decidesUnderSequentialConsistency() throws IOException {
        Shell.Outcome outcome = run("--memory", "sc", write("SB.litmus", STORE_BUFFERING));
        assertThat(outcome.out()).contains("\nNo\n").contains("Observation SB Never 0 3\n");
        assertThat(outcome.code()).isZero();
    }

    @Test
    void goesOnAfterAFileThatItCannotRead() throws IOException {
        Path bad = write("bad.litmus", "X86 bad\n{ }\n P0 ;\n FROB ;\nexists (x=0)\n");
        Files.write(folder.resolve("binary.litmus"), new byte[] {(byte) 0xff, (byte) 0xfe});
        write("SB.litmus", STORE_BUFFERING);
        Shell.Outcome outcome = run(folder);
        assertThat(outcome.err().lines())
                .containsExactlyInAnyOrder(
                        "shootdown litmus: " + bad
                                + ":4:2: expected an instruction that litmus tests use on 32 or 64 bits, found 'FROB'",
                        "shootdown litmus: " + folder.resolve("binary.litmus") + ": is not text in UTF-8");
        assertThat(outcome.out()).contains("Observation SB Sometimes 1 3\n");
        assertThat(outcome.code()).isEqualTo(2);
    }

    @Test
    void aNumberThatIsNoAddressIsNamed() throws IOException {
        Path test = write("wild.litmus", "X86_64 wild\n{ }\n P0 ;\n movq (%rax),%rbx ;\nexists (0:rbx=0)\n");
        Shell.Outcome outcome = run(test);
        assertThat(outcome.err())
                .isEqualTo("shootdown litmus: " + test + ": P0 uses 0 as an address, but no location is there\n");
        assertThat(outcome.code()).isEqualTo(2);
    }

    @Test
    void anUnfinishedSearchHasNoReport() throws IOException {
        Shell.Outcome outcome = run("--max-states", 3, write("SB.litmus", STORE_BUFFERING));
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .contains("SB.litmus: INCOMPLETE: stopped after ")
                .hasLineCount(1);
        assertThat(outcome.code()).isEqualTo(3);
    }

    @Test
    void filesThatAreNotThereAreRefused() {
        Path missing = folder.resolve("no.litmus");
        assertThat(run(missing).code()).isEqualTo(2);
        assertThat(run(missing).err())
                .isEqualTo("shootdown litmus: there is no file " + folder.resolve("no.litmus") + "\n");
        assertThat(run(folder).err())
                .isEqualTo("shootdown litmus: " + folder + ": has no *.litmus file in it or below it\n");
        assertThat(run("--max-states", 0, folder).err()).contains("needs a whole number from 1 to ");
        assertThat(run("--memory", "arm", folder).err()).contains("'--memory'").hasLineCount(1);
        assertThat(run().code()).isEqualTo(2);
    }

    private static final String MESSAGE_PASSING = """
            AArch64 MP
            { 0:X1=x; 0:X3=y; 1:X1=y; 1:X3=x }
             P0          | P1          ;
             MOV W0,#1   | LDR W0,[X1] ;
             STR W0,[X1] | LDR W2,[X3] ;
             STR W0,[X3] |             ;
            exists (1:X0=1 /\\ 1:X2=0)
            """;

    /** Each test under the memory model of its language, in one call. */
    @Test
    void decidesAArch64UnderArmv8() throws IOException {
        Shell.Outcome outcome = run(write("MP.litmus", MESSAGE_PASSING), write("SB.litmus", STORE_BUFFERING));
        assertThat(outcome.out())
                .startsWith(
                        "Test MP Allowed\nStates 4\n1:X0=0; 1:X2=0;\n1:X0=0; 1:X2=1;\n1:X0=1; 1:X2=0;\n1:X0=1; 1:X2=1;\nOk\n")
                .contains("Observation MP Sometimes 1 3\n")
                .contains("Observation SB Sometimes 1 3\n");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isZero();
    }

    @Test
    void aMemoryModelThatDoesNotFitTheLanguageIsRefused() throws IOException {
        Path arm = write("MP.litmus", MESSAGE_PASSING);
        Path x86 = write("SB.litmus", STORE_BUFFERING);
        assertThat(run("--memory", "tso", arm).err())
                .isEqualTo("shootdown litmus: " + arm
                        + ": expected --memory armv8 for a test in its language, found tso\n");
        Shell.Outcome outcome = run("--memory", "armv8", arm, x86);
        assertThat(outcome.err())
                .isEqualTo("shootdown litmus: " + x86
                        + ": expected --memory tso or sc for a test in its language, found armv8\n");
        assertThat(outcome.out()).contains("Observation MP Sometimes 1 3\n");
        assertThat(outcome.code()).isEqualTo(2);
    }

    @Test
    void limitsHoldUnderArmv8Too() throws IOException {
        Shell.Outcome outcome = run("--max-states", 3, write("MP.litmus", MESSAGE_PASSING));
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .contains("MP.litmus: INCOMPLETE: stopped after 3 states; --max-states raises the limit")
                .hasLineCount(1);
        assertThat(outcome.code()).isEqualTo(3);
    }

    /** What cannot be read outweighs what is not decided, in whichever order they come; neither stops the others. */
    @Test
    void ofSeveralExitCodesTheOneForBadInputComesFirst() throws IOException {
        Path big = write("SB.litmus", STORE_BUFFERING);
        Path small = write("one.litmus", "X86 one\n{ }\n P0 ;\n NOP ;\nforall (x=0)\n");
        Path missing = folder.resolve("no.litmus");
        assertThat(run("--max-states", 5, small, big).code()).isEqualTo(3);
        for (Shell.Outcome outcome :
                List.of(run("--max-states", 5, missing, big, small), run("--max-states", 5, big, missing, small))) {
            assertThat(outcome.code()).isEqualTo(2);
            assertThat(outcome.out()).contains("Observation one Always 1 0\n");
            assertThat(outcome.err())
                    .contains("there is no file " + missing)
                    .contains("SB.litmus: INCOMPLETE")
                    .hasLineCount(2);
        }
    }

    @Test
    void foldersAreReadToTheBottomAndEachFileForItself() throws IOException {
        Files.createDirectories(folder.resolve("a/b"));
        write("a/b/SB.litmus", STORE_BUFFERING);
        write("a/bad.litmus", "C bad\n{ }\nP0(int *x) { WRITE_ONCE(*x, 99999999999); }\nexists (x=0)\n");
        Shell.Outcome outcome = run(folder);
        assertThat(outcome.out()).contains("Observation SB Sometimes 1 3\n");
        assertThat(outcome.err())
                .isEqualTo("shootdown litmus: " + folder.resolve("a/bad.litmus")
                        + ":3:29: expected a number of at most 32 bits, found 99999999999\n");
        assertThat(outcome.code()).isEqualTo(2);
    }

    /** The report stays herd's; the note goes where errors go, and is none. */
    @Test
    void plainAccessesAreNoted() throws IOException {
        Path test = write("plain.litmus", "C plain\n{ }\nP0(int *x) { *x = 1; }\nforall (x=1)\n");
        Shell.Outcome outcome = run(test);
        assertThat(outcome.out())
                .isEqualTo("Test plain Required\nStates 1\n[x]=1;\nOk\nWitnesses\nPositive: 1 Negative: 0\n"
                        + "Condition forall ([x]=1)\nObservation plain Always 1 0\n\n");
        assertThat(outcome.err())
                .isEqualTo("shootdown litmus: " + test + ":3:14: note: plain accesses, of which this is the first, are"
                        + " decided as READ_ONCE and WRITE_ONCE\n");
        assertThat(outcome.code()).isZero();
    }
}
