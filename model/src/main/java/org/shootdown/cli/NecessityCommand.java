package org.shootdown.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.shootdown.check.Verdict;
import org.shootdown.report.CheckTable;
import org.shootdown.report.NecessityReport;
import org.shootdown.scenario.BadInput;
import org.shootdown.scenario.CellResult;
import org.shootdown.scenario.Necessity;
import org.shootdown.scenario.Necessity.Removal;
import org.shootdown.scenario.Necessity.StepRemovals;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

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
            "Exit codes: 0 every step was decided, 1 some scenario is UNSAFE as it is,",
            "2 bad arguments, 3 something was not decided.",
            "",
            "Examples:",
            "  shootdown necessity --policy broadcast --backend native \\",
            "                      --operation hugetlb-unshare --walker gup-fast",
            "  shootdown necessity --policy v4-targeted-mb --memory tso --no-traces"
        })
final class NecessityCommand implements Callable<Integer> {
    @ParentCommand
    private Main main;

    @Mixin
    private Selectors selectors;

    @Mixin
    private Search search;

    @Option(names = "--no-traces", description = "Do not draw what breaks.")
    private boolean noTraces;

    @Override
    public Integer call() {
        if (!selectors.given()) {
            throw new BadInput("says nothing about which scenarios; name one, or narrow them down as in --policy v10");
        }
        List<CellResult> asIs = Deciding.decide(
                main.terminal(), search.options(), selectors.select(main.catalogues()), CheckTable::render);
        Necessity necessity = new Necessity(search.options());
        List<Removal> removals = new ArrayList<>();
        List<CellResult> notSafe = new ArrayList<>();
        for (CellResult result : asIs) {
            if (result.verdict() == Verdict.SAFE) {
                removals.addAll(necessity.removals(result.scenario()));
            } else {
                notSafe.add(result);
            }
        }
        List<StepRemovals> alone = decide(necessity, removals);
        List<StepRemovals> together = decide(necessity, necessity.pairs(alone));
        print(necessity, alone, together, notSafe);
        if (!notSafe.isEmpty()) {
            return ExitCode.of(notSafe);
        }
        boolean decided = Stream.concat(alone.stream(), together.stream())
                .flatMap(step -> step.removals().stream())
                .allMatch(removal -> removal.needed() || removal.redundant());
        return decided ? ExitCode.OK : ExitCode.UNDECIDED;
    }

    private List<StepRemovals> decide(Necessity necessity, List<Removal> removals) {
        Countdown countdown = new Countdown(main.terminal(), removals.size());
        List<StepRemovals> decided = necessity.decide(removals, removal -> countdown.tick());
        countdown.clear();
        return decided;
    }

    private void print(
            Necessity necessity, List<StepRemovals> alone, List<StepRemovals> together, List<CellResult> notSafe) {
        int width = main.terminal().columns();
        if (!notSafe.isEmpty()) {
            main.terminal()
                    .print("Left out, since nothing can be shown of what is not SAFE as it is:\n"
                            + CheckTable.render(notSafe) + "\n");
        }
        if (alone.isEmpty()) {
            return;
        }
        main.terminal().print(NecessityReport.render(alone, width));
        main.terminal().print(NecessityReport.renderTogether(alone, together, width));
        Stream<StepRemovals> shown = noTraces ? Stream.of() : Stream.concat(alone.stream(), together.stream());
        shown.forEach(steps -> steps.mostTelling()
                .ifPresent(removal -> necessity
                        .trace(removal)
                        .ifPresent(trace -> main.terminal()
                                .print("\n"
                                        + NecessityReport.trace(
                                                NecessityReport.numbers(alone, steps), removal, trace, width)))));
    }
}
