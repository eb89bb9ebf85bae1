package org.shootdown.cli;

import java.util.Locale;
import java.util.function.Function;
import picocli.AutoComplete;
import picocli.CommandLine;

/** The shells that can be taught to complete a command line. */
enum CompletionShell {
    BASH(line -> AutoComplete.bash(line.getCommandName(), line)),
    ZSH(ZshCompletion::script),
    FISH(FishCompletion::script);

    private final Function<CommandLine, String> script;

    CompletionShell(Function<CommandLine, String> script) {
        this.script = script;
    }

    /** The script for a command line whose options know their candidates. */
    String script(CommandLine line) {
        return script.apply(line);
    }

    /** As it is typed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
