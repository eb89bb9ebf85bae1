package org.shootdown.check.store;

/** Successor states in a flat array that is used again and again, and what the transitions to them did. */
public final class SuccessorList {
    private static final int FIRST_CAPACITY = 16;

    private final int words;
    private final ByteBudget budget;
    private long[] states;
    private int size;
    /** Bit n: the property with ordinal n was violated by a transition so far. */
    public int violated;
    /** Bit n: situation n was reached so far. */
    public int reached;

    public SuccessorList(int words, ByteBudget budget) {
        this.words = words;
        this.budget = budget;
        this.states = budget.allocate((long) FIRST_CAPACITY * words);
    }

    public int size() {
        return size;
    }

    public long[] states() {
        return states;
    }

    /** Forgets the states. */
    public void clear() {
        size = 0;
    }

    /** Makes room for {@code more} states behind the last one. */
    public long[] room(int more) {
        long needed = (size + (long) more) * words;
        if (needed > states.length) {
            long[] old = states;
            states = budget.allocate(Math.max(states.length * 3L / 2, needed));
            System.arraycopy(old, 0, states, 0, size * words);
            budget.release(old);
        }
        return states;
    }

    /** Counts states that were written behind the last one. */
    public void added(int more) {
        size += more;
    }

    public void add(long[] state, int offset) {
        long[] into = room(1);
        if (words == 1) {
            into[size] = state[offset];
        } else {
            System.arraycopy(state, offset, into, size * words, words);
        }
        size++;
    }
}
