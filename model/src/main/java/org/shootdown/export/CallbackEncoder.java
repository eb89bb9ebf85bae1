package org.shootdown.export;

import java.util.ArrayList;
import java.util.List;
import org.shootdown.check.unfold.Automaton;
import org.shootdown.check.unfold.UnfoldedMachine;
import org.shootdown.export.GuardedCommands.Assignment;
import org.shootdown.export.GuardedCommands.Process;

/** Encodes an RCU callback, which runs by itself once its grace period is over, and can be handed over again. */
final class CallbackEncoder extends StepEncoder {
    private final int number;
    private final Variable variable;
    private final UnfoldedMachine.RcuCallback callback;
    private final GracePeriod period;

    CallbackEncoder(Encoder encoder, int number, Variable variable) {
        super(encoder, null, new ArrayList<>());
        this.number = number;
        this.variable = variable;
        this.callback = encoder.callback(number);
        this.period = encoder.gracePeriods().get(number);
    }

    Process process() {
        Automaton.Entry entry = callback.entry();
        if (idle(callback) == Automaton.END) {
            List<Assignment> begins =
                    entry.node() == Automaton.END ? List.of(period.end()) : List.of(set(variable, entry.node()));
            String error = error(callback.automaton(), entry.node());
            add("RCU calls it", at(Automaton.END), List.of(), begins, entry.effects(), error);
        }
        steps(callback.automaton());
        return new Process("callback" + number, callback.callback().program().title(), commands);
    }

    /** Where a callback stands while it is not running: at its first step, unless it does something before that. */
    static int idle(UnfoldedMachine.RcuCallback callback) {
        return callback.entry().effects().isEmpty() ? callback.entry().node() : Automaton.END;
    }

    @Override
    Expr at(int node) {
        return Expr.all(Expr.equal(variable, node), period.over());
    }

    @Override
    List<Assignment> goTo(int node) {
        return node == Automaton.END
                ? List.of(set(variable, idle(callback)), period.end())
                : List.of(set(variable, node));
    }

    @Override
    List<Assignment> gracePeriods(int from, int to, GracePeriod started, boolean storing) {
        return List.of();
    }
}
