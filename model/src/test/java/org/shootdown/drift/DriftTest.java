package org.shootdown.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shootdown.catalogue.BadInput;

/** A tree is held against the lock of another: each change is reported, with its line, and no other. */
class DriftTest {
    @TempDir
    private Path before;

    @TempDir
    private Path now;

    private Lock lock;
    private SmallTree tree;

    @BeforeEach
    void lockTheTree() throws IOException {
        lock = SmallTree.in(before).lock();
        tree = SmallTree.in(now);
    }

    private String report() {
        return DriftReport.render(tree.against(lock), false).replace(now.toString(), "TREE");
    }

    @Test
    void theSameTreeHasNotDrifted() {
        assertThat(report()).isEqualTo("""
                        Linux 9.1 in TREE: 7 functions cited, 7 as they were read, 0 changed, 0 missing; 1 more of\
                         patches and older kernels.
                        5 models lined up with them: 0 differences without a reason, 2 deliberate ones.
                        """);
        assertThat(tree.against(lock).isNone()).isTrue();
    }

    @Test
    void commentsAndWhiteSpaceDoNotCount() throws IOException {
        tree.with("\t/* first */", "")
                .with("\tsmp_wmb();\n", "  smp_wmb( ) ;\n\n")
                .with("int me)\n{", "int me) {");
        assertThat(tree.against(lock).isNone()).isTrue();
    }

    @Test
    void codeOutOfTheBuildDoesNotCount() throws IOException {
        tree.with("box->checked = 1;", "box->checked = 2;");
        assertThat(tree.against(lock).isNone()).isTrue();
    }

    @Test
    void aChangedStatementWithoutAccess() throws IOException {
        tree.with("if (seen)", "if (!seen)");
        assertThat(report()).startsWith("""
                mm/small.c:23: look has changed, line 33
                  its accesses are as they were
                """).contains(" 1 changed");
    }

    @Test
    void twoAccessesSwapped() throws IOException {
        tree.with("WRITE_ONCE(box->word, 1);", "WRITE_ONCE(box->f, 1);")
                .with("WRITE_ONCE(box->flag, 1);", "WRITE_ONCE(box->word, 1);")
                .with("WRITE_ONCE(box->f, 1);", "WRITE_ONCE(box->flag, 1);");
        assertThat(report()).startsWith("""
                mm/small.c:10: publish has changed, lines 10, 13, 14
                  - write word (WRITE_ONCE)                      gone
                  - barrier smp_wmb (smp_wmb)                    gone
                  + barrier smp_wmb (smp_wmb)                    line 13
                  + write word (WRITE_ONCE)                      line 14
                """);
    }

    @Test
    void aFunctionThatIsGone() throws IOException {
        tree.with("static int gone(", "static int gone_for_good(");
        assertThat(report())
                .startsWith("mm/small.c: gone is not there any more\n\n")
                .contains(" 1 missing");
    }

    @Test
    void aFileThatIsGone() throws IOException {
        Files.delete(now.resolve(SmallTree.SOURCE));
        assertThat(report())
                .contains("mm/small.c: poke: the tree does not have the file\n")
                .contains(" 0 as they were read, 0 changed, 7 missing");
    }

    @Test
    void aNewBarrier() throws IOException {
        tree.with("\tseen = helper(", "\tsmp_rmb();\n\tseen = helper(");
        assertThat(report()).startsWith("""
                mm/small.c:23: look has changed, line 32
                  + barrier smp_rmb (smp_rmb)                    line 32
                """);
    }

    @Test
    void aWeakerAccess() throws IOException {
        tree.with("xchg(&box->owner, ", "WRITE_ONCE(box->owner, ");
        assertThat(report())
                .contains("  - rmw owner (xchg)                             gone\n")
                .contains("  + write owner (WRITE_ONCE)                     line 34\n");
    }

    @Test
    void aChangeOfAnInlinedFunctionIsOneOfItsCallerToo() throws IOException {
        tree.with("READ_ONCE(box->hint)", "smp_load_acquire(&box->hint)");
        assertThat(report()).contains("mm/small.c:18: helper has changed").contains("mm/small.c:23: look has changed");
    }

    @Test
    void theLockIsTheSameWhenItIsReadAgain() throws IOException {
        Path file = Files.writeString(before.resolve("lock"), lock.text());
        assertThat(Lock.of(file).text()).isEqualTo(lock.text());
        assertThat(tree.against(Lock.of(file)).isNone()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "what is this",
                "function alone",
                "body 1234",
                "access read word READ_ONCE",
                "function f file.c 9.1\naccess read",
                "function f file.c 9.1\naccess zap word READ_ONCE",
                "function f file.c 9.1\nbody"
            })
    void aLockThatIsNoneIsRefusedWithItsLine(String text) throws IOException {
        Path file = Files.writeString(before.resolve("lock"), text);
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> Lock.of(file))
                .withMessage("--lock " + file + ": line " + text.lines().count() + " is none of a lock's");
    }

    @Test
    void theLockHasNothingOfTheText() {
        assertThat(lock.text()).doesNotContain("box").doesNotContain("return").doesNotContain("report");
    }

    @Test
    void theLockListsAccessesInTheirOrder() {
        assertThat(accessesOf("look")).isEqualTo("""
                access await flag READ_ONCE
                access read hint READ_ONCE
                access read word READ_ONCE
                access read next READ_ONCE
                access rmw owner xchg
                access read mm_cpumask on_each_cpu_mask
                access ipi poke on_each_cpu_mask
                access wait - on_each_cpu_mask
                """);
        assertThat(accessesOf("poke")).isEqualTo("""
                access write ctxs.seen this_cpu_write
                access write current.mm plain
                access read context.tlb_gen plain
                access call publish call
                """);
    }

    private String accessesOf(String function) {
        String text = lock.text();
        String entry = text.substring(text.indexOf("function " + function + " "));
        int end = entry.indexOf("\n\n");
        return entry.substring(0, end < 0 ? entry.length() : end + 1)
                .lines()
                .filter(line -> line.startsWith("access"))
                .map(line -> line + "\n")
                .reduce("", String::concat);
    }
}
