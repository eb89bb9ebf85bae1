package org.shootdown.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.shootdown.export.GuardedCommands.Assignment;

/** One grace period: whether it is under way, and for which CPUs it still waits. */
final class GracePeriod {
    private final Variable active;
    private final Map<Integer, Variable> waitsFor = new TreeMap<>();

    GracePeriod(Encoder encoder, String name, String meaning, List<CpuState> cpus) {
        active = encoder.declare(name, 1, 0, meaning);
        for (CpuState cpu : cpus) {
            if (!cpu.agent) {
                waitsFor.put(
                        cpu.id, encoder.declare(name + "_waits_" + cpu.id, 1, 0, meaning + ", waits for " + cpu.id));
            }
        }
    }

    Expr idle() {
        return Expr.equal(active, 0);
    }

    /** Under way, and waiting for nobody. */
    Expr over() {
        List<Expr> parts = new ArrayList<>(List.of(Expr.equal(active, 1)));
        waitsFor.values().forEach(w -> parts.add(Expr.equal(w, 0)));
        return Expr.all(parts.toArray(Expr[]::new));
    }

    Assignment end() {
        return new Assignment(active, new Expr.Constant(0));
    }

    /**
     * Starts the grace period in a step of CPU {@code by}: it waits for every CPU that is not quiet, except for {@code
     * by} if that is {@code quietAround}: quiet before the step or after it.
     */
    List<Assignment> start(int by, Expr quietAround, List<CpuState> cpus) {
        List<Assignment> assignments = new ArrayList<>();
        for (CpuState cpu : cpus) {
            if (!cpu.agent) {
                Expr quiet = cpu.id == by ? quietAround : cpu.quiet();
                assignments.add(new Assignment(
                        waitsFor.get(cpu.id), Expr.choice(quiet, new Expr.Constant(0), new Expr.Constant(1))));
            }
        }
        assignments.add(new Assignment(active, new Expr.Constant(1)));
        return assignments;
    }

    /** After a step of CPU {@code by} the grace period need no longer wait for it if it is {@code quietAfter} that. */
    List<Assignment> settle(int by, Expr quietAfter) {
        if (quietAfter.equals(Expr.FALSE)) {
            return List.of();
        }
        Variable waits = waitsFor.get(by);
        return List.of(new Assignment(waits, Expr.choice(quietAfter, new Expr.Constant(0), new Expr.Value(waits))));
    }
}
