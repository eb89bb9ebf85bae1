package org.shootdown.check.result;

import static org.shootdown.check.result.Op.Trait.LOOKS_AT_PAGE;
import static org.shootdown.check.result.Op.Trait.NAMES_CPU;
import static org.shootdown.check.result.Op.Trait.NEEDS_EMPTY_BUFFER;
import static org.shootdown.check.result.Op.Trait.READS_CELL;

import java.util.List;

/** The kinds of atomic step; {@link org.shootdown.check.unfold.Step} has the operands that each one uses. */
public enum Op {
    /** The program is over. */
    END,
    /** The program failed here; its node in the automaton has the message. */
    ERROR,
    /** {@link org.shootdown.machine.Cpu#readOnce}, and what reads like it. */
    READ(READS_CELL),
    /** {@link org.shootdown.machine.Cpu#writeOnce}. */
    WRITE,
    /** Read-modify-write by table, which also says at which values the step waits. */
    RMW(READS_CELL, NEEDS_EMPTY_BUFFER),
    /** A read that waits for one of the values its table allows. */
    AWAIT(READS_CELL),
    /** A full barrier. */
    FENCE(NEEDS_EMPTY_BUFFER),
    /** A barrier that orders loads or stores among themselves: nothing to do on SC and TSO. */
    LIGHT_FENCE,
    /** {@link org.shootdown.machine.Cpu#irqSave}. */
    IRQ_OFF,
    /** {@link org.shootdown.machine.Cpu#irqRestore}. */
    IRQ_ON,
    /** Interrupts one CPU. */
    SEND_IPI(NAMES_CPU, NEEDS_EMPTY_BUFFER),
    /** Waits until one CPU has run what it was sent. */
    AWAIT_IPI(NAMES_CPU),
    /** {@link org.shootdown.machine.Cpu#rcuReadLock}. */
    RCU_LOCK,
    /** {@link org.shootdown.machine.Cpu#rcuReadUnlock}. */
    RCU_UNLOCK,
    /** {@link org.shootdown.machine.Cpu#callRcu}. */
    CALL_RCU,
    /** The first half of synchronize_rcu. */
    RCU_START(NEEDS_EMPTY_BUFFER),
    /** The second half of synchronize_rcu. */
    RCU_WAIT,
    /** {@link org.shootdown.machine.Cpu#choose}. */
    CHOOSE,
    /** A host stops a virtual CPU. */
    STOP_VCPU(NAMES_CPU),
    /** A host lets a virtual CPU go on. */
    RESUME_VCPU(NAMES_CPU),
    /** {@link org.shootdown.machine.Cpu#walk}. */
    WALK(READS_CELL, LOOKS_AT_PAGE),
    /** {@link org.shootdown.machine.Cpu#touch}. */
    TOUCH(LOOKS_AT_PAGE),
    /** Changes the state of a page: unlinks, frees or reuses it. */
    SET_PAGE;

    private final boolean readsCell;
    private final boolean needsEmptyBuffer;
    private final boolean namesCpu;
    private final boolean looksAtPage;

    Op(Trait... traits) {
        List<Trait> all = List.of(traits);
        readsCell = all.contains(READS_CELL);
        needsEmptyBuffer = all.contains(NEEDS_EMPTY_BUFFER);
        namesCpu = all.contains(NAMES_CPU);
        looksAtPage = all.contains(LOOKS_AT_PAGE);
    }

    /** What kinds of step can have in common. */
    enum Trait {
        READS_CELL,
        NEEDS_EMPTY_BUFFER,
        NAMES_CPU,
        LOOKS_AT_PAGE
    }

    /** Whether the step's result is a value of its cell. */
    public boolean readsCell() {
        return readsCell;
    }

    /** Whether the step waits until all stores of its CPU have reached memory. */
    public boolean needsEmptyBuffer() {
        return needsEmptyBuffer;
    }

    /** Whether the step's argument is the number of another CPU. */
    public boolean namesCpu() {
        return namesCpu;
    }

    /** Whether the step looks at its page's state, and breaks a property if that is wrong. */
    public boolean looksAtPage() {
        return looksAtPage;
    }
}
