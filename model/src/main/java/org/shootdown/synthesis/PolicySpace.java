package org.shootdown.synthesis;

import java.util.List;

/**
 * The rules that a search chooses from. One of one's own is a class in a file, run with {@code
 * Shootdown.withSpace(new MySpace(), args)}.
 */
public interface PolicySpace {
    /** A name for people and for files that keep where a search stands. */
    String id();

    /**
     * All rules, each with another id, no two of them equal.
     *
     * @throws IllegalArgumentException if the axes contradict each other
     */
    List<Candidate> candidates();

    /** What was left out because it contradicts itself, one line each: the combination, and why. */
    default List<String> leftOut() {
        return List.of();
    }
}
