package org.shootdown.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.shootdown.check.Verdict;
import org.shootdown.scenario.CellResult;

/** Collects results while they come in and, where a person watches, keeps one line about them up to date. */
final class Progress implements Consumer<CellResult> {
    private final Terminal terminal;
    private final int total;
    private final List<CellResult> known = Collections.synchronizedList(new ArrayList<>());
    private long unsafe;

    Progress(Terminal terminal, int total) {
        this.terminal = terminal;
        this.total = total;
    }

    @Override
    public void accept(CellResult result) {
        known.add(result);
        unsafe += result.verdict() == Verdict.UNSAFE ? 1 : 0;
        if (terminal.interactive()) {
            String line = known.size() + "/" + total + " decided, " + unsafe + " UNSAFE; last "
                    + result.scenario().name();
            int room = Math.max(1, terminal.columns() - 1);
            show(line.length() > room ? line.substring(0, room) : line);
        }
    }

    /** Takes the line away again. */
    void clear() {
        if (terminal.interactive()) {
            show("");
        }
    }

    private void show(String line) {
        terminal.err().print("\r" + line + "\033[K");
        terminal.err().flush();
    }

    /** What has been decided so far, in the order in which it was. */
    List<CellResult> known() {
        synchronized (known) {
            return List.copyOf(known);
        }
    }
}
