package org.shootdown.check.options;

import java.time.Duration;

/**
 * How to search.
 *
 * @param memory the memory model
 * @param maxStates how many states to store before the search ends as INCOMPLETE; at least 1
 * @param maxMemory how many bytes of states to store before the search ends as INCOMPLETE, at least {@link
 *     #LEAST_MEMORY}; the heap's size bounds it too
 * @param threads how many threads search; at least 1 and at most {@link #MOST_THREADS}
 * @param reduction whether reductions that keep the verdict may leave out states
 * @param costs whether IPIs are counted, which makes states distinct that differ only in the counts
 * @param maxRunTime how long a run of a program may go on without making a step; more than none
 */
public record CheckOptions(
        MemoryModel memory,
        long maxStates,
        long maxMemory,
        int threads,
        boolean reduction,
        boolean costs,
        Duration maxRunTime) {
    /** Enough for any scenario of the catalogue. */
    public static final long DEFAULT_MAX_STATES = 200_000_000L;

    /** The empty tables of a search alone take about as much. */
    public static final long LEAST_MEMORY = 16L << 20;

    /** The most threads that a search can have. */
    public static final int MOST_THREADS = 256;

    /** Any program's run is over in less by far. */
    public static final Duration DEFAULT_MAX_RUN_TIME = Duration.ofSeconds(10);

    /** More states than any heap holds. */
    public static final long MOST_STATES = 1_000_000_000_000L;

    /** What a heap can hold of long-lived arrays before the collector has no room to work in. */
    private static final double SHARE_OF_HEAP = 0.8;

    /** What a catalogue and the machines in work take of the heap: 15 to 50 MiB after a collection, in the main one. */
    private static final long MODELS = 32L << 20;

    /** @throws IllegalArgumentException if a limit is too small, or there are too many threads */
    public CheckOptions {
        if (maxStates < 1 || threads < 1 || threads > MOST_THREADS || maxMemory < LEAST_MEMORY) {
            throw new IllegalArgumentException("needs at least one state, " + (LEAST_MEMORY >> 20)
                    + " MiB, and between one and " + MOST_THREADS + " threads");
        }
        if (maxRunTime.isNegative() || maxRunTime.isZero()) {
            throw new IllegalArgumentException("a run needs some time, not " + maxRunTime);
        }
    }

    /** Everything explored, on one thread, without reduction or costs. */
    public static CheckOptions exhaustive(MemoryModel memory) {
        return new CheckOptions(memory, DEFAULT_MAX_STATES, Long.MAX_VALUE, 1, false, false, DEFAULT_MAX_RUN_TIME);
    }

    /** One thread per processor of this machine. */
    public static int allProcessors() {
        return Math.min(Runtime.getRuntime().availableProcessors(), MOST_THREADS);
    }

    /** How many bytes of states this JVM's heap can hold; no fewer than {@link #LEAST_MEMORY}, if only just. */
    public static long heapForStates() {
        return Math.max(LEAST_MEMORY, (long) (Runtime.getRuntime().maxMemory() * SHARE_OF_HEAP) - MODELS);
    }

    /** How many searches are best run at the same time where {@code wanted} are to be done: at least 1. */
    public int atOnce(int wanted) {
        return (int) Math.max(1, Math.min(Math.min(threads, wanted), heapForStates() / LEAST_MEMORY));
    }

    /** What each of {@code searches} may take that run at the same time: its share of the threads and of the heap. */
    public CheckOptions sharedBy(int searches) {
        long share = Math.max(LEAST_MEMORY, heapForStates() / searches);
        return new CheckOptions(
                memory,
                maxStates,
                Math.min(maxMemory, share),
                Math.max(1, threads / searches),
                reduction,
                costs,
                maxRunTime);
    }

    /** The same under another memory model. */
    public CheckOptions withMemory(MemoryModel model) {
        return new CheckOptions(model, maxStates, maxMemory, threads, reduction, costs, maxRunTime);
    }

    /** The same with another limit on the states that are stored. */
    public CheckOptions withMaxStates(long states) {
        return new CheckOptions(memory, states, maxMemory, threads, reduction, costs, maxRunTime);
    }

    /** The same with another limit on the bytes that states take. */
    public CheckOptions withMaxMemory(long bytes) {
        return new CheckOptions(memory, maxStates, bytes, threads, reduction, costs, maxRunTime);
    }

    /** The same, and IPIs are counted as well. */
    public CheckOptions withCosts() {
        return new CheckOptions(memory, maxStates, maxMemory, threads, reduction, true, maxRunTime);
    }

    /** The same with or without partial order and symmetry. */
    public CheckOptions withReduction(boolean on) {
        return new CheckOptions(memory, maxStates, maxMemory, threads, on, costs, maxRunTime);
    }

    /** The same on so many threads. */
    public CheckOptions withThreads(int count) {
        return new CheckOptions(memory, maxStates, maxMemory, count, reduction, costs, maxRunTime);
    }

    /** The same with another limit on how long a program may run without a step. */
    public CheckOptions withMaxRunTime(Duration time) {
        return new CheckOptions(memory, maxStates, maxMemory, threads, reduction, costs, time);
    }
}
