package org.shootdown.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.shootdown.catalogue.BadInput;
import org.shootdown.catalogue.Scenario;
import org.shootdown.check.result.Trace;
import org.shootdown.check.result.Verdict;
import org.shootdown.decide.CellResult;
import org.shootdown.report.CheckTable;
import org.shootdown.report.Summary;
import org.shootdown.stepper.StepperPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "explore",
        description = {
            "Decides one scenario, and writes it as one HTML page to step through, which needs nothing else, no network"
                    + " either: choose who moves next, step back, load a counterexample and leave it, run at random or to"
                    + " a goal, and keep the path as a link or as a schedule for replay."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: as check.",
            "",
            "Examples:",
            "  shootdown explore v10/native/hugetlb-unshare/gup-fast/tso --html steps.html"
        })
final class ExploreCommand extends ScenarioCommand {
    @Option(names = "--html", paramLabel = "FILE", required = true, description = "Where to write the page.")
    private Path html;

    @Override
    public Integer call() {
        Outputs outputs = new Outputs().check("--html", html);
        List<Scenario> scenarios = selected();
        if (scenarios.size() != 1) {
            throw new BadInput(
                    scenarios.size() + " scenarios are selected, but one is stepped through at a time; name it");
        }
        MatrixRun matrixRun = matrixRun();
        List<CellResult> results = matrixRun.decide(scenarios, CheckTable::render);
        Map<Scenario, List<Trace>> traces =
                matrixRun.explain(results, result -> result.broken().keySet(), known -> "");
        terminal().print(Summary.counts(results, terminal().columns()));
        complainOfErrors(results);
        CellResult result = results.get(0);
        if (result.verdict() != Verdict.ERROR) {
            outputs.write(
                    "--html", html, () -> StepperPage.render(result, traces.getOrDefault(scenarios.get(0), List.of())));
        }
        return ExitCode.of(results);
    }
}
