package org.shootdown.check.explore;

/**
 * The states seen so far, stored whole: an open-addressing table of their words with linear probing. No state is ever
 * represented by a hash, so none is ever lost.
 */
final class VisitedSet {
    private static final int FIRST_CAPACITY = 1 << 10;

    private final int words;
    private long[] table;
    private int mask;
    private long size;

    VisitedSet(int words) {
        this.words = words;
        this.table = new long[FIRST_CAPACITY * words];
        this.mask = FIRST_CAPACITY - 1;
    }

    long size() {
        return size;
    }

    /** Adds the state at {@code offset}; returns whether it was new. */
    boolean add(long[] state, int offset) {
        if (size * 4 >= (mask + 1L) * 3) {
            grow();
        }
        int slot = find(table, mask, state, offset);
        if (table[slot * words] != 0) {
            return false;
        }
        System.arraycopy(state, offset, table, slot * words, words);
        size++;
        return true;
    }

    boolean contains(long[] state, int offset) {
        return table[find(table, mask, state, offset) * words] != 0;
    }

    /** The slot that holds the state, or the empty one where it belongs. */
    private int find(long[] in, int inMask, long[] state, int offset) {
        int slot = hash(state, offset) & inMask;
        while (in[slot * words] != 0 && !same(in, slot * words, state, offset)) {
            slot = slot + 1 & inMask;
        }
        return slot;
    }

    private boolean same(long[] in, int at, long[] state, int offset) {
        for (int w = 0; w < words; w++) {
            if (in[at + w] != state[offset + w]) {
                return false;
            }
        }
        return true;
    }

    private int hash(long[] state, int offset) {
        long hash = 0;
        for (int w = 0; w < words; w++) {
            hash = (hash ^ state[offset + w]) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        return (int) hash;
    }

    private void grow() {
        int capacity = (mask + 1) * 2;
        long[] bigger = new long[Math.multiplyExact(capacity, words)];
        for (int at = 0; at < table.length; at += words) {
            if (table[at] != 0) {
                int slot = find(bigger, capacity - 1, table, at);
                System.arraycopy(table, at, bigger, slot * words, words);
            }
        }
        table = bigger;
        mask = capacity - 1;
    }
}
