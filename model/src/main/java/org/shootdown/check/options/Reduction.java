package org.shootdown.check.options;

import org.shootdown.check.reduce.PartialOrder;
import org.shootdown.check.reduce.Symmetry;

/** What a search may leave out without changing its answers; each by itself or together. */
public enum Reduction {
    /** {@link PartialOrder}. */
    PARTIAL_ORDER,
    /** {@link Symmetry}. */
    SYMMETRY
}
