package org.shootdown.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Collectors;
import org.shootdown.check.CheckOptions;
import org.shootdown.check.explore.Trace;
import org.shootdown.machine.Property;
import org.shootdown.report.html.ReportCell;
import org.shootdown.scenario.CellResult;
import org.shootdown.scenario.Counterexamples;
import org.shootdown.scenario.Scenario;

/** Results with a trace for each property that is broken, found on as many threads as the search may have. */
final class ReportCells {
    private ReportCells() {}

    static List<ReportCell> of(List<CellResult> results, CheckOptions options) {
        Counterexamples counterexamples = new Counterexamples(options.withThreads(1));
        Map<List<Object>, CellResult> machines = new LinkedHashMap<>();
        results.forEach(result -> machines.putIfAbsent(machine(result), result));
        ForkJoinPool pool = new ForkJoinPool(options.threads());
        try {
            Map<List<Object>, List<Trace>> traces = pool.submit(() -> machines.entrySet().parallelStream()
                            .collect(Collectors.toConcurrentMap(
                                    Map.Entry::getKey, entry -> traces(entry.getValue(), counterexamples))))
                    .join();
            return results.stream()
                    .map(result -> new ReportCell(result, traces.get(machine(result))))
                    .toList();
        } finally {
            pool.shutdown();
        }
    }

    /** Equal for scenarios that are the same machine under the same memory model: one trace serves them all. */
    private static List<Object> machine(CellResult result) {
        Scenario scenario = result.scenario();
        return List.of(scenario.sameness(), scenario.memory());
    }

    private static List<Trace> traces(CellResult result, Counterexamples counterexamples) {
        List<Trace> traces = new ArrayList<>();
        for (Property property : result.broken().keySet()) {
            counterexamples.find(result.scenario(), property).ifPresent(traces::add);
        }
        return traces;
    }
}
