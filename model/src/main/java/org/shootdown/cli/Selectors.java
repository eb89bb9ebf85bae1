package org.shootdown.cli;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.shootdown.catalogue.Axis;
import org.shootdown.catalogue.Catalogue;
import org.shootdown.catalogue.Scenario;
import org.shootdown.catalogue.Selection;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments that pick scenarios, shared by several commands. */
final class Selectors {
    @Parameters(
            paramLabel = "SCENARIO",
            arity = "0..*",
            description = {
                "Scenarios by name, * for a part of it, ** for any number: 'v10/kvm/**'; all that match if none."
            })
    private final List<String> names = new ArrayList<>();

    @Option(
            names = "--catalogue",
            paramLabel = "NAME",
            defaultValue = "main",
            description = {
                "main (default), misuse (callers that break the rules) or history (real bugs, before and after their fix)."
            })
    private String catalogue;

    @Option(
            names = "--policy",
            paramLabel = "POLICY",
            split = ",",
            description = "Rule for skipping or aiming the sync.")
    private final List<String> policies = new ArrayList<>();

    @Option(names = "--backend", paramLabel = "BACKEND", split = ",", description = "How TLB flushes reach other CPUs.")
    private final List<String> backends = new ArrayList<>();

    @Option(names = "--operation", paramLabel = "OPERATION", split = ",", description = "What is done to a page table.")
    private final List<String> operations = new ArrayList<>();

    @Option(
            names = "--walker",
            paramLabel = "WALKER",
            split = ",",
            description = "Who looks at page tables without a lock.")
    private final List<String> walkers = new ArrayList<>();

    @Option(
            names = "--situation",
            paramLabel = "SITUATION",
            split = ",",
            description = "What the walker's CPU is doing.")
    private final List<String> situations = new ArrayList<>();

    @Option(names = "--memory", paramLabel = "MEMORY", split = ",", description = "Memory model.")
    private final List<String> memories = new ArrayList<>();

    boolean given() {
        return !names.isEmpty() || wishes().values().stream().anyMatch(ids -> !ids.isEmpty());
    }

    String catalogueName() {
        return catalogue;
    }

    /** Whether a choice on an axis was asked for, or scenarios by name, which name one. */
    boolean asksFor(Axis axis) {
        return !names.isEmpty() || !wishes().getOrDefault(axis, List.of()).isEmpty();
    }

    List<Scenario> select(List<Catalogue> catalogues) {
        return Selection.in(catalogues, catalogue).select(names, wishes());
    }

    Catalogue catalogue(List<Catalogue> catalogues) {
        return Selection.in(catalogues, catalogue).catalogue();
    }

    /** A command with these arguments, as a user may type it. */
    String asCommand(String command) {
        StringBuilder line = new StringBuilder(command);
        names.forEach(name -> line.append(' ').append(name));
        wishes().forEach((axis, ids) -> ids.forEach(
                id -> line.append(" --").append(axis.id()).append(' ').append(id)));
        return line.toString();
    }

    private Map<Axis, List<String>> wishes() {
        Map<Axis, List<String>> wishes = new EnumMap<>(Axis.class);
        wishes.put(Axis.POLICY, policies);
        wishes.put(Axis.BACKEND, backends);
        wishes.put(Axis.OPERATION, operations);
        wishes.put(Axis.WALKER, walkers);
        wishes.put(Axis.SITUATION, situations);
        wishes.put(Axis.MEMORY, memories);
        return wishes;
    }
}
