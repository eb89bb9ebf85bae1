package org.shootdown.decide;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shootdown.catalogue.Scenario;
import org.shootdown.check.CheckResult;
import org.shootdown.check.result.End;
import org.shootdown.check.result.Exploration;
import org.shootdown.check.result.Range;
import org.shootdown.check.result.Verdict;
import org.shootdown.machine.Property;
import org.shootdown.machine.Situation;

/**
 * The answer for one scenario: what reports are made of, without the machine behind it.
 *
 * @param broken the properties some execution breaks, in their order, each with the length of a shortest such execution
 * @param missing the situations that were declared but never reached
 * @param flush flush IPIs sent by an execution, over all that end; empty if none does
 * @param sync IPIs sent to synchronise with walkers
 * @param disturbed IPIs that hit a CPU which was neither in a walk nor using the mm
 * @param end why the search ended
 */
public record CellResult(
        Scenario scenario,
        Verdict verdict,
        Map<Property, Integer> broken,
        List<String> missing,
        long states,
        long transitions,
        long nanos,
        Range flush,
        Range sync,
        Range disturbed,
        End end) {

    public CellResult {
        Map<Property, Integer> inOrder = new EnumMap<>(Property.class);
        inOrder.putAll(broken);
        broken = Collections.unmodifiableMap(inOrder);
        missing = List.copyOf(missing);
    }

    static CellResult of(Scenario scenario, CheckResult result) {
        Exploration exploration = result.exploration();
        return new CellResult(
                scenario,
                result.verdict(),
                exploration.broken(),
                result.missing().stream().map(Situation::name).toList(),
                exploration.states(),
                exploration.transitions(),
                result.nanos(),
                exploration.flush(),
                exploration.sync(),
                exploration.disturbed(),
                exploration.end());
    }

    /** Of a scenario whose model alone does not fit the memory. */
    static CellResult outOfMemory(Scenario scenario) {
        return new CellResult(
                scenario,
                Verdict.INCOMPLETE,
                Map.of(),
                List.of(),
                0,
                0,
                0,
                Range.EMPTY,
                Range.EMPTY,
                Range.EMPTY,
                End.MEMORY);
    }

    /** The first property that is broken, if any is. */
    public Optional<Property> firstBroken() {
        return broken.keySet().stream().findFirst();
    }

    /** Whether the check came to an answer: SAFE or UNSAFE. */
    public boolean decided() {
        return verdict == Verdict.SAFE || verdict == Verdict.UNSAFE;
    }
}
