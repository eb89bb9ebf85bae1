package org.shootdown.cli;

import java.util.List;
import org.shootdown.catalogue.Scenario;
import org.shootdown.coverage.Coverage;

/** Looks for lines that no execution makes, as {@link InterruptibleWork}. */
final class CoverageRun {
    private final Terminal terminal;
    private final CellSearch search;

    CoverageRun(Terminal terminal, CellSearch search) {
        this.terminal = terminal;
        this.search = search;
    }

    Coverage.Result of(List<Scenario> scenarios) {
        Coverage coverage = new Coverage(search.uncounted().maxStates());
        PiecesDone<Scenario> done = new PiecesDone<>(scenarios.size(), "scenarios");
        return search.attend(
                terminal,
                done,
                work -> {
                    for (Scenario scenario : scenarios) {
                        coverage.add(scenario, work.get());
                        done.add(scenario);
                    }
                    return coverage.result();
                },
                () -> terminal.print("Interrupted: not every scenario was looked at.\n"));
    }
}
