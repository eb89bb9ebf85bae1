package org.shootdown.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Completion for fish: one {@code complete} for each thing that can be typed. */
final class FishCompletion {
    private FishCompletion() {}

    static String script(CommandLine line) {
        String complete = "complete -c " + line.getCommandName();
        StringBuilder script = new StringBuilder(complete).append(" -f\n");
        line.getSubcommands().forEach((id, command) -> {
            CommandSpec spec = command.getCommandSpec();
            script.append(complete)
                    .append(" -n __fish_use_subcommand -a ")
                    .append(id)
                    .append(" -d ")
                    .append(quoted(firstSentence(spec)))
                    .append('\n');
            String within = complete + " -n '__fish_seen_subcommand_from " + id + "'";
            for (OptionSpec option : spec.options()) {
                script.append(within);
                for (String name : option.names()) {
                    script.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^--?", ""));
                }
                script.append(option.arity().max() == 0 ? "" : values(option));
                script.append(" -d ")
                        .append(quoted(firstSentence(option.description())))
                        .append('\n');
            }
            for (PositionalParamSpec parameter : spec.positionalParameters()) {
                List<String> candidates = candidates(parameter);
                if (!candidates.isEmpty()) {
                    script.append(within)
                            .append(" -a ")
                            .append(quoted(String.join(" ", candidates)))
                            .append('\n');
                } else if (isOf(parameter, Path.class)) {
                    script.append(within).append(" -F\n");
                }
            }
        });
        return script.toString();
    }

    private static String values(ArgSpec option) {
        List<String> candidates = candidates(option);
        if (!candidates.isEmpty()) {
            return " -x -a " + quoted(String.join(" ", candidates));
        }
        return isOf(option, Path.class) ? " -r -F" : " -x";
    }

    /** What an option or a parameter may be, or nothing where that is not a matter of choice. */
    static List<String> candidates(ArgSpec argument) {
        List<String> candidates = new ArrayList<>();
        if (argument.completionCandidates() != null) {
            argument.completionCandidates().forEach(candidates::add);
        }
        return candidates;
    }

    /** Whether an argument's values, or each of them, are of a type. */
    static boolean isOf(ArgSpec argument, Class<?> type) {
        return Arrays.asList(argument.auxiliaryTypes()).contains(type) || argument.type() == type;
    }

    static String firstSentence(CommandSpec command) {
        return firstSentence(command.usageMessage().description());
    }

    /** What a help text begins with, without the full stop. */
    static String firstSentence(String[] description) {
        String text = Ansi.OFF.string(String.join(" ", description));
        int end = text.indexOf(". ");
        return (end < 0 ? text : text.substring(0, end)).replaceFirst("\\.$", "");
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
