package org.shootdown.check.search;

import org.shootdown.check.store.SuccessorList;

/** Computes the successors of states for a search; one object per thread. */
interface Expander {
    /**
     * Appends the successors of the state at {@code offset} to {@code out}.
     *
     * @return how many transitions were taken, those that end the execution (and so have no successor) included
     */
    int expand(long[] states, int offset, SuccessorList out);
}
