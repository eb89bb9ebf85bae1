package org.shootdown.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.shootdown.catalogue.Scenario;
import org.shootdown.check.result.Trace;
import org.shootdown.check.result.Verdict;
import org.shootdown.decide.CellResult;
import org.shootdown.decide.Counterexamples;
import org.shootdown.decide.Matrix;
import org.shootdown.machine.Property;
import org.shootdown.report.Summary;

/** Decides scenarios and finds counterexamples as {@link InterruptibleWork}. */
final class MatrixRun {
    private final Terminal terminal;
    private final CellSearch search;

    MatrixRun(Terminal terminal, CellSearch search) {
        this.terminal = terminal;
        this.search = search;
    }

    /** @param render how to print what is known if the user interrupts */
    List<CellResult> decide(List<Scenario> scenarios, Function<List<CellResult>, String> render) {
        PiecesDone<CellResult> done = new PiecesDone<>(scenarios.size(), "cells");
        return search.attend(
                terminal,
                () -> progress(done),
                work -> new Matrix(search.options(), work).decide(scenarios, done::add),
                () -> interrupted(done, render));
    }

    private static List<String> progress(PiecesDone<CellResult> done) {
        List<String> facts = new ArrayList<>(done.get());
        for (Verdict telling : List.of(Verdict.ERROR, Verdict.UNSAFE)) {
            long count = done.count(result -> result.verdict() == telling);
            if (count > 0) {
                facts.add(String.format(Locale.ROOT, "%,d %s", count, telling));
            }
        }
        return facts;
    }

    private void interrupted(PiecesDone<CellResult> done, Function<List<CellResult>, String> render) {
        List<CellResult> known = done.soFar();
        if (!known.isEmpty()) {
            terminal.print(render.apply(known));
        }
        terminal.print("Interrupted: " + done.share(CellResult::decided) + " cells are decided; no file is written.\n"
                + Summary.counts(known, terminal.columns())
                + Summary.undecided(known, terminal.columns()));
    }

    private record Explained(Scenario scenario, List<Trace> traces) {
        boolean found() {
            return !traces.isEmpty();
        }
    }

    /**
     * Finds the executions behind UNSAFE results.
     *
     * @param wanted the properties to show broken, out of those that a result breaks
     * @param render how to print what is known if the user interrupts: given all traces found so far
     */
    Map<Scenario, List<Trace>> explain(
            List<CellResult> results,
            Function<CellResult, Collection<Property>> wanted,
            Function<Map<Scenario, List<Trace>>, String> render) {
        int total = (int) results.stream()
                .filter(result -> !wanted.apply(result).isEmpty())
                .count();
        PiecesDone<Explained> done = new PiecesDone<>(total, "counterexamples");
        return search.attend(
                terminal,
                done,
                work -> new Counterexamples(search.uncounted(), work)
                        .ofAll(results, wanted, (scenario, traces) -> done.add(new Explained(scenario, traces))),
                () -> {
                    Map<Scenario, List<Trace>> known = new LinkedHashMap<>();
                    done.soFar().forEach(explained -> known.put(explained.scenario(), explained.traces()));
                    terminal.print(render.apply(known));
                    terminal.print("Interrupted: all cells are decided, but counterexamples are found for "
                            + done.share(Explained::found) + " only; no file is written.\n");
                });
    }
}
