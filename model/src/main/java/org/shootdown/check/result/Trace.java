package org.shootdown.check.result;

import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.shootdown.check.result.Schedule.Turn;
import org.shootdown.machine.Property;

/**
 * One execution, told step by step.
 *
 * @param processors the names of the CPUs and agents, by number; RCU callbacks follow them
 * @param events what happened, in order
 * @param property what the last event breaks; {@code null} for an execution that is told for its own sake
 * @param why the violation in one sentence; empty where there is none
 */
public record Trace(
        List<String> processors,
        List<Event> events,
        @Nullable Property property,
        String why) {

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
     * @param turn who moves and how: what a schedule keeps of it
     * @param step which step of which program; {@link Place#HARDWARE} if it is none
     * @param text what happened, as in {@code READ_ONCE(pmd) = 1}
     * @param other the other CPU concerned, if any: whom the step interrupts, waits for, stops or resumes; for an interrupt
     *     and the return from it, who asked for it
     * @param after how things stand afterwards
     */
    public record Event(Turn turn, Place step, String text, OptionalInt other, After after) {
        /** Who moves: an index into {@link Trace#processors}. */
        public int processor() {
            return turn.processor();
        }

        /** What kind of transition. */
        public Kind kind() {
            return turn.kind();
        }

        /** The context that moves. */
        public ProgramContext context() {
            return turn.context();
        }

        /** What the step does; {@code null} for hardware events. */
        public @Nullable Op op() {
            return step.op();
        }

        /** The kernel function; empty for hardware events. */
        public String function() {
            return step.function();
        }

        /** Where the kernel has the function. */
        public Kernel kernel() {
            return step.kernel();
        }

        /** The Java line, as in {@code GupFast.java:42}; empty for hardware events. */
        public String source() {
            return step.source();
        }
    }

    /**
     * A step's place in the model.
     *
     * @param op what the step does
     * @param function the kernel function
     * @param kernel where the kernel has it; {@link Kernel#UNKNOWN} where the model names no kernel function
     * @param source the Java line, as in {@code GupFast.java:42}; empty if unknown
     */
    public record Place(@Nullable Op op, String function, Kernel kernel, String source) {
        /** Instead of the place of a step, for what hardware or RCU does. */
        public static final Place HARDWARE = new Place(null, "", Kernel.UNKNOWN, "");
    }

    /**
     * Where the kernel has what a model follows.
     *
     * @param file the file, as in {@code mm/gup.c}; what it is, for what is no function
     * @param version the version, or the revision of a patch
     */
    public record Kernel(String file, String version) {
        /** Of a step that follows no kernel function. */
        public static final Kernel UNKNOWN = new Kernel("", "");
    }

    /**
     * How things stand behind a transition.
     *
     * @param buffer the stores that sit in the mover's store buffer, oldest first, as in {@code pmd=0}
     * @param irqOff whether the mover has interrupts off
     * @param otherStopped whether the {@linkplain Event#other other CPU}, if there is one, is stopped by its host
     */
    public record After(List<String> buffer, boolean irqOff, boolean otherStopped) {
        /** Copies the list. */
        public After {
            buffer = List.copyOf(buffer);
        }
    }

    /** Copies the list. */
    public Trace {
        processors = List.copyOf(processors);
        events = List.copyOf(events);
    }
}
