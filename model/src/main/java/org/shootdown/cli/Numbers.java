package org.shootdown.cli;

import org.shootdown.catalogue.BadInput;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.WholeNumber;

/** The numbers that options take. Read here rather than by picocli, so that whatever is wrong, the range is told. */
final class Numbers {
    private Numbers() {}

    static int threads(String option, String text) {
        return (int) between(option, text, 1, CheckOptions.MOST_THREADS);
    }

    /** The options with the limits that {@code --max-states} and {@code --max-memory} set, where they are given. */
    static CheckOptions limits(CheckOptions options, String maxStates, String maxMemory) {
        CheckOptions limited = maxStates == null
                ? options
                : options.withMaxStates(between("--max-states", maxStates, 1, CheckOptions.MOST_STATES));
        return maxMemory == null ? limited : limited.withMaxMemory(memory("--max-memory", maxMemory));
    }

    /** A number of MiB that this JVM's heap can hold, in bytes. */
    private static long memory(String option, String text) {
        long least = CheckOptions.LEAST_MEMORY >> 20;
        long most = CheckOptions.heapForStates() >> 20;
        try {
            return between(option, text, least, most) << 20;
        } catch (BadInput e) {
            throw new BadInput(e.getMessage() + " MiB, for which the Java heap has room; java -Xmx sets its size");
        }
    }

    /**
     * A whole number within a range.
     *
     * @throws BadInput if {@code text} is none
     */
    static long between(String option, String text, long least, long most) {
        try {
            return WholeNumber.between(option, text, least, most);
        } catch (IllegalArgumentException e) {
            throw new BadInput(e.getMessage());
        }
    }
}
