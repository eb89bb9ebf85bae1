package org.shootdown.check.options;

/**
 * Watches one search, and can call it off. Called by the searching thread: some hundred times a second as a rule, and at
 * least about once a second.
 */
public interface SearchMonitor {
    /** Watches nothing, and never calls a search off. */
    SearchMonitor NONE = new SearchMonitor() {};

    /** How far a search is. */
    default void progress(Progress progress) {}

    /** Whether to stop now; what was found so far becomes an incomplete result. */
    default boolean cancelled() {
        return false;
    }

    /** The search is over, whatever came of it, and its memory is free. */
    default void ended() {}

    /**
     * A moment of a search.
     *
     * @param states the states found
     * @param waiting those of the current level that are not expanded yet
     * @param depth the level's distance from the initial state
     * @param bytes memory held by states
     * @param nanos time since the search began
     */
    record Progress(long states, long waiting, int depth, long bytes, long nanos) {
        /** States stored per second, since the search began. */
        public long statesPerSecond() {
            return nanos == 0 ? 0 : (long) (states * 1e9 / nanos);
        }
    }
}
