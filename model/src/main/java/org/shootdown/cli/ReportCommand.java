package org.shootdown.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.shootdown.check.CheckOptions;
import org.shootdown.report.Summary;
import org.shootdown.report.html.HtmlReport;
import org.shootdown.report.html.ReportCell;
import org.shootdown.scenario.CellResult;
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
            "  shootdown report --html kvm.html --backend kvm --memory tso"
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

    @Override
    public Integer call() {
        Outputs outputs = new Outputs().check("--html", html);
        CheckOptions options = search.options();
        List<Scenario> scenarios = selectors.select(main.catalogues());
        List<CellResult> results = Deciding.decide(main.terminal(), options, scenarios, known -> "");
        List<ReportCell> cells = ReportCells.of(results, options);
        String heading = "catalogue " + selectors.catalogue(main.catalogues()).id();
        outputs.write("--html", html, () -> HtmlReport.render(heading, cells, List.of()));
        main.terminal().print(Summary.counts(results, main.terminal().columns()));
        return ExitCode.ofDecided(results);
    }
}
