package org.shootdown.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.shootdown.catalogue.BadInput;
import org.shootdown.drift.Drift;
import org.shootdown.drift.DriftReport;
import org.shootdown.drift.KernelTree;
import org.shootdown.drift.Lock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "drift",
        description = {
            "Holds a kernel tree against what the models say of it: each function that a model cites against the lock of"
                    + " what was read, with the accesses that are new or gone; and its accesses against the model's steps.",
            "A step without a partner needs a reason beside the model. The lock has hashes and lists of accesses, and none"
                    + " of the kernel's text."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 nothing changed, and no step differs without a reason, 1 something",
            "does, 2 bad arguments, no kernel tree, or output that cannot be written.",
            "",
            "Examples:",
            "  shootdown drift --kernel ~/linux",
            "  shootdown drift --kernel ~/linux.git --revision v7.1"
        })
final class DriftCommand implements Callable<Integer> {
    /** Where the lock is in a checkout, whose root or whose module may be the working directory. */
    private static final Path RESOURCE = Path.of("src/main/resources/org/shootdown/drift/citations.lock");

    @ParentCommand
    private Main main;

    @Option(
            names = "--kernel",
            paramLabel = "DIR",
            required = true,
            description = "The kernel: a directory with its source, or a git repository, which may be bare.")
    private Path kernel;

    @Option(
            names = "--revision",
            paramLabel = "REV",
            description = "The revision of the git repository; a bare one's HEAD if not given.")
    private String revision;

    @Option(names = "--lock", paramLabel = "FILE", description = "Another lock than the one built in.")
    private Path lock;

    @Option(names = "--explain", description = "Tell deliberate differences too, each with its reason.")
    private boolean explain;

    @Option(
            names = "--write",
            description = "Write the lock anew from this tree, to --lock or to where a checkout of Shootdown has it.")
    private boolean write;

    @Override
    public Integer call() {
        KernelTree tree = KernelTree.open(kernel, revision);
        if (write) {
            Path file = lock == null ? ofCheckout() : lock;
            new Outputs()
                    .check("--lock", file)
                    .write("--lock", file, () -> Drift.lock(tree).text());
        }
        Lock read = lock != null ? Lock.of(lock) : write ? Lock.of(ofCheckout()) : Lock.builtIn();
        Drift drift = Drift.of(tree, read, main.catalogues());
        main.terminal().print(DriftReport.render(drift, explain));
        return drift.isNone() ? ExitCode.OK : ExitCode.UNSAFE;
    }

    private static Path ofCheckout() {
        for (Path module : new Path[] {Path.of(""), Path.of("model")}) {
            if (Files.isDirectory(module.resolve("src/main/java/org/shootdown/drift"))) {
                return module.resolve(RESOURCE);
            }
        }
        throw new BadInput("--write: this is no checkout of Shootdown; name a file with --lock");
    }
}
