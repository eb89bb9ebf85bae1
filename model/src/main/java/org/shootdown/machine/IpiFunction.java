package org.shootdown.machine;

/**
 * A function that one CPU has another run in its interrupt handler ({@code smp_call_function}). Its identity travels in
 * the request, so implementations are records or other values with equality.
 */
public interface IpiFunction extends Program {
    /** What the interrupt is for; the costs of a scenario are counted by purpose. */
    Purpose purpose();

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
