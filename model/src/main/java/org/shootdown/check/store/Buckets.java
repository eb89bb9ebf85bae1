package org.shootdown.check.store;

/** Successor states sorted by the segment of the visited set they belong to. */
public final class Buckets {
    private static final int FIRST_CAPACITY = 16;

    private final int words;
    private final ByteBudget budget;
    private final long[][] states = new long[VisitedSet.SEGMENTS][];
    private final int[] sizes = new int[VisitedSet.SEGMENTS];

    public Buckets(int words, ByteBudget budget) {
        this.words = words;
        this.budget = budget;
        for (int s = 0; s < states.length; s++) {
            states[s] = budget.allocate((long) FIRST_CAPACITY * words);
        }
    }

    public long[] states(int segment) {
        return states[segment];
    }

    public int size(int segment) {
        return sizes[segment];
    }

    public void clear(int segment) {
        sizes[segment] = 0;
    }

    /** Sorts in what {@code from} holds. */
    public void add(SuccessorList from) {
        if (words == 1) {
            addWords(from.states(), from.size());
            return;
        }
        long[] all = from.states();
        for (int at = 0; at < from.size() * words; at += words) {
            int segment = VisitedSet.segmentOf(Hash.of(all, at, words));
            long[] into = room(segment);
            System.arraycopy(all, at, into, sizes[segment]++ * words, words);
        }
    }

    private void addWords(long[] all, int count) {
        for (int i = 0; i < count; i++) {
            long state = all[i];
            int segment = VisitedSet.segmentOf(Hash.of(state));
            long[] into = states[segment];
            int at = sizes[segment]++;
            if (at == into.length) {
                into = grown(segment);
            }
            into[at] = state;
        }
    }

    private long[] room(int segment) {
        return sizes[segment] * words == states[segment].length ? grown(segment) : states[segment];
    }

    private long[] grown(int segment) {
        long[] old = states[segment];
        long[] bigger = budget.allocate(old.length / words * 3L / 2 * words);
        System.arraycopy(old, 0, bigger, 0, old.length);
        budget.release(old);
        states[segment] = bigger;
        return bigger;
    }
}
