package org.shootdown.check.explore;

import java.util.Arrays;

/** The states of one breadth-first level, in a flat growing array. */
final class Frontier {
    private final int words;
    private long[] states;
    private int size;

    Frontier(int words) {
        this.words = words;
        this.states = new long[1024 * words];
    }

    int size() {
        return size;
    }

    long[] states() {
        return states;
    }

    int offset(int index) {
        return index * words;
    }

    void add(long[] state, int offset) {
        if ((size + 1) * words > states.length) {
            states = Arrays.copyOf(states, Math.multiplyExact(states.length, 2));
        }
        System.arraycopy(state, offset, states, size * words, words);
        size++;
    }

    void clear() {
        size = 0;
    }
}
