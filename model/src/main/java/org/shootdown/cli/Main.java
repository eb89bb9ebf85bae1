package org.shootdown.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.shootdown.catalogue.BadInput;
import org.shootdown.catalogue.Catalogue;
import org.shootdown.catalogue.Catalogues;
import org.shootdown.decide.Fault;
import org.shootdown.machine.ModelError;
import org.shootdown.report.ToolVersion;
import org.shootdown.synthesis.PolicySpace;
import org.shootdown.synthesis.RuleSpace;
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
            CompareCommand.class,
            DiffCommand.class,
            ExplainCommand.class,
            ExploreCommand.class,
            CoverageCommand.class,
            NecessityCommand.class,
            SynthesizeCommand.class,
            DriftCommand.class,
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
            "Exit codes: 0 all SAFE (matrix, report: all decided), 1 some UNSAFE, 2 bad",
            "arguments, file or model, output that cannot be written, or a failure of",
            "shootdown itself, 3 INCOMPLETE, VACUOUS or interrupted. Of several, 2 is told",
            "before 1, and 1 before 3.",
            "",
            "java -Dshootdown.debug=true shows the stack trace behind an error."
        })
public final class Main implements Callable<Integer> {
    private final Terminal terminal;
    private final List<Catalogue> catalogues;
    private final PolicySpace space;

    @Spec
    private CommandSpec spec;

    private Main(Terminal terminal, List<Catalogue> catalogues, PolicySpace space) {
        this.terminal = terminal;
        this.catalogues = catalogues;
        this.space = space;
    }

    /** Runs the command line and, unless all is well, ends the JVM with the exit code. */
    public static void main(String[] args) {
        int code = run(Terminal.ofProcess(), Catalogues::all, args);
        if (code != ExitCode.OK) {
            System.exit(code);
        }
    }

    /** Runs the command line on given catalogues and returns the exit code. */
    public static int run(Terminal terminal, List<Catalogue> catalogues, String... args) {
        return run(terminal, () -> catalogues, args);
    }

    /** Makes the catalogues first, reports a {@link BadInput} that this throws, and runs the command line on them. */
    public static int run(Terminal terminal, Supplier<List<Catalogue>> catalogues, String... args) {
        return run(terminal, "shootdown", () -> commandLine(terminal, catalogues.get()), args);
    }

    /** Runs a command that stands by itself, called {@code name}, and returns the exit code. */
    static int run(Terminal terminal, Object command, String name, String... args) {
        return run(terminal, name, () -> commandLine(terminal, command).setCommandName(name), args);
    }

    /** Runs the command line with a space of one's own to search. */
    public static int search(Terminal terminal, PolicySpace space, String... args) {
        return run(
                terminal, "shootdown", () -> commandLine(terminal, new Main(terminal, Catalogues.all(), space)), args);
    }

    private static int run(Terminal terminal, String name, Supplier<CommandLine> line, String... args) {
        Complaints complaints = new Complaints(terminal.err(), name);
        int code;
        try {
            code = line.get().execute(args);
        } catch (BadInput e) {
            complaints.say(String.valueOf(e.getMessage()));
            code = ExitCode.BAD_INPUT;
        } catch (OutOfMemoryError e) {
            complaints.say("out of memory; try fewer --threads, or more memory with java -Xmx");
            code = ExitCode.UNDECIDED;
        } catch (RuntimeException | Error e) {
            complaints.unexpected(e);
            code = ExitCode.BAD_INPUT;
        }
        if (terminal.outputIsLost()) {
            if (!Terminal.outputIsPiped()) {
                complaints.say("standard output cannot be written");
            }
            code = ExitCode.worst(code, ExitCode.BAD_INPUT);
        }
        return code;
    }

    static CommandLine commandLine(Terminal terminal, List<Catalogue> catalogues) {
        return commandLine(terminal, new Main(terminal, catalogues, new RuleSpace()));
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
        String what = String.valueOf(e.getMessage()).lines().findFirst().orElse("bad arguments");
        List<String> nearest =
                e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        return complain(
                e.getCommandLine(),
                nearest.isEmpty() ? what : what + "; did you mean " + String.join(" or ", nearest) + "?");
    }

    private static int failed(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
        Complaints complaints =
                new Complaints(line.getErr(), line.getCommandSpec().qualifiedName());
        if (e instanceof BadInput || e instanceof ModelError) {
            complaints.say(Fault.inOneLine(e));
            complaints.trace(e);
        } else {
            complaints.unexpected(e);
        }
        return ExitCode.BAD_INPUT;
    }

    private static int complain(CommandLine line, String what) {
        new Complaints(line.getErr(), line.getCommandSpec().qualifiedName()).say(what);
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

    /** The space of policies to search. */
    PolicySpace space() {
        return space;
    }

    List<Catalogue> catalogues() {
        return catalogues;
    }

    /** The version and the commit that the jar was built as, and the JVM that runs it. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = ToolVersion.text();
            return new String[] {
                "shootdown " + version.replaceFirst("\\+(.*)", ", commit $1"),
                System.getProperty("java.vm.name") + " " + Runtime.version() + ", " + System.getProperty("os.name")
                        + " " + System.getProperty("os.arch")
            };
        }
    }
}
