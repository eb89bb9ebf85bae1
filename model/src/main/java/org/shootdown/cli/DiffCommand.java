package org.shootdown.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.shootdown.report.Comparison;
import org.shootdown.report.ResultRecords.Cell;
import org.shootdown.report.ResultsFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "diff",
        description = "Compares two files of results, scenario by scenario, and says what changed and why.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 nothing differs, 1 something does, 2 a file cannot be used, 3 some",
            "cell is undecided. Of several, 2 before 1 before 3.",
            "",
            "Examples:",
            "  shootdown diff before.json after.json",
            "  shootdown diff --format markdown before.json after.json"
        })
final class DiffCommand implements Callable<Integer> {
    @ParentCommand
    private Main main;

    @Parameters(index = "0", paramLabel = "BEFORE", description = "Results that check or matrix wrote with --json.")
    private Path before;

    @Parameters(index = "1", paramLabel = "AFTER", description = "Later ones.")
    private Path after;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text (default), markdown or json.")
    private ComparisonFormat format;

    @Override
    public Integer call() {
        Comparison comparison = Comparison.of(
                before.toString(), ResultsFile.read(before), after.toString(), ResultsFile.read(after), Cell::scenario);
        return format.print(comparison, main.terminal());
    }
}
