package org.shootdown.check.unfold;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.shootdown.machine.ModelError;

/**
 * Does work on a thread of its own and gives it up if it makes no step for too long. Java has no way to stop a thread, so
 * one that loops without end is left behind; it is a daemon, and keeps no process alive.
 */
final class Watched {
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "unfolder " + NUMBERS.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    });

    private Watched() {}

    /**
     * @param maxRunTime how long the work may go on without a step
     * @throws ModelError if it goes on for longer
     */
    static <T> T run(Function<Progress, T> work, Duration maxRunTime) {
        Progress progress = new Progress();
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        AtomicReference<Thread> worker = new AtomicReference<>();
        Future<T> future = THREADS.submit(() -> {
            worker.set(Thread.currentThread());
            worker.get().setContextClassLoader(loader);
            return work.apply(progress);
        });
        boolean interrupted = false;
        try {
            while (true) {
                long before = progress.steps();
                try {
                    return future.get(maxRunTime.toNanos(), TimeUnit.NANOSECONDS);
                } catch (TimeoutException e) {
                    if (progress.steps() == before && worker.get() != null) {
                        throw givenUp(worker.get(), progress, maxRunTime);
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw Watched.<RuntimeException>asIs(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static ModelError givenUp(Thread worker, Progress progress, Duration maxRunTime) {
        StackTraceElement[] frames = worker.getStackTrace();
        worker.interrupt();
        return new ModelError(progress.doing() + " made no step for " + maxRunTime.toMillis() / 1000.0 + " s"
                + Source.at(frames) + "; a loop must end by itself or wait with awaitUntil");
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T asIs(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
