package org.shootdown.check.unfold;

import java.util.List;
import java.util.Map;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Machine;

/** A machine whose programs have become automata. */
public record UnfoldedMachine(
        Machine machine,
        List<Processor> processors,
        List<RcuCallback> callbacks,
        List<Unfolder.Called> called,
        ValueSets values) {

    /** One processor's automata; {@code nmiEntry} is {@code null} where no NMI arrives. */
    public record Processor(
            Machine.Processor spec,
            Automaton task,
            Automaton.Entry taskEntry,
            Automaton nmi,
            Automaton.Entry nmiEntry,
            Automaton irq,
            Map<IpiFunction, Automaton.Entry> handlers) {}

    /** An RCU callback's automaton. */
    public record RcuCallback(Unfolder.Callback callback, Automaton automaton, Automaton.Entry entry) {}
}
