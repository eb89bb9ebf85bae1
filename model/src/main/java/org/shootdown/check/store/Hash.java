package org.shootdown.check.store;

/** Spreads states over the segments of a table and over their slots. */
public final class Hash {
    private static final long FIRST = 0x9E3779B97F4A7C15L;
    private static final long SECOND = 0xD6E8FEB86659FD93L;

    private Hash() {}

    public static long of(long word) {
        long hash = word * FIRST;
        hash ^= hash >>> 32;
        return hash * SECOND;
    }

    public static long of(long[] state, int offset, int words) {
        if (words == 1) {
            return of(state[offset]);
        }
        long hash = 0;
        for (int w = 0; w < words; w++) {
            hash = (hash ^ state[offset + w]) * FIRST;
            hash ^= hash >>> 32;
        }
        return hash * SECOND;
    }
}
