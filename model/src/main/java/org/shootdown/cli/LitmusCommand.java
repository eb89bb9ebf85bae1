package org.shootdown.cli;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.decide.Fault;
import org.shootdown.litmus.LitmusException;
import org.shootdown.litmus.LitmusMemory;
import org.shootdown.litmus.LitmusResult;
import org.shootdown.litmus.LitmusTest;
import org.shootdown.machine.ModelError;
import org.shootdown.report.Summary;
import org.shootdown.report.WholeFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "litmus",
        description = {
            "Decides litmus tests in herd's formats (X86, X86_64, AArch64, and C with the Linux kernel's primitives)"
                    + " and prints herd's report on each. The counts are of distinct final states.",
            "Each test is decided under the memory model of its language: AArch64 under armv8, the others under tso."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A C test with plain accesses is decided as if they were READ_ONCE and",
            "WRITE_ONCE, and a note on the error stream says so.",
            "",
            "Exit codes: 0 every test was decided, 2 a file cannot be read (the others are",
            "decided all the same), or output cannot be written, 3 INCOMPLETE. Of both, 2.",
            "",
            "Examples:",
            "  shootdown litmus SB.litmus MP.litmus",
            "  shootdown litmus --memory sc tests     every *.litmus file below the folder tests"
        })
final class LitmusCommand implements Callable<Integer> {
    @ParentCommand
    private Main main;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Litmus files, or folders with litmus files.")
    private List<Path> files;

    @Option(
            names = "--memory",
            paramLabel = "MEMORY",
            description =
                    "Memory model, if it is not to be that of the test's language: tso or sc for X86, X86_64 and C;"
                            + " AArch64 has armv8 only.")
    private LitmusMemory memory;

    @Option(
            names = "--max-states",
            paramLabel = "N",
            description = "States to store for one test before giving up; 200,000,000 if not given.")
    private String maxStates;

    @Option(
            names = "--max-memory",
            paramLabel = "MIB",
            description = "MiB of states to store for one test before giving up; most of the Java heap if not given.")
    private String maxMemory;

    @Mixin
    private ProgressOption progress;

    @Override
    public Integer call() {
        // The reductions keep every final state. Each test brings its own memory model.
        CheckOptions options =
                Numbers.limits(CheckOptions.exhaustive(MemoryModel.SC).withReduction(true), maxStates, maxMemory);
        List<String> unusable = new ArrayList<>();
        List<Path> tests = expand(files, unusable);
        PiecesDone<Path> done = new PiecesDone<>(tests.size(), "tests");
        return progress.attend(
                main.terminal(),
                done,
                work -> decide(tests, unusable, options, work, done),
                () -> main.terminal().print("Interrupted: " + done.share(test -> true) + " tests are decided.\n"));
    }

    private int decide(
            List<Path> tests,
            List<String> unusable,
            CheckOptions options,
            InterruptibleWork work,
            PiecesDone<Path> done) {
        unusable.forEach(what -> complain(work, what));
        int code = unusable.isEmpty() ? ExitCode.OK : ExitCode.BAD_INPUT;
        for (Path file : tests) {
            if (work.calledOff()) {
                break;
            }
            code = ExitCode.worst(code, decide(file, options, work));
            done.add(file);
        }
        return code;
    }

    private int decide(Path file, CheckOptions options, InterruptibleWork work) {
        try {
            LitmusTest test = LitmusTest.read(file);
            LitmusMemory model = memory == null ? test.memories().get(0) : memory;
            if (!test.memories().contains(model)) {
                complain(
                        work,
                        file + ": expected --memory "
                                + test.memories().stream()
                                        .map(LitmusMemory::toString)
                                        .collect(joining(" or "))
                                + " for a test in its language, found " + model);
                return ExitCode.BAD_INPUT;
            }
            LitmusResult result = test.run(model, options, work.get());
            if (result.complete()) {
                work.print(() -> main.terminal().print(result.report()));
                test.notes().forEach(note -> complain(work, note));
                return ExitCode.OK;
            }
            complain(work, file + ": INCOMPLETE: " + Summary.stopped(result.searched(), result.end()));
            return ExitCode.UNDECIDED;
        } catch (LitmusException e) {
            complain(work, String.valueOf(e.getMessage()));
        } catch (ModelError e) {
            complain(work, file + ": " + e.getMessage());
        } catch (CharacterCodingException e) {
            complain(work, file + ": is not text in UTF-8");
        } catch (IOException e) {
            complain(work, file + ": cannot be read: " + WholeFile.reason(e));
        } catch (RuntimeException | Error e) {
            complain(work, file + ": " + Fault.inOneLine(e));
            complaints().trace(e);
        }
        return ExitCode.BAD_INPUT;
    }

    private void complain(InterruptibleWork work, String what) {
        work.print(() -> complaints().say(what));
    }

    private Complaints complaints() {
        return new Complaints(main.terminal().err(), spec.qualifiedName());
    }

    /** The files to read, in the order given; what is wrong with a path goes to {@code unusable}. */
    private static List<Path> expand(List<Path> given, List<String> unusable) {
        List<Path> files = new ArrayList<>();
        for (Path path : given) {
            if (!Files.isDirectory(path)) {
                if (Files.exists(path)) {
                    files.add(path);
                } else {
                    unusable.add("there is no file " + path);
                }
                continue;
            }
            try (Stream<Path> below = Files.walk(path)) {
                List<Path> found = below.filter(p -> p.toString().endsWith(".litmus"))
                        .sorted()
                        .toList();
                if (found.isEmpty()) {
                    unusable.add(path + ": has no *.litmus file in it or below it");
                }
                files.addAll(found);
            } catch (UncheckedIOException e) {
                unusable.add(path + ": cannot be read: " + WholeFile.reason(Objects.requireNonNull(e.getCause())));
            } catch (IOException e) {
                unusable.add(path + ": cannot be read: " + WholeFile.reason(e));
            }
        }
        return files;
    }
}
