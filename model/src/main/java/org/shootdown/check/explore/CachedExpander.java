package org.shootdown.check.explore;

/**
 * Successors from a cache. A processor's transitions depend on few bits of the state, its {@linkplain Footprints
 * footprint}; for each value of those bits that turns up, {@link Successors} is asked once, and what it says is kept as
 * masks: the bits that a transition keeps, and those it sets. From then on a transition costs an and and an or, however
 * many fields a state has. This is LTSmin's transition caching (Blom, van de Pol, Weber, CAV 2010).
 */
final class CachedExpander {
    private final int words;
    private final Successors successors;
    private final CachedTransitions[] groups;

    CachedExpander(TransitionSystem ts) {
        words = ts.words();
        successors = new Successors(ts);
        Footprints footprints = new Footprints(ts);
        groups = new CachedTransitions[ts.cpus.length + ts.callbacks.length];
        for (int p = 0; p < groups.length; p++) {
            groups[p] = new CachedTransitions(ts, p, footprints, successors);
        }
    }

    /** The slow way, for what a search asks rarely. */
    Successors successors() {
        return successors;
    }

    /**
     * Appends the successors of the state at {@code offset} to {@code out}.
     *
     * @return how many transitions the state has, those that end the execution (and so have no successor) included
     */
    int expand(long[] states, int offset, Successions out) {
        int count = 0;
        if (words == 1) {
            long state = states[offset];
            for (CachedTransitions group : groups) {
                count += group.expandWord(state, out);
            }
        } else {
            for (CachedTransitions group : groups) {
                count += group.expand(states, offset, out);
            }
        }
        return count;
    }
}
