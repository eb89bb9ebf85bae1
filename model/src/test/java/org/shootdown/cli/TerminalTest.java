package org.shootdown.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Progress and colours are for people who watch. */
class TerminalTest {
    @Test
    void progressIsShownToWhoeverWatches() {
        Shell.Outcome outcome = slow().watched(false).run("check", "--max-states", "5", "--threads", "1");
        assertThat(outcome.err()).contains("\r50% of 2 cells, ").endsWith("\r\033[K");
        assertThat(outcome.out()).doesNotContain("\033");
    }

    @Test
    void whoeverWatchesMayLookAway() {
        String[] check = {"check", "--max-states", "5", "--threads", "1", "--no-progress"};
        assertThat(slow().watched(false).run(check).err()).isEmpty();
    }

    @Test
    void workThatIsSoonDoneIsDoneBeforeAnythingIsShown() {
        // The first time is not soon: classes are loaded.
        Shell.small().watched(false).run("check", "--policy", "never");
        assertThat(Shell.small()
                        .watched(false)
                        .run("check", "--policy", "never")
                        .err())
                .doesNotContain("%");
    }

    private static Shell slow() {
        // A machine is built again and again; only the first times take long.
        AtomicInteger built = new AtomicInteger();
        return new Shell(List.of(SmallCatalogue.slow(() -> dawdle(built.incrementAndGet()))), 80, false, false);
    }

    private static void dawdle(int built) {
        if (built > 2) {
            return;
        }
        try {
            Thread.sleep(700);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void theProgressLineFitsTheTerminal() {
        String progress = slow().wide(10)
                .watched(false)
                .run("matrix", "--max-states", "5", "--threads", "1")
                .err();
        assertThat(progress).contains("\r50% of 2 ");
        assertThat(progress.split("\r"))
                .allSatisfy(
                        line -> assertThat(line.replace("\033[K", "").length()).isLessThan(10));
    }

    @Test
    void nobodyWatchesAPipe() {
        assertThat(Shell.small().run("matrix").err()).isEmpty();
    }

    @Test
    void coloursDoNotMoveColumns() {
        String plain = Shell.small().run("matrix").out();
        String coloured = Shell.small().watched(true).run("matrix").out();
        assertThat(coloured).contains("\033[31mUNSAFE\033[0m").contains("\033[32mSAFE\033[0m");
        assertThat(coloured.replaceAll("\033\\[[0-9]+m", "")).isEqualTo(plain);
    }

    @Test
    void theWidthIsWhatTheEnvironmentSaysAndEightyWhereItSaysNothing() {
        assertThat(Terminal.columns("132", true)).isEqualTo(132);
        assertThat(Terminal.columns("132", false)).isEqualTo(132);
        assertThat(Terminal.columns(null, false)).isEqualTo(80);
        assertThat(Terminal.columns("wide", false)).isEqualTo(80);
        assertThat(Terminal.columns("0", false)).isEqualTo(80);
    }
}
