package org.shootdown.report.html;

import java.util.Optional;
import org.shootdown.check.result.Trace;
import org.shootdown.decide.Necessity.Removal;
import org.shootdown.report.Summary;

/**
 * What became of a scenario when one synchronising step was left out.
 *
 * @param allowed an execution that the removal allows, if it allows any that should be shown
 */
public record NecessityRow(Removal removal, Optional<Trace> allowed) {
    /** The answer, in the words of {@code shootdown necessity}. */
    String answer() {
        if (removal.needed()) {
            return "NEEDED";
        }
        if (removal.redundant()) {
            return "REDUNDANT HERE";
        }
        return Summary.noAnswer(removal);
    }

    /** The step, and what taking it out leaves where that is not plain. */
    String step() {
        String what = removal.step().what();
        return switch (removal.step().kind()) {
            case ATOMIC -> what + " (then a plain load and store)";
            case RECHECK -> what + " (the first look's value is taken to stand)";
            case FUNCTION -> "all of " + what + "()";
            default -> what;
        };
    }
}
