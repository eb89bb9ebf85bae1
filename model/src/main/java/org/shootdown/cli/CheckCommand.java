package org.shootdown.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.shootdown.catalogue.Scenario;
import org.shootdown.check.result.Trace;
import org.shootdown.check.result.Verdict;
import org.shootdown.decide.CellResult;
import org.shootdown.report.CheckTable;
import org.shootdown.report.JUnitReport;
import org.shootdown.report.JsonReport;
import org.shootdown.report.Summary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "check",
        description = "Decides the selected scenarios and prints one line for each.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 all SAFE, 1 some UNSAFE, 2 bad arguments, some ERROR, or output",
            "that cannot be written, 3 INCOMPLETE or VACUOUS. Of several, 2 before 1 before",
            "3.",
            "",
            "Examples:",
            "  shootdown check --policy v10 --backend native,kvm",
            "  shootdown check 'v10/kvm/**' --only UNSAFE",
            "  shootdown check --policy never --json never.json   also traces, as JSON"
        })
final class CheckCommand extends ScenarioCommand {
    @Option(names = "--json", paramLabel = "FILE", description = "Also write results and traces as JSON.")
    private Path json;

    @Option(names = "--junit", paramLabel = "FILE", description = "Also write the results as JUnit XML.")
    private Path junit;

    @Option(
            names = "--only",
            paramLabel = "VERDICT",
            split = ",",
            description = "Print rows with this verdict alone, as in --only UNSAFE; counts and files have all.")
    private final List<Verdict> only = new ArrayList<>();

    @Override
    public Integer call() {
        Outputs outputs = new Outputs().check("--json", json).check("--junit", junit);
        List<CellResult> results = matrixRun().decide(selected(), CheckTable::render);
        Map<Scenario, List<Trace>> traces = json == null ? Map.of() : counterexamples(results);
        int width = terminal().columns();
        terminal()
                .print(CheckTable.render(results.stream()
                        .filter(result -> only.isEmpty() || only.contains(result.verdict()))
                        .toList()));
        terminal().print("\n" + Summary.counts(results, width) + Summary.undecided(results, width));
        complainOfErrors(results);
        outputs.stream("--json", json, file -> JsonReport.write(results, traces, file))
                .write("--junit", junit, () -> JUnitReport.render("shootdown.check", results));
        return ExitCode.of(results);
    }

    private Map<Scenario, List<Trace>> counterexamples(List<CellResult> results) {
        return matrixRun()
                .explain(
                        results, result -> result.firstBroken().stream().toList(), known -> CheckTable.render(results));
    }
}
