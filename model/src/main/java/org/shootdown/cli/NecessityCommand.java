package org.shootdown.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.shootdown.catalogue.BadInput;
import org.shootdown.check.result.Trace;
import org.shootdown.check.result.Verdict;
import org.shootdown.decide.CellResult;
import org.shootdown.decide.Necessity.Removal;
import org.shootdown.decide.Necessity.StepRemovals;
import org.shootdown.report.CheckTable;
import org.shootdown.report.NecessityJson;
import org.shootdown.report.NecessityReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "necessity",
        description = {
            "Takes out one synchronising step at a time and decides again: each barrier, atomic, interrupt-off section,"
                    + " IPI, wait, grace period, recheck and flush of the selected scenarios that are SAFE.",
            "A step is NEEDED if something breaks without it, which is drawn, and else REDUNDANT HERE. IPIs and grace"
                    + " periods that are redundant alone are also taken out two at a time."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 every step was decided, 1 some scenario is UNSAFE as it is, 2 bad",
            "arguments, some ERROR, or output that cannot be written, 3 something was not",
            "decided. Of several, 2 before 1 before 3.",
            "",
            "Examples:",
            "  shootdown necessity --policy broadcast --backend native \\",
            "                      --operation hugetlb-unshare --walker gup-fast",
            "  shootdown necessity --policy v4-targeted-mb --memory tso --no-traces"
        })
final class NecessityCommand extends ScenarioCommand {
    @Option(names = "--no-traces", description = "Do not draw what breaks.")
    private boolean noTraces;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write steps, answers and traces as JSON.")
    private Path json;

    @Override
    public Integer call() {
        Outputs outputs = new Outputs().check("--json", json);
        if (!selectors().given()) {
            throw new BadInput("says nothing about which scenarios; name one, or narrow them down as in --policy v10");
        }
        List<CellResult> asIs = matrixRun().decide(selected(), CheckTable::render);
        NecessityRun necessityRun = necessityRun();
        List<StepRemovals> alone = necessityRun.alone(asIs);
        List<StepRemovals> together = necessityRun.together(alone);
        Map<Removal, Trace> traces = noTraces ? Map.of() : necessityRun.traces(mostTelling(alone, together));
        List<CellResult> notSafe =
                asIs.stream().filter(r -> r.verdict() != Verdict.SAFE).toList();
        print(alone, together, traces, notSafe);
        complainOfErrors(asIs);
        outputs.stream("--json", json, file -> NecessityJson.write(alone, together, traces, notSafe, file));
        int code = ExitCode.of(notSafe);
        for (StepRemovals step : concat(alone, together)) {
            for (Removal removal : step.removals()) {
                code = ExitCode.worst(code, codeOf(removal));
            }
        }
        return code;
    }

    private static int codeOf(Removal removal) {
        if (removal.failed()) {
            return ExitCode.BAD_INPUT;
        }
        return removal.needed() || removal.redundant() ? ExitCode.OK : ExitCode.UNDECIDED;
    }

    private static List<StepRemovals> concat(List<StepRemovals> alone, List<StepRemovals> together) {
        return Stream.concat(alone.stream(), together.stream()).toList();
    }

    /** The removals to draw: for each step the one with the shortest execution to show for it. */
    private static List<Removal> mostTelling(List<StepRemovals> alone, List<StepRemovals> together) {
        return concat(alone, together).stream()
                .flatMap(steps -> steps.mostTelling().stream())
                .toList();
    }

    private void print(
            List<StepRemovals> alone,
            List<StepRemovals> together,
            Map<Removal, Trace> traces,
            List<CellResult> notSafe) {
        int width = terminal().columns();
        if (!notSafe.isEmpty()) {
            terminal()
                    .print("Left out, since nothing can be shown of what is not SAFE as it is:\n"
                            + CheckTable.render(notSafe) + "\n");
        }
        if (alone.isEmpty()) {
            return;
        }
        terminal().print(NecessityReport.render(alone, width));
        terminal().print(NecessityReport.renderTogether(alone, together, width));
        traces.forEach((removal, trace) -> terminal()
                .print("\n" + NecessityReport.trace(NecessityReport.numbers(alone, removal), removal, trace, width)));
    }
}
