package org.shootdown.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shootdown.catalogue.Scenario;
import org.shootdown.check.result.Trace;
import org.shootdown.coverage.Coverage;
import org.shootdown.decide.CellResult;
import org.shootdown.decide.Necessity.Removal;
import org.shootdown.decide.Necessity.StepRemovals;
import org.shootdown.report.ResultsFile;
import org.shootdown.report.Summary;
import org.shootdown.report.html.BeforeRun;
import org.shootdown.report.html.HtmlReport;
import org.shootdown.report.html.NecessityRow;
import org.shootdown.report.html.Provenance;
import org.shootdown.report.html.ReportCell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "report",
        description = {
            "Writes the matrix as one HTML page that needs nothing else, no network either: which finding makes which"
                    + " policies UNSAFE, what a policy changes against another one, a heat map with filters, what each cell"
                    + " costs, and a trace of every UNSAFE cell as a sequence diagram."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: as matrix.",
            "",
            "Examples:",
            "  shootdown report --html report.html",
            "  shootdown report --html kvm.html --backend kvm --memory tso",
            "  shootdown report --html v10.html --policy v10 --backend native --necessity",
            "  shootdown report --html patched.html --before before.json"
        })
final class ReportCommand extends ScenarioCommand {
    @Option(names = "--html", paramLabel = "FILE", required = true, description = "Where to write the page.")
    private Path html;

    @Option(
            names = "--necessity",
            description = "Also take the synchronising steps of each SAFE scenario out, one at a time: see necessity.")
    private boolean necessity;

    @Option(
            names = "--coverage",
            description = "Also list the lines of the models that no execution makes a step at: see coverage.")
    private boolean coverage;

    @Option(
            names = "--before",
            paramLabel = "FILE",
            description = "Results that check or matrix wrote with --json: the page begins with what this run changes"
                    + " against them. A reader can also choose such a file in the page.")
    private @Nullable Path before;

    @Override
    public Integer call() {
        Outputs outputs = new Outputs().check("--html", html);
        Optional<BeforeRun> beforeRun = Optional.ofNullable(before)
                .map(file -> new BeforeRun(file.getFileName().toString(), ResultsFile.read(file)));
        List<Scenario> scenarios = selected();
        MatrixRun matrixRun = matrixRun();
        List<CellResult> results = matrixRun.decide(scenarios, known -> "");
        Map<Scenario, List<Trace>> traces =
                matrixRun.explain(results, result -> result.broken().keySet(), known -> "");
        List<ReportCell> cells = results.stream()
                .map(result -> new ReportCell(result, traces.getOrDefault(result.scenario(), List.of())))
                .toList();
        String heading =
                "catalogue " + selectors().catalogue(main().catalogues()).id();
        List<NecessityRow> steps = necessity ? necessity(results) : List.of();
        Optional<Coverage.Result> lines =
                coverage ? Optional.of(new CoverageRun(terminal(), search()).of(scenarios)) : Optional.empty();
        terminal().print(Summary.counts(results, terminal().columns()));
        complainOfErrors(results);
        outputs.write("--html", html, () -> HtmlReport.render(heading, provenance(), cells, steps, lines, beforeRun));
        return ExitCode.ofDecided(results);
    }

    private Provenance provenance() {
        String[] version = new Main.Version().getVersion();
        return new Provenance(
                version[0],
                given(),
                version[1],
                LocalDate.now(ZoneOffset.UTC).toString(),
                List.of(
                        "Two or three CPUs and mms, one walk and one operation at a time, one NMI, one preemption, at most two"
                                + " flushes of an mm.",
                        "Sequential consistency and x86-TSO.",
                        "A SAFE cell proves nothing about steps that are not modelled; each model's Javadoc says what it"
                                + " leaves out."));
    }

    private List<NecessityRow> necessity(List<CellResult> results) {
        NecessityRun necessityRun = necessityRun();
        List<StepRemovals> steps = necessityRun.alone(results);
        Map<Removal, Trace> traces = necessityRun.traces(needed(steps));
        return steps.stream()
                .flatMap(step -> step.removals().stream())
                .map(removal -> new NecessityRow(removal, Optional.ofNullable(traces.get(removal))))
                .toList();
    }

    private static List<Removal> needed(List<StepRemovals> steps) {
        return steps.stream()
                .flatMap(step -> step.removals().stream())
                .filter(Removal::needed)
                .toList();
    }
}
