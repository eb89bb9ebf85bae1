package org.shootdown.stress;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.shootdown.catalogue.Axis;
import org.shootdown.catalogue.Catalogues;
import org.shootdown.catalogue.Scenario;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.live.LiveMachine.Blueprint;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Program;

/** What a stress test runs: one machine, or cells of the matrix, of which each sample picks one at random. */
public final class Cells {
    private static final List<Axis> NAMED =
            List.of(Axis.POLICY, Axis.BACKEND, Axis.OPERATION, Axis.WALKER, Axis.SITUATION);

    private final List<Cell> cells;
    private final String description;

    private Cells(List<Cell> cells, String description) {
        this.cells = List.copyOf(cells);
        this.description = description;
    }

    /**
     * One machine of the test.
     *
     * @param label what tells it from the others in a result; empty if it is the only one
     * @param actors how many of its processors do something
     */
    record Cell(String label, Blueprint blueprint, int actors) {
        Machine machine() {
            return blueprint.machine();
        }
    }

    /** A machine that is in no catalogue. */
    static Cells only(Machine machine) {
        return new Cells(
                List.of(cell("", machine)),
                machine.name() + ": in no catalogue; mvn -pl stress-tests -am test -Dtest=OutcomesTest"
                        + " -Dsurefire.failIfNoSpecifiedTests=false");
    }

    /**
     * The cells of the main catalogue that differ from each other only on one axis.
     *
     * @param axis where they differ; their choices on it are their labels
     * @param name policy/backend/operation/walker/situation, with a {@code *} for {@code axis}
     */
    public static Cells along(Axis axis, String name) {
        String[] wanted = name.split("/");
        List<Cell> cells = new ArrayList<>();
        for (Scenario s : Catalogues.main().scenarios()) {
            // The memory model is the hardware's; a machine is the same under each.
            if (s.memory() == MemoryModel.SC && matches(s, axis, wanted)) {
                cells.add(cell(s.on(axis), s.machine().get()));
            }
        }
        if (cells.isEmpty()) {
            throw new IllegalArgumentException("the main catalogue has no " + name);
        }
        return new Cells(cells, name + ": shootdown explain " + options(axis, wanted) + " --memory tso");
    }

    /** The same but for one cell, which has a processor more than there are actors. */
    public Cells without(String label) {
        List<Cell> others =
                cells.stream().filter(cell -> !cell.label().equals(label)).toList();
        if (others.size() == cells.size()) {
            throw new IllegalArgumentException("there is no cell " + label);
        }
        return new Cells(others, description);
    }

    private static String options(Axis free, String[] wanted) {
        return NAMED.stream()
                .filter(axis -> axis != free)
                .map(axis -> "--" + axis.name().toLowerCase(Locale.ROOT) + " " + wanted[NAMED.indexOf(axis)])
                .collect(Collectors.joining(" "));
    }

    private static boolean matches(Scenario scenario, Axis free, String[] wanted) {
        return NAMED.stream().allMatch(a -> a == free || scenario.on(a).equals(wanted[NAMED.indexOf(a)]));
    }

    private static Cell cell(String label, Machine machine) {
        int actors = (int) machine.processors().stream()
                .filter(p -> p.task() != Program.IDLE)
                .count();
        return new Cell(label, new Blueprint(machine), actors);
    }

    /** What a test of these says of itself in JCStress's report: their name, and the command that explains them. */
    String description() {
        return description;
    }

    List<Cell> all() {
        return cells;
    }

    Cell any() {
        int size = cells.size();
        return cells.get(size == 1 ? 0 : ThreadLocalRandom.current().nextInt(size));
    }
}
