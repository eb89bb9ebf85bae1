package org.shootdown.check.result;

import java.util.List;

/**
 * An execution as nothing but the choices made: at each state, which of the transitions out of it. It means something
 * only for the very transition system that it was made for.
 */
public record Schedule(List<Turn> turns) {
    /** Copies the list. */
    public Schedule {
        turns = List.copyOf(turns);
    }

    /**
     * What tells a transition from the others out of its state.
     *
     * @param processor who moves; RCU callbacks follow the CPUs
     * @param kind what kind of transition
     * @param context which context of the processor moves
     * @param result the result of a step; 0 for what is no step
     */
    public record Turn(int processor, Trace.Kind kind, ProgramContext context, int result) {
        @Override
        public String toString() {
            return kind + " of processor " + processor + " in context " + context + " with result " + result;
        }
    }

    /** The choices that lead along {@code trace}. */
    public static Schedule of(Trace trace) {
        return new Schedule(trace.events().stream().map(Trace.Event::turn).toList());
    }
}
