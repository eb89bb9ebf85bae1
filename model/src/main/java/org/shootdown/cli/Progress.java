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
        terminal.showProgress(known.size() + "/" + total + " decided, " + unsafe + " UNSAFE; last "
                + result.scenario().name());
    }

    /** Takes the line away again. */
    void clear() {
        terminal.showProgress("");
    }

    /** What has been decided so far, in the order in which it was. */
    List<CellResult> known() {
        synchronized (known) {
            return List.copyOf(known);
        }
    }
}
