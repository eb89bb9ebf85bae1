package org.shootdown.cli;

import java.util.function.Supplier;

/** What happens when the user interrupts (Ctrl-C) while something long is under way. */
final class Interruption {
    private Interruption() {}

    /**
     * Does {@code work}; if the JVM is told to stop meanwhile, says {@code lastWords} and stops it with {@link
     * ExitCode#UNDECIDED}, since what was asked has not been answered.
     */
    static <T> T during(Supplier<T> work, Runnable lastWords) {
        Thread hook = new Thread(() -> {
            lastWords.run();
            Runtime.getRuntime().halt(ExitCode.UNDECIDED);
        });
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.get();
        } finally {
            remove(hook);
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is going down: the hook is running and has the last word.
        }
    }
}
