package org.shootdown.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** What happens when the user interrupts (Ctrl-C) while something long is under way. */
final class Interruption {
    /** How long work has to come to an end once it is called off. */
    private static final long PATIENCE_SECONDS = 3;

    private Interruption() {}

    /**
     * Does {@code work}. If the JVM is told to stop meanwhile, calls the work off, waits for it to end, says {@code
     * lastWords} and stops the JVM with the exit code that they return. The caller does not get the result then.
     */
    static <T> T during(Supplier<T> work, Runnable callOff, IntSupplier lastWords) {
        CountDownLatch over = new CountDownLatch(1);
        Thread hook = new Thread(() -> {
            int code = ExitCode.UNDECIDED;
            try {
                callOff.run();
                over.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                code = lastWords.getAsInt();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                Runtime.getRuntime().halt(code);
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.get();
        } finally {
            over.countDown();
            remove(hook);
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            leaveItTo(hook);
        }
    }

    /** The JVM is going down: the hook is running, has the last word, and never returns. */
    @SuppressWarnings("ThreadJoinLoop") // the remedy asks for Guava
    private static void leaveItTo(Thread hook) {
        boolean waiting = true;
        while (waiting) {
            try {
                hook.join();
                waiting = false;
            } catch (InterruptedException e) {
                // Whoever interrupts waits for this thread no more than the user does.
            }
        }
    }
}
