package org.shootdown.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.shootdown.catalogue.Scenario;
import org.shootdown.decide.CellResult;
import org.shootdown.drawing.Wrap;
import org.shootdown.report.CatalogueListing;
import org.shootdown.report.JUnitReport;
import org.shootdown.report.JsonReport;
import org.shootdown.report.MarkdownMatrix;
import org.shootdown.report.Summary;
import org.shootdown.report.TerminalMatrix;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "matrix",
        description = "Decides every cell and prints the matrix: verdicts, and sync IPIs as min..max.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 every cell was decided, 2 bad arguments, some ERROR, or output",
            "that cannot be written, 3 some cell was not decided.",
            "",
            "Examples:",
            "  shootdown matrix --backend kvm --memory tso",
            "  shootdown matrix --markdown matrix.md --json matrix.json"
        })
final class MatrixCommand extends ScenarioCommand {
    private static final String LEGEND =
            "An entry is the verdict and the sync IPIs of one execution, min..max. * marks an entry whose verdict depends on"
                    + " the situation or the memory model: it shows the worst, and the lines below split it up.";

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the results as JSON.")
    private Path json;

    @Option(names = "--markdown", paramLabel = "FILE", description = "Also write the matrix as Markdown.")
    private Path markdown;

    @Option(names = "--junit", paramLabel = "FILE", description = "Also write the results as JUnit XML.")
    private Path junit;

    @Override
    public Integer call() {
        Outputs outputs = new Outputs()
                .check("--json", json)
                .check("--markdown", markdown)
                .check("--junit", junit);
        List<Scenario> scenarios = selected();
        int width = terminal().columns();
        List<CellResult> results = matrixRun().decide(scenarios, known -> TerminalMatrix.render(known, width));
        terminal().print(TerminalMatrix.render(results, width));
        terminal().print(Wrap.paragraph(LEGEND, "", "", width));
        terminal().print("\n" + CatalogueListing.leftOut(selectors().catalogue(main().catalogues()), width));
        terminal().print(Summary.counts(results, width) + Summary.undecided(results, width));
        complainOfErrors(results);
        outputs.stream("--json", json, file -> JsonReport.write(results, Map.of(), file))
                .write(
                        "--markdown",
                        markdown,
                        () -> MarkdownMatrix.render(results, Summary.counts(results, Integer.MAX_VALUE)))
                .write("--junit", junit, () -> JUnitReport.render("shootdown.matrix", results));
        return ExitCode.ofDecided(results);
    }
}
