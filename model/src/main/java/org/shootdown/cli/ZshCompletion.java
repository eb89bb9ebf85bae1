package org.shootdown.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Completion for zsh, in the terms of its own {@code _arguments} and {@code _describe}. The script may be sourced, and may
 * lie in {@code fpath} as {@code _shootdown}.
 */
final class ZshCompletion {
    private ZshCompletion() {}

    static String script(CommandLine line) {
        String name = line.getCommandName();
        StringBuilder script = new StringBuilder();
        script.append("#compdef ").append(name).append("\n\n");
        script.append('_').append(name).append("() {\n");
        script.append("  if (( CURRENT == 2 )); then\n    local -a commands=(\n");
        line.getSubcommands()
                .forEach((id, command) -> script.append("      ")
                        .append(quoted(id + ":" + FishCompletion.firstSentence(command.getCommandSpec())))
                        .append('\n'));
        script.append("    )\n    _describe command commands\n    return\n  fi\n");
        script.append("  local command=$words[2]\n  shift words\n  (( CURRENT-- ))\n  case $command in\n");
        line.getSubcommands().forEach((id, command) -> {
            script.append("    ").append(id).append(")\n      _arguments \\\n        ");
            script.append(String.join(" \\\n        ", arguments(command.getCommandSpec())));
            script.append(" ;;\n");
        });
        script.append("  esac\n}\n\n");
        // Autoloaded, the file is the function; sourced, it has to be made known.
        script.append("if [ \"$funcstack[1]\" = _").append(name).append(" ]; then\n");
        script.append("  _").append(name).append(" \"$@\"\nelse\n");
        script.append("  compdef _").append(name).append(' ').append(name).append("\nfi\n");
        return script.toString();
    }

    private static List<String> arguments(CommandSpec command) {
        List<String> arguments = new ArrayList<>();
        for (OptionSpec option : command.options()) {
            for (String name : option.names()) {
                String value = option.arity().max() == 0 ? "" : ":" + option.paramLabel() + ":" + values(option);
                arguments.add(quoted((option.isMultiValue() ? "*" : "") + name + "["
                        + bracketed(FishCompletion.firstSentence(option.description())) + "]" + value));
            }
        }
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            arguments.add(quoted(
                    (parameter.isMultiValue() ? "*" : "1") + ":" + parameter.paramLabel() + ":" + values(parameter)));
        }
        return arguments;
    }

    private static String values(ArgSpec argument) {
        List<String> candidates = FishCompletion.candidates(argument);
        if (!candidates.isEmpty()) {
            return candidates.stream().collect(Collectors.joining(" ", "(", ")"));
        }
        return FishCompletion.isOf(argument, Path.class) ? "_files" : " ";
    }

    private static String bracketed(String text) {
        return text.replace("[", "\\[").replace("]", "\\]");
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
