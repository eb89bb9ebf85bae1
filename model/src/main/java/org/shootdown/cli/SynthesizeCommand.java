package org.shootdown.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.shootdown.catalogue.Axis;
import org.shootdown.catalogue.BadInput;
import org.shootdown.catalogue.Catalogues;
import org.shootdown.catalogue.Scenario;
import org.shootdown.drawing.Wrap;
import org.shootdown.kernel.Backend;
import org.shootdown.report.ToolVersion;
import org.shootdown.synthesis.Certificate;
import org.shootdown.synthesis.FrontJson;
import org.shootdown.synthesis.FrontPage;
import org.shootdown.synthesis.FrontPlot;
import org.shootdown.synthesis.FrontReport;
import org.shootdown.synthesis.PolicySpace;
import org.shootdown.synthesis.RuleFiles;
import org.shootdown.synthesis.Synthesis;
import org.shootdown.synthesis.Undecided;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "synthesize",
        description = {
            "Searches a space of policies for the cheapest that are safe: on each backend, on all of them, and with a key that"
                    + " decides at boot between two rules. Costs are those with three CPUs.",
            "For each that is found, every rule that is weaker by a step is shown with the shortest race that it allows."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 the whole space was decided, 2 bad arguments, or output that",
            "cannot be written, 3 something was not decided, or interrupted.",
            "",
            "Examples:",
            "  shootdown synthesize --operation hugetlb-unshare --walker gup-fast \\",
            "                       --walker perf-nmi --memory tso",
            "  shootdown synthesize --backend native --checkpoint state --java found"
        })
final class SynthesizeCommand implements Callable<Integer> {
    @ParentCommand
    private Main main;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Selectors selectors;

    @Mixin
    private Search search;

    @Option(names = "--space", paramLabel = "NAME", description = "The space to search: rules (default), or one's own.")
    private String spaceName;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write fronts and certificates as JSON.")
    private Path json;

    @Option(names = "--markdown", paramLabel = "FILE", description = "Also write fronts and choices as Markdown.")
    private Path markdown;

    @Option(names = "--html", paramLabel = "FILE", description = "Also write a page with a picture of each front.")
    private Path html;

    @Option(
            names = "--java",
            paramLabel = "DIR",
            description = "Also write each point as a Java file that runs by itself.")
    private Path java;

    @Option(names = "--checkpoint", paramLabel = "FILE", description = "Keep in FILE what is decided, as it is.")
    private Path checkpoint;

    @Option(names = "--resume", paramLabel = "FILE", description = "Go on from what --checkpoint kept.")
    private Path resume;

    @Option(names = "--no-shortcuts", description = "Replay no counterexamples and leave no stronger rules out.")
    private boolean noShortcuts;

    @Override
    public Integer call() {
        Outputs outputs =
                new Outputs().check("--json", json).check("--html", html).check("--markdown", markdown);
        makeFolder();
        PolicySpace space = space();
        Set<String> cells = cells();
        List<Backend> backends = Synthesis.backends(cells);
        SynthesisRun run =
                new SynthesisRun(main.terminal(), search, space, backends, cells, !noShortcuts, checkpoint, resume);
        SynthesisRun.Found found;
        try {
            found = run.find();
        } catch (Undecided e) {
            new Complaints(main.terminal().err(), spec.qualifiedName()).say("not decided: " + e.getMessage());
            return ExitCode.UNDECIDED;
        }
        printSpace(space);
        found.fronts().forEach(front -> main.terminal().print("\n" + FrontReport.text(front)));
        main.terminal().print("\nWhat each point rests on:\n");
        found.certificates().forEach(c -> main.terminal().print(FrontReport.text(c)));
        main.terminal().print("\n" + found.statistics());
        outputs.stream(
                        "--json",
                        json,
                        file -> FrontJson.write(ToolVersion.text(), space, found.fronts(), found.certificates(), file))
                .write(
                        "--markdown",
                        markdown,
                        () -> FrontPage.markdown(
                                selectors.asCommand("shootdown synthesize"),
                                space,
                                found.measure(),
                                found.fronts(),
                                found.certificates()))
                .write("--html", html, () -> FrontPlot.page(found.fronts()));
        if (java != null) {
            writeJava(found.certificates());
        }
        boolean refuted =
                found.certificates().stream().anyMatch(c -> !c.refuted().isEmpty());
        if (refuted) {
            // The check says otherwise than the search: a fault of shootdown's.
            return ExitCode.BAD_INPUT;
        }
        return found.complete() ? ExitCode.OK : ExitCode.UNDECIDED;
    }

    private void printSpace(PolicySpace space) {
        int width = main.terminal().columns();
        List<String> leftOut = space.leftOut();
        main.terminal()
                .print(String.format(
                        Locale.ROOT,
                        "%,d candidates in space %s%s%n",
                        space.candidates().size(),
                        space.id(),
                        leftOut.isEmpty() ? "" : "; left out:"));
        leftOut.forEach(line -> main.terminal().print(Wrap.paragraph(line, "  ", "    ", width)));
    }

    private PolicySpace space() {
        PolicySpace space = main.space();
        if (spaceName != null && !spaceName.equals(space.id())) {
            throw new BadInput("--space " + spaceName + ": there is no such space; known: " + space.id());
        }
        return space;
    }

    /** The selected cells of the main catalogue, without their policy. */
    private Set<String> cells() {
        if (!selectors.catalogueName().equals(Catalogues.MAIN)) {
            throw new BadInput(
                    "--catalogue " + selectors.catalogueName() + ": policies are searched for in the main one");
        }
        if (selectors.asksFor(Axis.POLICY)) {
            throw new BadInput("--policy: which policy is what is searched for; select other axes");
        }
        Map<String, String> cells = new LinkedHashMap<>();
        for (Scenario scenario : selectors.select(List.of(Catalogues.main()))) {
            cells.put(withoutPolicy(scenario), scenario.name());
        }
        return new LinkedHashSet<>(cells.keySet());
    }

    private static String withoutPolicy(Scenario scenario) {
        return scenario.name().substring(scenario.name().indexOf('/') + 1);
    }

    private void writeJava(List<Certificate> certificates) {
        try {
            for (Certificate certificate : certificates) {
                RuleFiles.File file = RuleFiles.of(certificate.candidate()).orElse(null);
                if (file != null) {
                    Files.writeString(java.resolve(file.name()), file.text());
                }
            }
        } catch (IOException e) {
            throw new BadInput("--java " + java + ": cannot be written");
        }
    }

    /** Before any work is done for it. */
    private void makeFolder() {
        if (java != null) {
            try {
                Files.createDirectories(java);
            } catch (IOException e) {
                throw new BadInput("--java " + java + ": cannot be made a folder");
            }
        }
    }
}
