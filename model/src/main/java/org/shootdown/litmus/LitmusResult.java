package org.shootdown.litmus;

import java.util.List;
import java.util.SortedMap;
import org.shootdown.check.result.End;

/**
 * What a litmus test can end in. Counts are of distinct final states, as the locations the test observes show them;
 * herd counts candidate executions in the same places, so its numbers can be larger while its words agree.
 *
 * @param test the test
 * @param states every final state that the test's {@code filter} lets through, in ascending order; an execution that
 *     cannot end (it waits for a lock that is never released) has none, as in herd
 * @param searched how many states were looked at
 * @param end why the search ended; if it was stopped, states may be missing
 */
public record LitmusResult(LitmusTest test, List<SortedMap<Location, Long>> states, long searched, End end) {
    /** Whether there are all states. */
    public boolean complete() {
        return end == End.COMPLETE;
    }

    /** How many states satisfy the test's proposition. */
    public int positive() {
        return (int) states.stream().filter(test.proposition()::holds).count();
    }

    /** How many do not. */
    public int negative() {
        return states.size() - positive();
    }

    /** herd's word for how often the proposition holds: {@code Never}, {@code Sometimes} or {@code Always}. */
    public String observation() {
        return positive() == 0 ? "Never" : negative() == 0 ? "Always" : "Sometimes";
    }

    /** Whether the answer to the test's question is yes. */
    public boolean ok() {
        return test.quantifier().holds(positive(), negative());
    }

    /** A final state as herd prints it: {@code 0:EAX=0; [x]=1;}. */
    public String show(SortedMap<Location, Long> state) {
        StringBuilder line = new StringBuilder();
        state.forEach((location, value) -> line.append(line.isEmpty() ? "" : " ")
                .append(location)
                .append('=')
                .append(test.show(value))
                .append(';'));
        return line.toString();
    }

    /** The report in herd's layout, ending with an empty line; without {@code Time} and {@code Hash}. */
    public String report() {
        boolean swapped = test.quantifier() == Quantifier.NOT_EXISTS;
        StringBuilder text = new StringBuilder();
        line(text, "Test " + test.name() + " " + test.quantifier().kind());
        line(text, "States " + states.size());
        states.forEach(state -> line(text, show(state)));
        line(text, ok() ? "Ok" : "No");
        line(text, "Witnesses");
        line(
                text,
                "Positive: " + (swapped ? negative() : positive()) + " Negative: "
                        + (swapped ? positive() : negative()));
        line(text, "Condition " + test.condition());
        line(text, "Observation " + test.name() + " " + observation() + " " + positive() + " " + negative());
        line(text, "");
        return text.toString();
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append('\n');
    }
}
