package org.shootdown.check.system;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.shootdown.check.result.Op;
import org.shootdown.check.unfold.Automaton;
import org.shootdown.check.unfold.Step;
import org.shootdown.check.unfold.UnfoldedMachine;
import org.shootdown.check.unfold.UnfoldedMachine.Processor;
import org.shootdown.check.unfold.Unfolder.Called;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.ModelError;

/**
 * How many IPIs an execution sends at most: what the fields that count them must hold. Each program is taken at its
 * most, a task once, an NMI as often as it may arrive, and a called function as often as it may be called, by other
 * functions too.
 */
final class MostIpis {
    private static final long UNFINISHED = -1;
    private static final long TOO_MANY = 1 << 20;

    private final UnfoldedMachine unfolded;
    /** How often each function is called at most, as far as it is known. */
    private final Map<Called, Long> calls = new HashMap<>();

    MostIpis(UnfoldedMachine unfolded) {
        this.unfolded = unfolded;
    }

    /**
     * @param which which functions' calls to count
     * @throws ModelError if functions call each other without end
     */
    int sent(Predicate<IpiFunction> which) {
        long sum = 0;
        for (Processor sender : unfolded.processors()) {
            sum += sentBy(sender, step -> which.test((IpiFunction) step.program()));
        }
        return Math.toIntExact(sum);
    }

    private long sentBy(Processor sender, Predicate<Step> which) {
        long sum = onePath(sender.task(), sender.taskEntry(), which);
        if (sender.nmiEntry() != null) {
            sum += sender.spec().nmis() * onePath(sender.nmi(), sender.nmiEntry(), which);
        }
        for (Called function : unfolded.called()) {
            if (function.target() == sender.spec().id()) {
                long once = onePath(sender.irq(), sender.handlers().get(function.function()), which);
                sum += once == 0 ? 0 : once * calls(function);
            }
        }
        if (sum > TOO_MANY) {
            throw new ModelError("more than " + TOO_MANY + " IPIs in an execution cannot be counted");
        }
        return sum;
    }

    private long calls(Called function) {
        Long known = calls.putIfAbsent(function, UNFINISHED);
        if (known == null) {
            known = sentBy(
                    unfolded.processors().get(function.sender()),
                    step -> step.arg() == function.target() && step.program().equals(function.function()));
            calls.put(function, known);
        } else if (known == UNFINISHED) {
            throw new ModelError("IPIs cannot be counted: "
                    + function.function().title() + " is called again and again by what it calls on other CPUs");
        }
        return known;
    }

    /** The most steps of a kind on one path from {@code entry}. */
    private static long onePath(Automaton automaton, Automaton.Entry entry, Predicate<Step> which) {
        long[] most = new long[entry.node() + 1];
        for (int n = 1; n < most.length; n++) {
            Automaton.Node node = automaton.node(n);
            for (Automaton.Edge edge : node.edges()) {
                most[n] = Math.max(most[n], most[edge.target()]);
            }
            most[n] += node.step().op() == Op.SEND_IPI && which.test(node.step()) ? 1 : 0;
        }
        return most[entry.node()];
    }
}
