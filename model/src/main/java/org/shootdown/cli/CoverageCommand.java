package org.shootdown.cli;

import java.nio.file.Path;
import org.shootdown.coverage.Coverage;
import org.shootdown.report.CoverageReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "coverage",
        description = {
            "Lists the lines of the kernel models that make no step in any execution of the selected scenarios: nothing is"
                    + " proved about those. A line counts as made where every step on some way to it is made.",
            "Every state of a scenario is visited, without reduction; a scenario all of whose lines are made by those before"
                    + " it is not searched."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 each line is made, 1 some are not, 2 bad arguments or model, 3 a",
            "limit ended some search, or it was interrupted.",
            "",
            "Examples:",
            "  shootdown coverage v10/native/hugetlb-unshare/gup-fast/tso",
            "  shootdown coverage --policy v10 --json coverage.json"
        })
final class CoverageCommand extends ScenarioCommand {
    @Option(names = "--json", paramLabel = "FILE", description = "Also write all lines, made or not, as JSON.")
    private Path json;

    @Override
    public Integer call() {
        Outputs outputs = new Outputs().check("--json", json);
        Coverage.Result result = new CoverageRun(terminal(), search()).of(selected());
        terminal().print(CoverageReport.text(result, terminal().columns()));
        outputs.write("--json", json, () -> CoverageReport.json(result));
        if (!result.incomplete().isEmpty()) {
            return ExitCode.UNDECIDED;
        }
        return result.neverMade().isEmpty() ? ExitCode.OK : ExitCode.UNSAFE;
    }
}
