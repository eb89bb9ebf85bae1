package org.shootdown.check.result;

import java.util.List;
import org.shootdown.check.unfold.Op;
import org.shootdown.check.unfold.ProgramContext;
import org.shootdown.machine.Property;

/**
 * One execution, told step by step.
 *
 * @param processors the names of the CPUs and agents, by number; RCU callbacks follow them
 * @param events what happened, in order
 * @param property what the last event breaks
 * @param why the violation in one sentence
 */
public record Trace(List<String> processors, List<Event> events, Property property, String why) {

    /** What kind of transition. */
    public enum Kind {
        /** A program's step. */
        STEP,
        /** The oldest store of a CPU's buffer reaches memory. */
        DRAIN,
        /** A CPU takes an interrupt; if the function does nothing, it has returned as well. */
        INTERRUPT,
        /** A CPU returns from an interrupt, and its sender's wait ends. */
        INTERRUPT_RETURN,
        /** A CPU takes an NMI. */
        NMI,
        /** A CPU returns from an NMI. */
        NMI_RETURN,
        /** RCU calls a callback that does something before its first step, or has none. */
        CALLBACK
    }

    /**
     * One transition.
     *
     * @param processor who moves: an index into {@link Trace#processors}
     * @param kind what kind of transition
     * @param op what the step does; {@code null} for hardware events
     * @param context the context that moves: task, irq, nmi or rcu
     * @param function the kernel function; empty for hardware events
     * @param source the Java line, as in {@code GupFast.java:42}; empty for hardware events
     * @param text what happened, as in {@code READ_ONCE(pmd) = 1}
     * @param other the other CPU concerned, or -1: whom the step interrupts, waits for, stops or resumes; for an
     *     interrupt and the return from it, who asked for it
     * @param buffer the stores that sit in the mover's store buffer afterwards, oldest first, as in {@code pmd=0}
     * @param irqOff whether the mover has interrupts off afterwards
     * @param stopped whether {@link #other} is stopped by its host afterwards
     * @param result the step's result, by which a schedule can be replayed
     */
    public record Event(
            int processor,
            Kind kind,
            Op op,
            ProgramContext context,
            String function,
            String source,
            String text,
            int other,
            List<String> buffer,
            boolean irqOff,
            boolean stopped,
            int result) {}
}
