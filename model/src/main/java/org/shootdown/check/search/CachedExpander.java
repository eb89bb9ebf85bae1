package org.shootdown.check.search;

import org.shootdown.check.store.SuccessorList;
import org.shootdown.check.system.Footprints;
import org.shootdown.check.system.Mover;
import org.shootdown.check.system.TransitionSystem;
import org.shootdown.check.system.Transitions;

/**
 * Successors from a cache. A mover's transitions depend on few bits of the state, its {@linkplain Footprints
 * footprint}; for each value of those bits that turns up, {@link Transitions} is asked once, and what it says is kept as
 * masks: the bits that a transition keeps, and those it sets. From then on a transition costs an and and an or, however
 * many fields a state has. This is LTSmin's transition caching (Blom, van de Pol, Weber, CAV 2010).
 */
final class CachedExpander implements Expander {
    private final int words;
    private final CachedTransitions[] groups;

    CachedExpander(TransitionSystem ts) {
        words = ts.words();
        Transitions uncached = new Transitions(ts);
        Footprints footprints = new Footprints(ts);
        groups = new CachedTransitions[ts.movers.length];
        for (Mover mover : ts.movers) {
            groups[mover.number()] = new CachedTransitions(ts, mover, footprints, uncached);
        }
    }

    /** The cached transitions of one mover. */
    CachedTransitions transitions(int mover) {
        return groups[mover];
    }

    @Override
    public int expand(long[] states, int offset, SuccessorList out) {
        int count = 0;
        if (words == 1) {
            long state = states[offset];
            for (CachedTransitions group : groups) {
                long where = group.findWord(state);
                group.appendWord(state, where, out);
                count += CachedTransitions.count(where);
            }
        } else {
            for (CachedTransitions group : groups) {
                long where = group.find(states, offset);
                group.append(states, offset, where, out);
                count += CachedTransitions.count(where);
            }
        }
        return count;
    }
}
