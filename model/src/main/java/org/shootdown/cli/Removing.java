package org.shootdown.cli;

import java.util.ArrayList;
import java.util.Collections;
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

/** Takes steps out of scenarios under the eyes of a user, who sees the progress and may interrupt. */
final class Removing {
    private final Terminal terminal;
    private final Search search;

    Removing(Terminal terminal, Search search) {
        this.terminal = terminal;
        this.search = search;
    }

    /** Takes each step of each SAFE scenario out alone. */
    List<StepRemovals> alone(List<CellResult> results) {
        Necessity necessity = new Necessity(search.options());
        return decide(results.stream()
                .filter(result -> result.verdict() == Verdict.SAFE)
                .flatMap(result -> necessity.removals(result.scenario()).stream())
                .toList());
    }

    /** Takes out two at once of what is redundant alone; see {@link Necessity#pairs}. */
    List<StepRemovals> together(List<StepRemovals> alone) {
        return decide(new Necessity(search.options()).pairs(alone));
    }

    private List<StepRemovals> decide(List<Removal> removals) {
        Tally tally = new Tally(removals.size(), "removals");
        List<Removal> known = Collections.synchronizedList(new ArrayList<>());
        return search.attend(
                terminal,
                tally,
                work -> new Necessity(search.options(), work).decide(removals, removal -> {
                    known.add(removal);
                    tally.tick();
                }),
                () -> {
                    synchronized (known) {
                        terminal.print(NecessityReport.render(Necessity.byStep(known), terminal.columns()));
                    }
                    terminal.print("Interrupted: of " + removals.size() + " removals of a step " + tally.done()
                            + " are decided; no file is written.\n");
                });
    }

    /** Finds the executions that removals of needed steps allow; none where a limit kept it from being found. */
    Map<Removal, Trace> traces(List<Removal> needed) {
        Tally tally = new Tally(needed.size(), "counterexamples");
        return search.attend(
                terminal,
                tally,
                work -> {
                    Necessity necessity = new Necessity(search.options(), work);
                    Map<Removal, Trace> traces = new LinkedHashMap<>();
                    for (Removal removal : needed) {
                        necessity.trace(removal).ifPresent(trace -> traces.put(removal, trace));
                        tally.tick();
                    }
                    return traces;
                },
                () -> terminal.print("Interrupted: all removals are decided, but executions are found for "
                        + tally.done() + " of " + needed.size() + " only; no file is written.\n"));
    }
}
