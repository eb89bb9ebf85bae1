package org.shootdown.decide;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shootdown.catalogue.BadInput;
import org.shootdown.catalogue.Catalogue;
import org.shootdown.catalogue.Scenario;
import org.shootdown.check.Checker;
import org.shootdown.check.result.Schedule;
import org.shootdown.check.result.Trace;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Property;

/**
 * An execution to keep, most often a counterexample: a schedule with all that is needed to run it again, and to know
 * whether that still makes sense.
 *
 * @param property what its last step breaks; {@code null} if nothing
 * @param fingerprint of the scenario's machine
 */
public record KeptSchedule(
        String catalogue, String scenario, @Nullable Property property, String fingerprint, Schedule schedule) {

    public static KeptSchedule of(Scenario scenario, Trace trace) {
        return new KeptSchedule(
                scenario.catalogue(),
                scenario.name(),
                trace.property(),
                Checker.fingerprint(scenario.machine().get()),
                Schedule.of(trace));
    }

    /**
     * Runs it again.
     *
     * @throws BadInput if the scenario is gone, if its model has changed, or if it has no such execution
     */
    public Trace replay(List<Catalogue> catalogues) {
        Scenario found = catalogues.stream()
                .filter(c -> c.id().equals(catalogue))
                .flatMap(c -> c.scenarios().stream())
                .filter(s -> s.name().equals(scenario))
                .findFirst()
                .orElseThrow(
                        () -> new BadInput("there is no scenario " + scenario + " in catalogue " + catalogue + " now"));
        Machine machine = found.machine().get();
        if (!Checker.fingerprint(machine).equals(fingerprint)) {
            throw new BadInput("the model of " + scenario + " has changed since this schedule was kept;"
                    + " 'shootdown explain --keep' makes one of the model as it is");
        }
        try {
            return Checker.replay(machine, found.memory(), property, schedule);
        } catch (IllegalArgumentException e) {
            throw new BadInput("not an execution of " + scenario + ": " + e.getMessage());
        }
    }
}
