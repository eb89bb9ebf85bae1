package org.shootdown.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "manual",
        description = "Prints the manual page, for man.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  shootdown manual > shootdown.1 && man ./shootdown.1",
            "  shootdown manual | man -l -"
        })
final class ManualCommand implements Callable<Integer> {
    @ParentCommand
    private Main main;

    @Override
    public Integer call() {
        main.terminal().out().print(ManPage.of(Main.commandLine(main.terminal(), main.catalogues())));
        main.terminal().out().flush();
        return ExitCode.OK;
    }
}
