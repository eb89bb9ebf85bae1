package org.shootdown.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.shootdown.catalogue.BadInput;
import org.shootdown.check.result.Trace;
import org.shootdown.decide.KeptSchedule;
import org.shootdown.report.Explanation;
import org.shootdown.report.ScheduleFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "replay",
        description = {
            "Runs exactly the execution that a file holds, and draws it. 'explain --keep' writes such files, and so does the"
                    + " page that 'explore' makes."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 it breaks nothing, nor is it meant to, 1 it breaks its property as it",
            "did, 2 the file cannot be used or the model has changed.",
            "",
            "Examples:",
            "  shootdown replay race.json"
        })
final class ReplayCommand implements Callable<Integer> {
    @ParentCommand
    private Main main;

    @Parameters(paramLabel = "FILE", description = "A schedule.")
    private Path file;

    @Override
    public Integer call() {
        KeptSchedule kept = ScheduleFile.read(file);
        Trace trace;
        try {
            trace = kept.replay(main.catalogues());
        } catch (BadInput e) {
            throw new BadInput(file + ": " + e.getMessage());
        }
        main.terminal()
                .print(Explanation.ofReplay(
                        kept.scenario(), trace, main.terminal().columns()));
        return trace.property() == null ? ExitCode.OK : ExitCode.UNSAFE;
    }
}
