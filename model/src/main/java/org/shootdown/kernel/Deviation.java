package org.shootdown.kernel;

/** A defect of older kernels in code that all models share: a kernel with the deviation has it, Linux 7.0 has not. */
public enum Deviation {
    /** Before fea4e317f9e7 (6.15): {@code should_flush_tlb} skips a CPU that is in the middle of a switch. */
    SWITCHING_IS_NO_MATCH,
    /** Before 83b0177a6c48 (6.18): {@code switch_mm_irqs_off} has no barrier where it need not set its bit. */
    NO_BARRIER_IF_IN_CPUMASK,
    /** Before 209954cbc7d0 (6.14): {@code switch_mm_irqs_off} clears the CPU's bit in the previous mm's mask. */
    CPUMASK_CLEARED_ON_SWITCH_OUT
}
