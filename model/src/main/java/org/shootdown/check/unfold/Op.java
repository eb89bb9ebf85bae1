package org.shootdown.check.unfold;

/** The kinds of atomic step; see {@link Step} for the operands each one uses. */
public enum Op {
    /** The program is over. */
    END,
    /** The program failed here; the message is the automaton's {@link Automaton#error}. */
    ERROR,
    READ,
    WRITE,
    /** Read-modify-write by table; {@link Step#WAITS} in the table means that the step waits at that value. */
    RMW,
    /** A read that waits for one of the values its table allows. */
    AWAIT,
    /** A full barrier. */
    FENCE,
    /** A barrier that orders loads or stores among themselves: nothing to do on SC and TSO. */
    LIGHT_FENCE,
    IRQ_OFF,
    IRQ_ON,
    SEND_IPI,
    AWAIT_IPI,
    RCU_LOCK,
    RCU_UNLOCK,
    CALL_RCU,
    /** The first half of synchronize_rcu. */
    RCU_START,
    /** The second half of synchronize_rcu. */
    RCU_WAIT,
    CHOOSE,
    STOP_VCPU,
    RESUME_VCPU,
    WALK,
    TOUCH,
    SET_PAGE;

    /** Whether the step's result is a value of its cell. */
    public boolean readsCell() {
        return this == READ || this == RMW || this == AWAIT || this == WALK;
    }
}
