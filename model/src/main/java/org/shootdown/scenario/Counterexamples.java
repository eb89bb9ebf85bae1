package org.shootdown.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shootdown.check.CheckOptions;
import org.shootdown.check.Checker;
import org.shootdown.check.explore.Trace;
import org.shootdown.machine.Property;

/** Finds the executions behind UNSAFE verdicts. */
public final class Counterexamples {
    private final CheckOptions options;

    /** @param options how to search; the memory model is each scenario's own */
    public Counterexamples(CheckOptions options) {
        this.options = options;
    }

    /** A shortest execution that breaks {@code property}, with the fewest switches among the shortest. */
    public Optional<Trace> find(Scenario scenario, Property property) {
        return Checker.trace(scenario.machine().get(), options.withMemory(scenario.memory()), property);
    }

    /** For every UNSAFE result, by scenario name, an execution that breaks the first property broken. */
    public Map<String, Trace> ofAll(List<CellResult> results) {
        Map<String, Trace> traces = new LinkedHashMap<>();
        for (CellResult result : results) {
            result.firstBroken()
                    .flatMap(property -> find(result.scenario(), property))
                    .ifPresent(trace -> traces.put(result.scenario().name(), trace));
        }
        return traces;
    }
}
