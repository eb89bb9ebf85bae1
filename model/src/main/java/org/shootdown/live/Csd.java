package org.shootdown.live;

import org.jspecify.annotations.Nullable;
import org.shootdown.machine.IpiFunction;

/**
 * What one CPU calls on another: the kernel's {@code call_single_data}. The caller writes it, and queueing it publishes
 * it; the target reads it until it has served it. What is there already is not written again, so that a CPU that calls
 * the same function over and over does not take the cache line from its target.
 */
final class Csd {
    private @Nullable IpiFunction function;
    private int older;

    @SuppressWarnings("ReferenceEquality") // a function is the same as what it was, or is written anew
    void prepare(IpiFunction called, int queue) {
        if (function != called) {
            function = called;
        }
        if (older != queue) {
            older = queue;
        }
    }

    @SuppressWarnings("NullAway") // asked only of what was prepared
    IpiFunction function() {
        return function;
    }

    /** The queue that this was added to: the calls that are to be served before it. */
    int older() {
        return older;
    }
}
