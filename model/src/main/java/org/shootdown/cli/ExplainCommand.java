package org.shootdown.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.shootdown.check.Verdict;
import org.shootdown.check.explore.Trace;
import org.shootdown.machine.Property;
import org.shootdown.report.CheckTable;
import org.shootdown.report.Explanation;
import org.shootdown.report.JsonReport;
import org.shootdown.report.ScheduleFile;
import org.shootdown.scenario.BadInput;
import org.shootdown.scenario.CellResult;
import org.shootdown.scenario.Counterexamples;
import org.shootdown.scenario.KeptSchedule;
import org.shootdown.scenario.Scenario;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

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
final class ExplainCommand implements Callable<Integer> {
    @ParentCommand
    private Main main;

    @Mixin
    private Selectors selectors;

    @Mixin
    private Search search;

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
        if (!selectors.given()) {
            throw new BadInput(
                    "says nothing about which scenarios; name one, or narrow them down as in --policy never");
        }
        List<Scenario> scenarios = selectors.select(main.catalogues());
        if (keep != null && scenarios.size() != 1) {
            throw new BadInput("--keep " + keep + ": keeps one schedule, but " + scenarios.size()
                    + " scenarios are selected; name one");
        }
        List<CellResult> results = Deciding.decide(main.terminal(), search.options(), scenarios, CheckTable::render);
        Counterexamples counterexamples = new Counterexamples(search.options());
        Map<String, Trace> traces = new LinkedHashMap<>();
        for (CellResult result : results) {
            Optional<Trace> trace =
                    propertyOf(result).flatMap(property -> counterexamples.find(result.scenario(), property));
            trace.ifPresent(t -> traces.put(result.scenario().name(), t));
            main.terminal()
                    .print(Explanation.render(result, trace, main.terminal().columns()));
        }
        outputs.write("--json", json, () -> JsonReport.render(results, traces));
        if (!traces.isEmpty()) {
            outputs.write("--keep", keep, () -> {
                Scenario scenario = scenarios.get(0);
                return ScheduleFile.render(KeptSchedule.of(scenario, traces.get(scenario.name())));
            });
        }
        return ExitCode.of(results);
    }

    private Optional<Property> propertyOf(CellResult result) {
        return result.verdict() != Verdict.UNSAFE || wanted == null
                ? result.firstBroken()
                : Optional.of(wanted).filter(result.broken()::containsKey);
    }
}
