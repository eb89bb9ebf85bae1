package org.shootdown.check.explore;

/** What a search may leave out without changing its answers; each by itself or together. */
enum Reduction {
    /** {@link PartialOrder}. */
    PARTIAL_ORDER,
    /** {@link Symmetry}. */
    SYMMETRY
}
