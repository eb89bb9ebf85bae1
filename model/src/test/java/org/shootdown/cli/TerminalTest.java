package org.shootdown.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Progress and colours are for people who watch. */
class TerminalTest {
    @Test
    void progressIsShownToWhoeverWatches() {
        Shell.Outcome outcome = Shell.small().watched(false).run("check", "--policy", "never", "--threads", "1");
        assertThat(outcome.err())
                .contains("\r8/8 decided, 4 UNSAFE; last never/kvm")
                .endsWith("\r\033[K");
        assertThat(outcome.out()).doesNotContain("\033");
    }

    @Test
    void theProgressLineFitsTheTerminal() {
        String progress = Shell.small().wide(40).watched(false).run("matrix").err();
        assertThat(progress.split("\r"))
                .allSatisfy(
                        line -> assertThat(line.replace("\033[K", "").length()).isLessThan(40));
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
