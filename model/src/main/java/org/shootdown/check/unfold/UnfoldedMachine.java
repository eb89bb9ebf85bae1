package org.shootdown.check.unfold;

import java.util.List;
import java.util.Map;
import org.shootdown.check.result.ProgramContext;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Program;

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

    /**
     * Where in the source a node's step stands: at one of its places, if there are several.
     *
     * @param context whose automaton it is a node of; not {@link ProgramContext#RCU}
     */
    public Located locate(int cpu, ProgramContext context, int node) {
        Processor p = processors.get(cpu);
        return switch (context) {
            case TASK -> Located.at(machine, cpu, context, Map.of(p.spec.task(), p.taskEntry), p.task, node);
            case NMI -> Located.at(machine, cpu, context, Map.of(p.spec.nmi(), p.nmiEntry), p.nmi, node);
            case IRQ -> Located.at(machine, cpu, context, p.handlers, p.irq, node);
            case RCU -> throw new IllegalArgumentException("a callback runs on no CPU");
        };
    }

    /** As {@link #locate}, for a node of callback number {@code callback}. */
    public Located locateInCallback(int callback, int node) {
        RcuCallback c = callbacks.get(callback);
        Map<Program, Automaton.Entry> entry = Map.of(c.callback.program(), c.entry);
        return Located.at(machine, c.callback.caller(), ProgramContext.RCU, entry, c.automaton, node);
    }
}
