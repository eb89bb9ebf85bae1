package org.shootdown.cli;

import java.util.List;
import java.util.function.Function;
import org.shootdown.check.CheckOptions;
import org.shootdown.report.Summary;
import org.shootdown.scenario.CellResult;
import org.shootdown.scenario.Matrix;
import org.shootdown.scenario.Scenario;

/** Decides scenarios under the eyes of a user, who sees the progress and may interrupt. */
final class Deciding {
    private Deciding() {}

    /** @param render how to print what is known if the user interrupts */
    static List<CellResult> decide(
            Terminal terminal,
            CheckOptions options,
            List<Scenario> scenarios,
            Function<List<CellResult>, String> render) {
        Progress progress = new Progress(terminal, scenarios.size());
        List<CellResult> results = Interruption.during(() -> new Matrix(options).decide(scenarios, progress), () -> {
            List<CellResult> known = progress.known();
            progress.clear();
            terminal.print(render.apply(known));
            terminal.print("Interrupted: " + known.size() + " of " + scenarios.size()
                    + " cells are decided; no file is written.\n" + Summary.counts(known, terminal.columns()));
        });
        progress.clear();
        return results;
    }
}
