package org.shootdown.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shootdown.check.result.Trace;
import org.shootdown.check.result.Verdict;
import org.shootdown.decide.CellResult;
import org.shootdown.decide.Necessity;
import org.shootdown.decide.Necessity.Removal;
import org.shootdown.decide.Necessity.StepRemovals;
import org.shootdown.report.NecessityReport;

/** Takes steps out of scenarios, and decides what is left of them, as {@link InterruptibleWork}. */
final class NecessityRun {
    private final Terminal terminal;
    private final CellSearch search;

    NecessityRun(Terminal terminal, CellSearch search) {
        this.terminal = terminal;
        this.search = search;
    }

    /** Takes each step of each SAFE scenario out alone. */
    List<StepRemovals> alone(List<CellResult> results) {
        Necessity necessity = new Necessity(search.uncounted());
        return decide(results.stream()
                .filter(result -> result.verdict() == Verdict.SAFE)
                .flatMap(result -> necessity.removals(result.scenario()).stream())
                .toList());
    }

    /** Takes out two at once of what is redundant alone; see {@link Necessity#pairs}. */
    List<StepRemovals> together(List<StepRemovals> alone) {
        return decide(new Necessity(search.uncounted()).pairs(alone));
    }

    private List<StepRemovals> decide(List<Removal> removals) {
        PiecesDone<Removal> done = new PiecesDone<>(removals.size(), "removals");
        return search.attend(
                terminal, done, work -> new Necessity(search.uncounted(), work).decide(removals, done::add), () -> {
                    terminal.print(NecessityReport.render(Necessity.byStep(done.soFar()), terminal.columns()));
                    terminal.print("Interrupted: " + done.share(removal -> true)
                            + " removals of a step are decided; no file is written.\n");
                });
    }

    /** Finds the executions that removals of needed steps allow; none where a limit kept it from being found. */
    Map<Removal, Trace> traces(List<Removal> needed) {
        PiecesDone<Removal> done = new PiecesDone<>(needed.size(), "counterexamples");
        return search.attend(
                terminal,
                done,
                work -> {
                    Necessity necessity = new Necessity(search.uncounted(), work);
                    Map<Removal, Trace> traces = new LinkedHashMap<>();
                    for (Removal removal : needed) {
                        necessity.trace(removal).ifPresent(trace -> traces.put(removal, trace));
                        done.add(removal);
                    }
                    return traces;
                },
                () -> terminal.print("Interrupted: all removals are decided, but executions are found for "
                        + done.share(removal -> true) + " only; no file is written.\n"));
    }
}
