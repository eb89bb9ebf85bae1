package org.shootdown.cli;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * One line on stderr about work that is under way: rewritten in place on a terminal; where there is none, but progress
 * was asked for, a line now and then. A thread of its own keeps it up to date, so the work need not think of it, and
 * work that is soon done is done before anything is shown.
 */
final class ProgressLine {
    private static final Duration ON_A_TERMINAL = Duration.ofMillis(200);
    private static final Duration ELSEWHERE = Duration.ofSeconds(2);

    private final Terminal terminal;
    private final Supplier<List<String>> facts;
    private final Thread ticker;
    private boolean visible;
    private boolean ended;

    /**
     * @param wanted what the user said, or {@code null}: whether somebody watches decides then
     * @param facts what to say, the more important first; what has no room is left out
     */
    ProgressLine(Terminal terminal, Boolean wanted, Supplier<List<String>> facts) {
        this.terminal = terminal;
        this.facts = facts;
        Duration pause = terminal.interactive() ? ON_A_TERMINAL : ELSEWHERE;
        ticker = new Thread(() -> tick(pause), "progress");
        ticker.setDaemon(true);
        if (wanted == null ? terminal.interactive() : wanted) {
            ticker.start();
        }
    }

    private void tick(Duration pause) {
        try {
            while (true) {
                Thread.sleep(pause.toMillis());
                show();
            }
        } catch (InterruptedException end) {
            // There is nothing more to show.
        } catch (OutOfMemoryError full) {
            // The work needs the memory more than a line about it does.
        }
    }

    private synchronized void show() {
        if (ended) {
            return;
        }
        String line = line();
        if (terminal.interactive()) {
            terminal.showProgress(line);
            visible = true;
        } else {
            terminal.err().println(line);
            terminal.err().flush();
        }
    }

    /** As many of the facts, from the first on, as fit in. */
    String line() {
        int room = Math.min(terminal.columns(), Terminal.DEFAULT_COLUMNS) - 1;
        StringBuilder line = new StringBuilder();
        for (String fact : facts.get()) {
            String more = line.isEmpty() ? fact : ", " + fact;
            if (!line.isEmpty() && line.length() + more.length() > room) {
                break;
            }
            line.append(more);
        }
        return line.substring(0, Math.min(line.length(), room));
    }

    /** Prints something in its place; the line comes again below. */
    synchronized void makeWayFor(Runnable printing) {
        hide();
        printing.run();
    }

    private void hide() {
        if (visible) {
            terminal.showProgress("");
            visible = false;
        }
    }

    /** Takes the line away. */
    synchronized void end() {
        ended = true;
        ticker.interrupt();
        hide();
    }
}
