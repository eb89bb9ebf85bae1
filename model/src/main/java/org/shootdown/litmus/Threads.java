package org.shootdown.litmus;

import java.util.List;
import java.util.Map;

/** The code of a test's threads, once it is read. */
interface Threads {
    int count();

    /** Whether {@code thread}, from 0, has the register. */
    boolean has(int thread, Location register);

    /**
     * What decides the test.
     *
     * @param name the test's name
     * @param initial the locations that do not start as 0
     * @param remembered the locations that final states are to tell
     * @throws IllegalArgumentException if the test is too large
     */
    Decider decider(String name, Addresses addresses, Map<Location, Long> initial, List<Location> remembered);
}
