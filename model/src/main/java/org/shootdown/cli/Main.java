package org.shootdown.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.shootdown.catalogue.BadInput;
import org.shootdown.catalogue.Catalogue;
import org.shootdown.catalogue.Catalogues;
import org.shootdown.machine.ModelError;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program {@code shootdown}. */
@Command(
        name = "shootdown",
        description =
                "Decides whether a lockless page-table walker can still be inside a table that is freed or reused.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {
            MatrixCommand.class,
            CheckCommand.class,
            ExplainCommand.class,
            NecessityCommand.class,
            ReportCommand.class,
            ReplayCommand.class,
            ListCommand.class,
            LitmusCommand.class,
            ExportCommand.class,
            VerdictsCommand.class,
            CompletionCommand.class,
            ManualCommand.class,
            BenchCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  shootdown matrix                       every cell of the main catalogue",
            "  shootdown check --policy broadcast     all cells of one policy",
            "  shootdown explain --policy never       draws a race for each UNSAFE cell",
            "  shootdown report --html report.html    the matrix as one page, races drawn",
            "  shootdown list                         every name that selects something",
            "",
            "Exit codes: 0 all SAFE (matrix: all decided), 1 some UNSAFE, 2 bad arguments,",
            "file or model, 3 INCOMPLETE, VACUOUS or interrupted."
        })
public final class Main implements Callable<Integer> {
    private final Terminal terminal;
    private final List<Catalogue> catalogues;

    @Spec
    private CommandSpec spec;

    private Main(Terminal terminal, List<Catalogue> catalogues) {
        this.terminal = terminal;
        this.catalogues = catalogues;
    }

    /** Runs the command line and, unless all is well, ends the JVM with the exit code. */
    public static void main(String[] args) {
        int code = run(Terminal.ofProcess(), Catalogues.all(), args);
        if (code != ExitCode.OK) {
            System.exit(code);
        }
    }

    /** Runs the command line on given catalogues and returns the exit code. */
    public static int run(Terminal terminal, List<Catalogue> catalogues, String... args) {
        return run(terminal, commandLine(terminal, catalogues), args);
    }

    /** Runs a command that stands by itself, called {@code name}, and returns the exit code. */
    static int run(Terminal terminal, Object command, String name, String... args) {
        return run(terminal, commandLine(terminal, command).setCommandName(name), args);
    }

    private static int run(Terminal terminal, CommandLine line, String... args) {
        try {
            return line.execute(args);
        } catch (OutOfMemoryError e) {
            terminal.err().println("shootdown: out of memory; try fewer --threads, or more memory with java -Xmx");
            terminal.err().flush();
            return ExitCode.UNDECIDED;
        }
    }

    static CommandLine commandLine(Terminal terminal, List<Catalogue> catalogues) {
        return commandLine(terminal, new Main(terminal, catalogues));
    }

    private static CommandLine commandLine(Terminal terminal, Object command) {
        CommandLine line = new CommandLine(command);
        line.setOut(terminal.out()).setErr(terminal.err());
        line.setUsageHelpWidth(Math.max(terminal.columns(), Terminal.DEFAULT_COLUMNS));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(
                terminal.colour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler(Main::badArguments);
        line.setExecutionExceptionHandler(Main::failed);
        return line;
    }

    private static int badArguments(ParameterException e, String[] args) {
        String what = e.getMessage().lines().findFirst().orElse("bad arguments");
        List<String> nearest =
                e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        return complain(
                e.getCommandLine(),
                nearest.isEmpty() ? what : what + "; did you mean " + String.join(" or ", nearest) + "?");
    }

    private static int failed(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
        if (e instanceof BadInput || e instanceof ModelError) {
            return complain(line, e.getMessage());
        }
        e.printStackTrace(line.getErr());
        line.getErr().flush();
        return ExitCode.UNDECIDED;
    }

    private static int complain(CommandLine line, String what) {
        line.getErr().println(line.getCommandSpec().qualifiedName() + ": " + what);
        line.getErr().flush();
        return ExitCode.BAD_INPUT;
    }

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(),
                "say what to do: " + String.join(", ", spec.subcommands().keySet()) + ", or --help");
    }

    Terminal terminal() {
        return terminal;
    }

    List<Catalogue> catalogues() {
        return catalogues;
    }

    /** The version that the jar was built as. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"shootdown " + (version == null ? "(not from a jar)" : version)};
        }
    }
}
