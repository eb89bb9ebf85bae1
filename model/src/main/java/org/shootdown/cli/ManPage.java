package org.shootdown.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page, in the man macros of roff, made from the commands and options themselves. */
final class ManPage {
    /** What man leaves of 80 columns. */
    private static final int WIDTH = 70;

    private final StringBuilder page = new StringBuilder();

    private ManPage() {}

    static String of(CommandLine line) {
        ManPage manual = new ManPage();
        line.setUsageHelpWidth(WIDTH);
        CommandSpec main = line.getCommandSpec();
        manual.macro(".TH", main.name().toUpperCase(Locale.ROOT), "1");
        manual.macro(".SH", "NAME");
        manual.text(main.name() + " - which races between TLB shootdown and lockless page-table walks can happen");
        manual.macro(".SH", "SYNOPSIS");
        for (CommandLine command : line.getSubcommands().values()) {
            manual.verbatim(synopsis(command));
        }
        manual.macro(".SH", "DESCRIPTION");
        manual.lines(main.usageMessage().description());
        manual.macro(".SH", "COMMANDS");
        for (CommandLine command : line.getSubcommands().values()) {
            manual.command(command);
        }
        manual.macro(".SH", "EXAMPLES AND EXIT STATUS");
        manual.verbatim(String.join("\n", main.usageMessage().footer()).strip());
        return manual.page.toString();
    }

    private static String synopsis(CommandLine command) {
        return command.getHelp().synopsis(0).strip();
    }

    private void command(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        macro(".SS", spec.qualifiedName());
        lines(spec.usageMessage().description());
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            entry(parameter.paramLabel(), parameter.description());
        }
        List<OptionSpec> options = spec.options().stream()
                .sorted(Comparator.comparing(OptionSpec::longestName))
                .toList();
        for (OptionSpec option : options) {
            String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
            entry(String.join(", ", option.names()) + value, option.description());
        }
        verbatim(String.join("\n", spec.usageMessage().footer()).strip());
    }

    private void entry(String term, String[] description) {
        page.append(".TP\n").append("\\fB").append(escaped(term)).append("\\fR\n");
        lines(description);
    }

    private void lines(String[] lines) {
        for (String line : lines) {
            text(Ansi.OFF.string(line));
        }
    }

    private void text(String line) {
        page.append(escaped(line)).append('\n');
    }

    private void verbatim(String text) {
        page.append(".PP\n.nf\n");
        text.lines().forEach(this::text);
        page.append(".fi\n");
    }

    private void macro(String name, String... arguments) {
        page.append(name);
        for (String argument : arguments) {
            page.append(" \"").append(escaped(argument)).append('"');
        }
        page.append('\n');
    }

    /** A backslash, a dash, and a dot or quote at the start of a line mean something to roff. */
    private static String escaped(String text) {
        String plain = text.replace("\\", "\\e").replace("-", "\\-");
        return plain.startsWith(".") || plain.startsWith("'") ? "\\&" + plain : plain;
    }
}
