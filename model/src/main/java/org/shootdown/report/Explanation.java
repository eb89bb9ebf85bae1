package org.shootdown.report;

import java.util.Optional;
import org.shootdown.check.result.Trace;
import org.shootdown.decide.CellResult;
import org.shootdown.drawing.TraceColumns;
import org.shootdown.drawing.Wrap;
import org.shootdown.machine.Property;

/** A result with, where there is one, its counterexample drawn in columns. */
public final class Explanation {
    private Explanation() {}

    /**
     * @param trace a counterexample, or empty if there is none to show
     * @param width how wide lines may be
     */
    public static String render(CellResult result, Optional<Trace> trace, int width) {
        if (trace.isEmpty()) {
            return head(result) + Wrap.paragraph(nothingToShow(result), "", "", width) + "\n";
        }
        return head(result) + drawing(trace.get(), width);
    }

    /** A result that breaks {@code property}, but whose search for a counterexample ended at a limit. */
    public static String notFound(CellResult result, Property property, int width) {
        return head(result)
                + Wrap.paragraph(
                        "Breaks " + property + ", but the search for an execution that does ended at a limit:"
                                + " it takes more states or memory, since it is without reductions.",
                        "",
                        "",
                        width)
                + "\n";
    }

    private static String head(CellResult result) {
        return Wording.verdict(result) + "  " + result.scenario().name() + "\n";
    }

    /** A kept execution of the scenario of that name, run again. */
    public static String ofReplay(String scenario, Trace trace, int width) {
        return "REPLAY  " + scenario + "\n" + drawing(trace, width);
    }

    private static String drawing(Trace trace, int width) {
        return Wrap.paragraph(facts(trace), "", "", width) + "\n" + TraceColumns.render(trace, width) + "\n";
    }

    private static String nothingToShow(CellResult result) {
        return switch (result.verdict()) {
            case SAFE -> "No execution breaks a property.";
            case UNSAFE -> "No execution breaks the property that was asked for; others do.";
            case INCOMPLETE, VACUOUS, ERROR -> Summary.whyUndecided(result).orElseThrow();
        };
    }

    private static String facts(Trace trace) {
        long switches = 0;
        for (int i = 1; i < trace.events().size(); i++) {
            switches += trace.events().get(i).processor()
                            != trace.events().get(i - 1).processor()
                    ? 1
                    : 0;
        }
        return (trace.property() == null ? "Breaks nothing with the last of " : "Breaks " + trace.property() + " in ")
                + Wording.count(trace.events().size(), "step") + " and "
                + (switches == 1 ? "1 switch" : switches + " switches") + " between CPUs.";
    }
}
