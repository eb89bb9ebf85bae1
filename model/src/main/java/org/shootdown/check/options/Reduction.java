package org.shootdown.check.options;

/** A reduction: what a search leaves out without changing its answers. Each works by itself or together with the others. */
public enum Reduction {
    /** Partial-order reduction: of orders of steps that commute, one is enough. */
    PARTIAL_ORDER,
    /** Symmetry reduction: of states that differ only in which of several like CPUs is which, one is enough. */
    SYMMETRY
}
