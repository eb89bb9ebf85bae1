package org.shootdown.machine;

/**
 * A function that one CPU has another run in its interrupt handler ({@code smp_call_function}). Its identity travels in
 * the request, so implementations are records or other values with equality.
 */
public interface IpiFunction extends Program {
    /** What the interrupt is for; the costs of a scenario are counted by purpose. */
    Purpose purpose();

    /**
     * A function that does what {@code body} does; equal to another with the same title, purpose and an equal body. Made
     * within a program, it must have a body that is equal in every run: a record, or a lambda that captures nothing.
     */
    static IpiFunction of(String title, Purpose purpose, Program body) {
        return new Titled(title, purpose, body);
    }

    /** A function that does nothing: that it ran means that its CPU took interrupts. */
    static IpiFunction empty(String title, Purpose purpose) {
        return new Titled(title, purpose, IDLE);
    }

    /** See {@link #of}. */
    record Titled(String title, Purpose purpose, Program body) implements IpiFunction {
        @Override
        public void run(Cpu cpu) {
            body.run(cpu);
        }
    }

    /** Why a CPU is interrupted. */
    enum Purpose {
        /** To flush its TLB. */
        TLB_FLUSH,
        /** To make sure that no lockless walk begun before is still running there. */
        TABLE_SYNC,
        /** Anything else. */
        OTHER
    }
}
