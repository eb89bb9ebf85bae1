package org.shootdown.check.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** States that wait to be expanded, in chunks that two levels of a search hand each other. */
public final class Frontier {
    private static final int CHUNK_BITS = 12;
    private static final int CHUNK = 1 << CHUNK_BITS;

    private final int words;
    private final ByteBudget budget;
    private final Deque<long[]> spare;
    private final List<long[]> chunks = new ArrayList<>();
    private final AtomicLong taken = new AtomicLong();
    private long[] last;
    private int room;
    private long size;

    public Frontier(int words, ByteBudget budget) {
        this(words, budget, new ArrayDeque<>());
    }

    private Frontier(int words, ByteBudget budget, Deque<long[]> spare) {
        this.words = words;
        this.budget = budget;
        this.spare = spare;
    }

    /** An empty frontier that uses this one's chunks once they are cleared, and the other way round. */
    public Frontier twin() {
        return new Frontier(words, budget, spare);
    }

    public long size() {
        return size;
    }

    /** Takes up to {@code count} states that nobody has taken: returns the first's index, at or past the end if none. */
    public long take(int count) {
        return taken.getAndAdd(count);
    }

    /** How many states nobody has taken. */
    public long waiting() {
        return Math.max(0, size - taken.get());
    }

    /** The array that holds state number {@code index}, at {@link #offset}. */
    public long[] states(long index) {
        return chunks.get((int) (index >>> CHUNK_BITS));
    }

    public int offset(long index) {
        return (int) (index & CHUNK - 1) * words;
    }

    public void add(long[] state, int offset) {
        if (room == 0) {
            last = spare.isEmpty() ? budget.allocate((long) CHUNK * words) : spare.pop();
            chunks.add(last);
            room = CHUNK;
        }
        int at = (CHUNK - room) * words;
        if (words == 1) {
            last[at] = state[offset];
        } else {
            System.arraycopy(state, offset, last, at, words);
        }
        room--;
        size++;
    }

    public void clear() {
        spare.addAll(chunks);
        chunks.clear();
        taken.set(0);
        last = null;
        room = 0;
        size = 0;
    }
}
