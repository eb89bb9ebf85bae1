package org.shootdown.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.shootdown.catalogue.Scenario;
import org.shootdown.decide.Answer;
import org.shootdown.decide.CellResult;
import org.shootdown.report.Summary;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** A command that decides the scenarios a user selects. */
abstract class ScenarioCommand implements Callable<Integer> {
    @ParentCommand
    private Main main;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Selectors selectors;

    @Mixin
    private CellSearch search;

    /** The command as it was given. */
    String given() {
        return spec.root().name() + " "
                + String.join(" ", spec.root().commandLine().getParseResult().originalArgs());
    }

    Main main() {
        return main;
    }

    Terminal terminal() {
        return main.terminal();
    }

    Selectors selectors() {
        return selectors;
    }

    List<Scenario> selected() {
        return selectors.select(main.catalogues());
    }

    CellSearch search() {
        return search;
    }

    MatrixRun matrixRun() {
        return new MatrixRun(terminal(), search);
    }

    NecessityRun necessityRun() {
        return new NecessityRun(terminal(), search);
    }

    /** Says on standard error what is wrong with the cells that are an ERROR. */
    void complainOfErrors(List<CellResult> results) {
        Complaints complaints = new Complaints(terminal().err(), spec.qualifiedName());
        Summary.errors(results).forEach(complaints::say);
        Set<String> traced = new HashSet<>();
        for (CellResult result : results) {
            if (result.answer() instanceof Answer.Faulty faulty && traced.add(faulty.message())) {
                complaints.trace(faulty.cause());
            }
        }
    }
}
