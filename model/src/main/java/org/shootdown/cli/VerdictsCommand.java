package org.shootdown.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.shootdown.catalogue.Catalogue;
import org.shootdown.catalogue.Catalogues;
import org.shootdown.catalogue.Selection;
import org.shootdown.decide.CellResult;
import org.shootdown.decide.Counterexamples;
import org.shootdown.report.Summary;
import org.shootdown.report.Verdicts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "verdicts",
        description = "Decides the main catalogue and writes the page of verdicts: the matrix, and the reason for every"
                + " UNSAFE cell with a trace.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 the page is written, 2 bad arguments, some ERROR, or output that",
            "cannot be written, 3 some cell was not decided.",
            "",
            "Example:",
            "  shootdown verdicts --output model/VERDICTS.md"
        })
final class VerdictsCommand implements Callable<Integer> {
    @ParentCommand
    private Main main;

    @Mixin
    private CellSearch search;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Write to this file; to standard output if not given.")
    private Path output;

    @Override
    public Integer call() {
        Outputs outputs = new Outputs().check("--output", output);
        Catalogue catalogue = Selection.in(main.catalogues(), Catalogues.MAIN).catalogue();
        List<CellResult> results = new MatrixRun(main.terminal(), search).decide(catalogue.scenarios(), known -> "");
        int code = ExitCode.ofDecided(results);
        if (code != ExitCode.OK) {
            main.terminal()
                    .print("No page is written, since not every cell is decided.\n"
                            + Summary.counts(results, main.terminal().columns())
                            + Summary.undecided(results, main.terminal().columns()));
            return code;
        }
        String page = search.attend(
                main.terminal(),
                List::of,
                work -> page(results, new Counterexamples(search.uncounted(), work)),
                () -> main.terminal().print("Interrupted: no file is written.\n"));
        if (output == null) {
            main.terminal().print(page);
        } else {
            outputs.write("--output", output, () -> page);
        }
        return ExitCode.OK;
    }

    private static String page(List<CellResult> results, Counterexamples traces) {
        return Verdicts.render(
                results, (scenario, property) -> traces.find(scenario, property).orElseThrow());
    }
}
