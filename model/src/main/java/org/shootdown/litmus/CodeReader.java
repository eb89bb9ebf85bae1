package org.shootdown.litmus;

import java.util.List;

/**
 * Reads the code of a test in one language, and knows the language's registers. {@link LitmusReader} makes one once the
 * first word of a file has named the language, and reads everything else itself.
 */
interface CodeReader {
    /**
     * The register of {@code thread} that a test calls {@code name}, under the name that herd prints, or {@code null} if
     * the language has no such register. Called for the initial state before {@link #threads}, and for the condition
     * after it.
     */
    Location register(int thread, String name);

    /** How many bits a value has where the test gives no type: 32 or 64. */
    default int bits() {
        return 64;
    }

    /** Reads the code of all threads, up to what follows it. */
    Threads threads();

    /** What the code keeps to itself and demands of a final state; known after {@link #threads}. */
    default Hidden hidden() {
        return Hidden.NOTHING;
    }

    /** What a reader of the report should know of how the code was read, one line each; known after {@link #threads}. */
    default List<String> notes() {
        return List.of();
    }
}
