package org.shootdown.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.shootdown.catalogue.Axis;
import org.shootdown.catalogue.Catalogue;
import org.shootdown.catalogue.Choice;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "completion",
        description = "Prints a script that makes a shell complete commands, options and what can be selected.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  shootdown completion bash > ~/.local/share/bash-completion/completions/shootdown",
            "  shootdown completion zsh > ~/.zfunc/_shootdown    with ~/.zfunc in fpath",
            "  shootdown completion fish > ~/.config/fish/completions/shootdown.fish",
            "  source <(shootdown completion bash)               for this shell alone"
        })
final class CompletionCommand implements Callable<Integer> {
    @ParentCommand
    private Main main;

    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
    private CompletionShell shell;

    @Override
    public Integer call() {
        CommandLine line = Main.commandLine(main.terminal(), main.catalogues());
        for (CommandLine command : line.getSubcommands().values()) {
            for (Axis axis : Axis.values()) {
                offer(command.getCommandSpec(), "--" + axis.id(), choices(axis));
            }
            offer(
                    command.getCommandSpec(),
                    "--catalogue",
                    main.catalogues().stream().map(Catalogue::id).toList());
        }
        main.terminal().out().print(shell.script(line));
        main.terminal().out().flush();
        return ExitCode.OK;
    }

    /** What any catalogue knows on an axis. */
    private List<String> choices(Axis axis) {
        return main.catalogues().stream()
                .flatMap(catalogue -> catalogue.choices(axis).stream())
                .map(Choice::id)
                .distinct()
                .toList();
    }

    /** An option's model cannot be changed, only replaced. */
    private static void offer(CommandSpec command, String option, List<String> candidates) {
        OptionSpec known = command.findOption(option);
        if (known != null) {
            command.remove(known);
            command.addOption(
                    OptionSpec.builder(known).completionCandidates(candidates).build());
        }
    }
}
