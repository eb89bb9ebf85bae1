package org.shootdown.decide;

import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;

/** Does pieces of work that know nothing of each other on several threads. */
final class Workers {
    private Workers() {}

    /**
     * Does all the work, or until a piece fails.
     *
     * @param done told of each result as it comes, by the calling thread
     */
    static <T, R> void run(int threads, Collection<T> work, Function<T, R> does, Consumer<R> done) {
        ExecutorService pool = Executors.newFixedThreadPool(threads, Workers::daemon);
        try {
            CompletionService<R> results = new ExecutorCompletionService<>(pool);
            for (T piece : work) {
                results.submit(() -> does.apply(piece));
            }
            for (int n = 0; n < work.size(); n++) {
                done.accept(results.take().get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while others work", e);
        } catch (ExecutionException e) {
            throw rethrow(Objects.requireNonNull(e.getCause()));
        } finally {
            pool.shutdownNow();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "worker");
        thread.setDaemon(true);
        return thread;
    }

    private static RuntimeException rethrow(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
    }
}
