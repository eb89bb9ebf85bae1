package org.shootdown.check.store;

import java.util.concurrent.atomic.AtomicLong;
import org.shootdown.check.options.CheckOptions;

/** The bytes that a search may allocate for states, and how many it has. Shared by its threads. */
public final class ByteBudget {
    private final long limit;
    /** Made beforehand: once it is needed there may be no room for it. */
    private final Exhausted exhausted = new Exhausted();

    private final AtomicLong used = new AtomicLong();

    /** @param limit in bytes; the heap's size bounds it too */
    public ByteBudget(long limit) {
        this.limit = Math.min(limit, CheckOptions.heapForStates());
    }

    /** The next allocation would pass the limit. The search ends as incomplete; nothing is lost. */
    public static final class Exhausted extends Error {
        private static final long serialVersionUID = 1L;

        private Exhausted() {
            super("memory limit", null, false, false);
        }
    }

    /** A new array; give it back with {@link #release}. */
    long[] allocate(long words) {
        long bytes = words * Long.BYTES;
        if (words > Integer.MAX_VALUE - 8 || used.addAndGet(bytes) > limit) {
            throw exhausted;
        }
        try {
            return new long[(int) words];
        } catch (OutOfMemoryError full) {
            // Something else fills the heap: the limit was too high for it.
            throw exhausted;
        }
    }

    /** Gives an array back, which must not be used any more. */
    void release(long[] array) {
        used.addAndGet(-(long) array.length * Long.BYTES);
    }

    /** Bytes in use. */
    public long used() {
        return used.get();
    }
}
