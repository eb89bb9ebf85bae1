package org.shootdown.check.search;

import org.shootdown.check.reduce.AwaitRuns;
import org.shootdown.check.reduce.PartialOrder;
import org.shootdown.check.store.SuccessorList;
import org.shootdown.check.system.TransitionSystem;

/** Computes the successors by those movers only that are in the persistent set which {@link PartialOrder} picks. */
final class ReducedExpander implements Expander {
    private final CachedExpander all;
    private final PartialOrder order;
    private final long[] where;
    private final int[] counts;

    ReducedExpander(TransitionSystem ts, AwaitRuns anyOrder) {
        all = new CachedExpander(ts);
        order = new PartialOrder(ts, anyOrder);
        where = new long[ts.movers.length];
        counts = new int[ts.movers.length];
    }

    @Override
    public int expand(long[] states, int offset, SuccessorList out) {
        long ending = 0;
        for (int m = 0; m < where.length; m++) {
            CachedTransitions transitions = all.transitions(m);
            where[m] = transitions.find(states, offset);
            counts[m] = CachedTransitions.count(where[m]);
            if (transitions.ends(where[m])) {
                ending |= 1L << m;
            }
        }
        int count = 0;
        for (long left = order.pick(states, offset, counts, ending); left != 0; left &= left - 1) {
            int m = Long.numberOfTrailingZeros(left);
            all.transitions(m).append(states, offset, where[m], out);
            count += counts[m];
        }
        return count;
    }
}
