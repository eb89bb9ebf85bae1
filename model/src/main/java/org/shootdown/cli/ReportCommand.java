package org.shootdown.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.shootdown.check.CheckOptions;
import org.shootdown.check.Verdict;
import org.shootdown.report.Summary;
import org.shootdown.report.html.HtmlReport;
import org.shootdown.report.html.NecessityRow;
import org.shootdown.report.html.ReportCell;
import org.shootdown.scenario.CellResult;
import org.shootdown.scenario.Necessity;
import org.shootdown.scenario.Necessity.Removal;
import org.shootdown.scenario.Necessity.StepRemovals;
import org.shootdown.scenario.Scenario;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "report",
        description = {
            "Writes the matrix as one HTML page that needs nothing else, no network either: a heat map with filters, what"
                    + " each cell costs, and a trace of every UNSAFE cell as a sequence diagram."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: as matrix.",
            "",
            "Examples:",
            "  shootdown report --html report.html",
            "  shootdown report --html kvm.html --backend kvm --memory tso",
            "  shootdown report --html v10.html --policy v10 --backend native --necessity"
        })
final class ReportCommand implements Callable<Integer> {
    @ParentCommand
    private Main main;

    @Mixin
    private Selectors selectors;

    @Mixin
    private Search search;

    @Option(names = "--html", paramLabel = "FILE", required = true, description = "Where to write the page.")
    private Path html;

    @Option(
            names = "--necessity",
            description = "Also take the synchronising steps of each SAFE scenario out, one at a time: see necessity.")
    private boolean necessity;

    @Override
    public Integer call() {
        Outputs outputs = new Outputs().check("--html", html);
        CheckOptions options = search.options();
        List<Scenario> scenarios = selectors.select(main.catalogues());
        List<CellResult> results = Deciding.decide(main.terminal(), options, scenarios, known -> "");
        List<ReportCell> cells = ReportCells.of(results, options);
        String heading = "catalogue " + selectors.catalogue(main.catalogues()).id();
        List<NecessityRow> steps = necessity ? necessity(results, options) : List.of();
        outputs.write("--html", html, () -> HtmlReport.render(heading, cells, steps));
        main.terminal().print(Summary.counts(results, main.terminal().columns()));
        return ExitCode.ofDecided(results);
    }

    private List<NecessityRow> necessity(List<CellResult> results, CheckOptions options) {
        Necessity necessity = new Necessity(options);
        List<Removal> removals = results.stream()
                .filter(result -> result.verdict() == Verdict.SAFE)
                .flatMap(result -> necessity.removals(result.scenario()).stream())
                .toList();
        Countdown countdown = new Countdown(main.terminal(), removals.size());
        List<StepRemovals> steps = necessity.decide(removals, removal -> countdown.tick());
        countdown.clear();
        return steps.stream()
                .flatMap(step -> step.removals().stream())
                .map(removal ->
                        new NecessityRow(removal, removal.needed() ? necessity.trace(removal) : Optional.empty()))
                .toList();
    }
}
