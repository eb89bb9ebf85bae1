package org.shootdown.check.result;

/** In what context of a CPU a program runs. */
public enum ProgramContext {
    /** A task, which starts with interrupts on. */
    TASK,
    /** An interrupt handler: interrupts are off throughout. */
    IRQ,
    /** A non-maskable interrupt's handler. */
    NMI,
    /** An RCU callback, in a context of its own. */
    RCU
}
