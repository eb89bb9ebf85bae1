package org.shootdown.decide;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shootdown.catalogue.Scenario;
import org.shootdown.check.CheckResult;
import org.shootdown.check.result.Exploration;
import org.shootdown.check.result.Exploration.Ipis;
import org.shootdown.check.result.Range;
import org.shootdown.check.result.Verdict;
import org.shootdown.machine.Property;

/**
 * The answer for one scenario: what reports are made of, without the machine behind it.
 *
 * @param ipis the IPIs that one execution sends; all empty where they are not counted
 */
public record CellResult(Scenario scenario, Answer answer, Effort effort, Ipis ipis) {
    /** What an answer took that came before any search. */
    private static final Effort NO_EFFORT = new Effort(0, 0, 0);

    private static final Ipis NO_IPIS = new Ipis(Range.EMPTY, Range.EMPTY, Range.EMPTY);

    /**
     * What it took.
     *
     * @param states the number of distinct states reached
     * @param transitions the number of transitions taken, each state's once
     * @param nanos the time, of which scenarios with the same machine share a part
     */
    public record Effort(long states, long transitions, long nanos) {}

    static CellResult of(Scenario scenario, CheckResult result) {
        Exploration exploration = result.exploration();
        Effort effort = new Effort(exploration.states(), exploration.transitions(), result.nanos());
        return new CellResult(scenario, Answer.of(result), effort, exploration.ipis());
    }

    /** Of a scenario that cannot be decided because of what was thrown. */
    static CellResult faulty(Scenario scenario, Throwable cause) {
        return new CellResult(scenario, new Answer.Faulty(cause), NO_EFFORT, NO_IPIS);
    }

    public Verdict verdict() {
        return answer.verdict();
    }

    /** The properties that some execution breaks, each with the length of a shortest such execution. */
    public Map<Property, Integer> broken() {
        return answer.broken();
    }

    /** The first property that is broken, if any is. */
    public Optional<Property> firstBroken() {
        return broken().keySet().stream().findFirst();
    }

    /** Whether the check came to an answer: SAFE or UNSAFE. */
    public boolean decided() {
        return verdict() == Verdict.SAFE || verdict() == Verdict.UNSAFE;
    }

    /** Whether any of {@code results} has this verdict. */
    public static boolean any(List<CellResult> results, Verdict verdict) {
        return results.stream().anyMatch(result -> result.verdict() == verdict);
    }
}
