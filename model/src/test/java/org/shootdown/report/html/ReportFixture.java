package org.shootdown.report.html;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.shootdown.catalogue.Choice;
import org.shootdown.catalogue.Coordinates;
import org.shootdown.catalogue.Scenario;
import org.shootdown.check.Checker;
import org.shootdown.check.necessity.SyncStep;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.result.Trace;
import org.shootdown.coverage.Coverage;
import org.shootdown.coverage.ModelLine;
import org.shootdown.decide.Answer;
import org.shootdown.decide.CellResult;
import org.shootdown.decide.Matrix;
import org.shootdown.decide.Necessity;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Property;

/** A small report over small machines, decided by the checker like any other. */
final class ReportFixture {
    static final Provenance PROVENANCE = new Provenance(
            "shootdown 0", "shootdown report --html x.html", "a JVM", "2026-01-01", List.of("Two CPUs.", "One walk."));

    static final Optional<Coverage.Result> COVERAGE = Optional.of(new Coverage.Result(
            16,
            Stream.concat(
                            Stream.of(new Coverage.Covered(
                                    new ModelLine("gup_fast", "mm/gup.c", "7.0", "GupFast.java:7"),
                                    List.of("smp_mb()"),
                                    3,
                                    false)),
                            IntStream.range(1, 20)
                                    .mapToObj(n -> new Coverage.Covered(
                                            new ModelLine("gup_fast", "mm/gup.c", "7.0", "GupFast.java:" + (10 + n)),
                                            List.of("smp_rmb()"),
                                            16,
                                            true)))
                    .toList(),
            List.of()));

    private ReportFixture() {}

    /** Writes the page of all this, and returns its address. */
    static String page(Path file) throws IOException {
        List<ReportCell> cells = cells();
        String page =
                HtmlReport.render("catalogue main", PROVENANCE, cells, necessity(cells), COVERAGE, Optional.empty());
        return Files.writeString(file, page).toUri().toString();
    }

    static List<ReportCell> cells() {
        List<ReportCell> cells = new ArrayList<>();
        for (String walker : List.of("gup-fast", "perf")) {
            for (MemoryModel memory : MemoryModel.values()) {
                cells.add(cell("broadcast", "native", walker, memory, () -> SmallMachines.freeing(true)));
                cells.add(cell("none", "native", walker, memory, () -> SmallMachines.freeing(false)));
                cells.add(cell("v4", "kvm", walker, memory, SmallMachines::freeingUnderHost));
                cells.add(cell("v4", "native", walker, memory, SmallMachines::freeingUnderInterruptibleWalk));
            }
        }
        return cells;
    }

    static List<NecessityRow> necessity(List<ReportCell> cells) {
        Trace trace = cells.stream()
                .flatMap(cell -> cell.traces().stream())
                .findFirst()
                .orElseThrow();
        Scenario scenario = cells.get(0).result().scenario();
        Map<Property, Integer> p1 = Map.of(Property.P1, trace.events().size());
        return List.of(
                row(
                        scenario,
                        SyncStep.Kind.WAIT,
                        "csd_lock_wait",
                        Optional.of(new Answer.Unsafe(p1)),
                        Optional.of(trace)),
                row(scenario, SyncStep.Kind.BARRIER, "smp_mb", Optional.of(new Answer.Safe()), Optional.empty()),
                row(scenario, SyncStep.Kind.IPI, "send_IPI", Optional.empty(), Optional.empty()));
    }

    private static NecessityRow row(
            Scenario scenario, SyncStep.Kind kind, String what, Optional<Answer> answer, Optional<Trace> allowed) {
        SyncStep step = new SyncStep(kind, what, "free_pgtables", List.of());
        return new NecessityRow(new Necessity.Removal(scenario, List.of(step), answer), allowed);
    }

    private static ReportCell cell(
            String policy, String backend, String walker, MemoryModel memory, Supplier<Machine> machine) {
        Coordinates at = new Coordinates(
                new Choice(policy, "the policy </script> " + policy),
                new Choice(backend, "the backend " + backend),
                new Choice("free", "frees a table"),
                new Choice(walker, "the walker " + walker),
                new Choice(Coordinates.USUAL_SITUATION, "runs"),
                memory);
        Scenario scenario = new Scenario("main", at, policy.equals("none"), machine);
        CheckOptions options = CheckOptions.exhaustive(memory).withCosts();
        CellResult result =
                new Matrix(options).decide(List.of(scenario), progress -> {}).get(0);
        List<Trace> traces = new ArrayList<>();
        for (Property property : result.broken().keySet()) {
            Checker.trace(machine.get(), options, property).ifPresent(traces::add);
        }
        return new ReportCell(result, traces);
    }
}
