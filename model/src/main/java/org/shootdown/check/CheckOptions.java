package org.shootdown.check;

/**
 * How to search.
 *
 * @param memory the memory model
 * @param maxStates how many states to store before the search ends as INCOMPLETE; at least 1
 * @param threads how many threads search; at least 1
 * @param reduction whether reductions that keep the verdict may leave out states
 * @param costs whether IPIs are counted, which makes states distinct that differ only in the counts
 */
public record CheckOptions(MemoryModel memory, long maxStates, int threads, boolean reduction, boolean costs) {
    /** Enough for any scenario of the catalogue. */
    public static final long DEFAULT_MAX_STATES = 200_000_000L;

    public CheckOptions {
        if (maxStates < 1 || threads < 1) {
            throw new IllegalArgumentException("needs at least one state and one thread");
        }
    }

    /** Everything explored, on one thread, without reduction or costs. */
    public static CheckOptions exhaustive(MemoryModel memory) {
        return new CheckOptions(memory, DEFAULT_MAX_STATES, 1, false, false);
    }

    public CheckOptions withMemory(MemoryModel model) {
        return new CheckOptions(model, maxStates, threads, reduction, costs);
    }

    public CheckOptions withMaxStates(long states) {
        return new CheckOptions(memory, states, threads, reduction, costs);
    }

    public CheckOptions withCosts() {
        return new CheckOptions(memory, maxStates, threads, reduction, true);
    }

    public CheckOptions withReduction(boolean on) {
        return new CheckOptions(memory, maxStates, threads, on, costs);
    }

    public CheckOptions withThreads(int count) {
        return new CheckOptions(memory, maxStates, count, reduction, costs);
    }
}
