package org.shootdown.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.shootdown.catalogue.BadInput;
import org.shootdown.catalogue.Scenario;
import org.shootdown.export.ExportFormat;
import org.shootdown.machine.Machine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "export",
        description = {
            "Writes one scenario as a self-contained model for another model checker, to standard output or a file.",
            "SPIN finds as many distinct states in it as 'check --no-reduction --no-costs', given the options in the"
                    + " file's head: IPIs are not counted in it."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 it is written, 2 bad arguments or model, or it cannot be written.",
            "",
            "Examples:",
            "  shootdown export --format promela broadcast/native/thp-collapse/gup-fast/tso",
            "  shootdown export --format tla never/native/thp-collapse/gup-fast/tso --output Race.tla"
        })
final class ExportCommand implements Callable<Integer> {
    @ParentCommand
    private Main main;

    @Mixin
    private Selectors selectors;

    @Option(
            names = "--format",
            required = true,
            paramLabel = "FORMAT",
            description = "promela (for SPIN) or tla (for TLC).")
    private ExportFormat format;

    @Option(names = "--output", paramLabel = "FILE", description = "Write to this file.")
    private Path output;

    @Override
    public Integer call() {
        Outputs outputs = new Outputs().check("--output", output);
        List<Scenario> scenarios = selectors.select(main.catalogues());
        if (scenarios.size() != 1) {
            throw new BadInput(scenarios.size() + " scenarios are selected, but one is exported at a time; name it");
        }
        Scenario scenario = scenarios.get(0);
        Machine machine = scenario.machine().get();
        String module = ExportFormat.moduleName(machine.name());
        if (output != null && format == ExportFormat.TLA) {
            module = output.getFileName().toString().replaceFirst("\\.tla$", "");
            if (!module.equals(ExportFormat.moduleName(module))) {
                throw new BadInput("--output " + output + ": a TLA+ module is called like its file, so this would have"
                        + " to be " + ExportFormat.moduleName(module) + ".tla");
            }
        }
        String text = format.export(machine, scenario.memory(), module);
        if (output == null) {
            main.terminal().out().print(text);
            main.terminal().out().flush();
        } else {
            outputs.write("--output", output, () -> text);
        }
        return ExitCode.OK;
    }
}
