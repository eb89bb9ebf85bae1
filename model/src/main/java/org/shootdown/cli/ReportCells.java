package org.shootdown.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.shootdown.check.CheckOptions;
import org.shootdown.check.explore.Trace;
import org.shootdown.machine.Property;
import org.shootdown.report.html.ReportCell;
import org.shootdown.scenario.CellResult;
import org.shootdown.scenario.Counterexamples;

/** Results with a trace for each property that is broken, found on as many threads as the search may have. */
final class ReportCells {
    private ReportCells() {}

    static List<ReportCell> of(List<CellResult> results, CheckOptions options) {
        Counterexamples counterexamples = new Counterexamples(options.withThreads(1));
        ForkJoinPool pool = new ForkJoinPool(options.threads());
        try {
            return pool.submit(() -> results.parallelStream()
                            .map(result -> withTraces(result, counterexamples))
                            .toList())
                    .join();
        } finally {
            pool.shutdown();
        }
    }

    private static ReportCell withTraces(CellResult result, Counterexamples counterexamples) {
        List<Trace> traces = new ArrayList<>();
        for (Property property : result.broken().keySet()) {
            counterexamples.find(result.scenario(), property).ifPresent(traces::add);
        }
        return new ReportCell(result, traces);
    }
}
