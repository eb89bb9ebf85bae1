package org.shootdown.cli;

/** One line that says how much of some work is done, where a person watches. */
final class Countdown {
    private final Terminal terminal;
    private final int total;
    private int done;

    Countdown(Terminal terminal, int total) {
        this.terminal = terminal;
        this.total = total;
    }

    void tick() {
        done++;
        terminal.showProgress(done + "/" + total + " steps taken out and decided");
    }

    void clear() {
        terminal.showProgress("");
    }
}
