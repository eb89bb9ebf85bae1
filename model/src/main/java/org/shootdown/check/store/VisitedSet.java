package org.shootdown.check.store;

/**
 * The states seen so far, stored whole: no state is ever represented by a hash, so none is ever lost.
 *
 * <p>The hash picks one of {@value #SEGMENTS} segments, each an open-addressing table of states with linear probing.
 * Segments grow alone and by a quarter, from 85 % full to 68 %, so a one-word state costs 9.4 to 11.8 bytes, growing
 * needs room for one segment more rather than for a second table, and no array index ever passes an {@code int}.
 *
 * <p>A search adds states in large batches, segment by segment ({@link Segment#addAll}): a segment fits the processor's
 * cache where the whole table does not, and that is what makes adding fast. Different threads may work on different
 * segments.
 */
public final class VisitedSet {
    public static final int SEGMENTS = 256;
    private static final int FIRST_CAPACITY = 16;
    /** A batch of at least this part of a segment's slots is worth fetching the segment as a whole. */
    private static final int WORTH_FETCHING = 32;

    private final int words;
    private final ByteBudget budget;
    private final Segment[] segments = new Segment[SEGMENTS];

    public VisitedSet(int words, ByteBudget budget) {
        this.words = words;
        this.budget = budget;
        for (int s = 0; s < SEGMENTS; s++) {
            segments[s] = new Segment();
        }
    }

    /** The segment that a state with this hash belongs to. */
    static int segmentOf(long hash) {
        return (int) (hash >>> 56);
    }

    public Segment segment(int number) {
        return segments[number];
    }

    public long size() {
        long size = 0;
        for (Segment segment : segments) {
            size += segment.size;
        }
        return size;
    }

    /** The bytes of its tables. */
    public long bytes() {
        long slots = 0;
        for (Segment segment : segments) {
            slots += segment.table.length;
        }
        return slots * Long.BYTES;
    }

    public boolean contains(long[] state, int offset) {
        long hash = Hash.of(state, offset, words);
        Segment segment = segments[segmentOf(hash)];
        return segment.table[segment.find(segment.table, hash, state, offset)] != 0;
    }

    /** Adds the state at {@code offset}; returns whether it was new. */
    public boolean add(long[] state, int offset) {
        return segments[segmentOf(Hash.of(state, offset, words))].add(state, offset);
    }

    /** The states whose hashes start alike. */
    public final class Segment {
        private long[] table = budget.allocate((long) FIRST_CAPACITY * words);
        private int size;
        /** How many states may be in it before it grows. */
        private int most = mostAt(FIRST_CAPACITY);
        /** What {@link #fetch} read, kept so that reading it is not dead code. */
        @SuppressWarnings("UnusedVariable")
        private long fetched;

        /** Adds the first {@code count} of {@code states}, and appends those that were new to {@code fresh}. */
        public void addAll(long[] states, int count, Frontier fresh) {
            if ((long) count * WORTH_FETCHING > table.length) {
                fetch();
            }
            if (words == 1) {
                addWords(states, count, fresh);
                return;
            }
            for (int at = 0; at < count * words; at += words) {
                if (add(states, at)) {
                    fresh.add(states, at);
                }
            }
        }

        /** Reads the table from front to back, which hardware does far faster than in the order of hashes. */
        private void fetch() {
            long sum = 0;
            for (int at = 0; at < table.length; at += Long.BYTES) {
                sum += table[at];
            }
            fetched = sum;
        }

        /** Does what {@link #addAll} does, for states of one word: without loops over the words of a state. */
        private void addWords(long[] states, int count, Frontier fresh) {
            long[] in = table;
            for (int i = 0; i < count; i++) {
                long state = states[i];
                int slot = home(Hash.of(state), in.length);
                long there = in[slot];
                while (there != state) {
                    if (there == 0) {
                        in[slot] = state;
                        fresh.add(states, i);
                        if (++size > most) {
                            grow();
                            in = table;
                        }
                        break;
                    }
                    if (++slot == in.length) {
                        slot = 0;
                    }
                    there = in[slot];
                }
            }
        }

        public boolean add(long[] state, int offset) {
            int at = find(table, Hash.of(state, offset, words), state, offset);
            if (table[at] != 0) {
                return false;
            }
            System.arraycopy(state, offset, table, at, words);
            if (++size > most) {
                grow();
            }
            return true;
        }

        /** Where in {@code in} the state is, or the empty place where it belongs. */
        private int find(long[] in, long hash, long[] state, int offset) {
            int at = home(hash, in.length / words) * words;
            while (in[at] != 0 && !same(in, at, state, offset)) {
                at += words;
                if (at == in.length) {
                    at = 0;
                }
            }
            return at;
        }

        private boolean same(long[] in, int at, long[] state, int offset) {
            for (int w = 0; w < words; w++) {
                if (in[at + w] != state[offset + w]) {
                    return false;
                }
            }
            return true;
        }

        private void grow() {
            long[] old = table;
            int capacity = old.length / words;
            int larger = capacity + (capacity >>> 2);
            long[] bigger = budget.allocate((long) larger * words);
            for (int at = 0; at < old.length; at += words) {
                if (old[at] != 0) {
                    int to = find(bigger, Hash.of(old, at, words), old, at);
                    System.arraycopy(old, at, bigger, to, words);
                }
            }
            table = bigger;
            most = mostAt(larger);
            budget.release(old);
        }
    }

    private static int mostAt(int capacity) {
        return (int) (capacity * 17L / 20);
    }

    /** The slot where probing starts; it grows with the hash, so a growing table is filled from front to back. */
    private static int home(long hash, int capacity) {
        return (int) ((hash >>> 24 & 0xFFFFFFFFL) * capacity >>> 32);
    }
}
