package org.shootdown.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shootdown.catalogue.BadInput;
import org.shootdown.catalogue.Scenario;
import org.shootdown.check.result.Trace;
import org.shootdown.check.result.Verdict;
import org.shootdown.decide.CellResult;
import org.shootdown.decide.KeptSchedule;
import org.shootdown.machine.Property;
import org.shootdown.report.CheckTable;
import org.shootdown.report.Explanation;
import org.shootdown.report.JsonReport;
import org.shootdown.report.ScheduleFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "explain",
        description = {
            "Draws the shortest counterexample of each selected UNSAFE scenario, and among the shortest the one with the"
                    + " fewest switches: a column for each CPU, time downwards.",
            "A step begins with its line in the Java file that heads it. [buffer: ...] is what sits in the CPU's store"
                    + " buffer from then on, oldest first."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: as check.",
            "",
            "Examples:",
            "  shootdown explain never/native-invlpgb/hugetlb-unshare/gup-fast/tso",
            "  shootdown explain --policy v4-property --backend kvm --property P2",
            "  shootdown explain v10/kvm/hugetlb-unshare/gup-fast/tso --keep race.json"
        })
final class ExplainCommand extends ScenarioCommand {
    @Option(
            names = "--property",
            paramLabel = "PROPERTY",
            description = "Explain this one: ${COMPLETION-CANDIDATES}. The first that is broken if not given.")
    private Property wanted;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write results and traces as JSON.")
    private Path json;

    @Option(names = "--keep", paramLabel = "FILE", description = "Keep the schedule, for 'shootdown replay'.")
    private Path keep;

    @Override
    public Integer call() {
        Outputs outputs = new Outputs().check("--json", json).check("--keep", keep);
        if (!selectors().given()) {
            throw new BadInput(
                    "says nothing about which scenarios; name one, or narrow them down as in --policy never");
        }
        List<Scenario> scenarios = selected();
        if (keep != null && scenarios.size() != 1) {
            throw new BadInput("--keep " + keep + ": keeps one schedule, but " + scenarios.size()
                    + " scenarios are selected; name one");
        }
        MatrixRun matrixRun = matrixRun();
        List<CellResult> results = matrixRun.decide(scenarios, CheckTable::render);
        Map<Scenario, List<Trace>> traces = matrixRun.explain(
                results, result -> propertyOf(result).stream().toList(), known -> draw(found(results, known), known));
        terminal().print(draw(results, traces));
        complainOfErrors(results);
        outputs.stream("--json", json, file -> JsonReport.write(results, traces, file));
        traces.values().stream()
                .flatMap(List::stream)
                .findFirst()
                .ifPresent(trace -> outputs.write(
                        "--keep", keep, () -> ScheduleFile.render(KeptSchedule.of(scenarios.get(0), trace))));
        return ExitCode.of(results);
    }

    private static List<CellResult> found(List<CellResult> results, Map<Scenario, List<Trace>> traces) {
        return results.stream()
                .filter(result ->
                        !traces.getOrDefault(result.scenario(), List.of()).isEmpty())
                .toList();
    }

    private String draw(List<CellResult> results, Map<Scenario, List<Trace>> traces) {
        StringBuilder text = new StringBuilder();
        int width = terminal().columns();
        for (CellResult result : results) {
            Optional<Property> property = propertyOf(result);
            Optional<Trace> trace =
                    traces.getOrDefault(result.scenario(), List.of()).stream().findFirst();
            text.append(
                    property.isPresent() && trace.isEmpty()
                            ? Explanation.notFound(result, property.get(), width)
                            : Explanation.render(result, trace, width));
        }
        return text.toString();
    }

    private Optional<Property> propertyOf(CellResult result) {
        return result.verdict() != Verdict.UNSAFE || wanted == null
                ? result.firstBroken()
                : Optional.of(wanted).filter(result.broken()::containsKey);
    }
}
