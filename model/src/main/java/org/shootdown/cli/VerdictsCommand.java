package org.shootdown.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.shootdown.catalogue.Catalogue;
import org.shootdown.decide.CellResult;
import org.shootdown.decide.Counterexamples;
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
        footer = {"", "Example:", "  shootdown verdicts --output model/VERDICTS.md"})
final class VerdictsCommand implements Callable<Integer> {
    @ParentCommand
    private Main main;

    @Mixin
    private Search search;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Write to this file; to standard output if not given.")
    private Path output;

    @Override
    public Integer call() {
        Outputs outputs = new Outputs().check("--output", output);
        Catalogue catalogue = main.catalogues().get(0);
        List<CellResult> results = new Deciding(main.terminal(), search).decide(catalogue.scenarios(), known -> "");
        String page = search.attend(
                main.terminal(),
                List::of,
                work -> page(results, new Counterexamples(search.options(), work)),
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
