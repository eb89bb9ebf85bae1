package org.shootdown.cli;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.shootdown.catalogue.Axis;
import org.shootdown.catalogue.Selection;
import org.shootdown.decide.CellResult;
import org.shootdown.report.CheckTable;
import org.shootdown.report.Comparison;
import org.shootdown.report.JsonReport;
import org.shootdown.report.ResultRecords.Cell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "compare",
        description = "Decides two policies and says what is newly UNSAFE, newly SAFE, dearer or cheaper, and why.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 nothing differs, 1 something does, 2 bad arguments, 3 some cell is",
            "undecided. Of several, 2 before 1 before 3.",
            "",
            "Examples:",
            "  shootdown compare broadcast v10",
            "  shootdown compare broadcast v10 --backend kvm --memory tso --format markdown"
        })
final class CompareCommand implements Callable<Integer> {
    @ParentCommand
    private Main main;

    @Parameters(index = "0", paramLabel = "POLICY", description = "The policy to compare with.")
    private String before;

    @Parameters(index = "1", paramLabel = "POLICY", description = "The policy that is asked about.")
    private String after;

    @Option(names = "--catalogue", paramLabel = "NAME", defaultValue = "main", description = "main if not given.")
    private String catalogue;

    @Option(names = "--backend", paramLabel = "BACKEND", split = ",", description = "On these backends alone.")
    private final List<String> backends = new ArrayList<>();

    @Option(names = "--operation", paramLabel = "OPERATION", split = ",", description = "For these operations alone.")
    private final List<String> operations = new ArrayList<>();

    @Option(names = "--walker", paramLabel = "WALKER", split = ",", description = "For these walkers alone.")
    private final List<String> walkers = new ArrayList<>();

    @Option(names = "--memory", paramLabel = "MEMORY", split = ",", description = "Under these memory models alone.")
    private final List<String> memories = new ArrayList<>();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text (default), markdown or json.")
    private ComparisonFormat format;

    @Mixin
    private CellSearch search;

    @Override
    public Integer call() {
        Map<Axis, List<String>> wishes = new EnumMap<>(Axis.class);
        wishes.put(Axis.POLICY, List.of(before, after));
        wishes.put(Axis.BACKEND, backends);
        wishes.put(Axis.OPERATION, operations);
        wishes.put(Axis.WALKER, walkers);
        wishes.put(Axis.MEMORY, memories);
        List<CellResult> results = new MatrixRun(main.terminal(), search)
                .decide(Selection.in(main.catalogues(), catalogue).select(List.of(), wishes), CheckTable::render);
        List<Cell> cells = JsonReport.cells(results);
        Comparison comparison = Comparison.of(
                before,
                cells.stream().filter(cell -> cell.policy().equals(before)).toList(),
                after,
                cells.stream().filter(cell -> cell.policy().equals(after)).toList(),
                cell -> cell.scenario().replaceFirst("^[^/]*/", ""));
        return ExitCode.worst(format.print(comparison, main.terminal()), ExitCode.ofDecided(results));
    }
}
