package org.shootdown.check.search;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** The threads of a search; the calling thread is one of them. */
final class Team implements AutoCloseable {
    private final int threads;
    private ExecutorService others;

    /** Starts no thread before there is work for it. */
    Team(int threads) {
        this.threads = threads;
    }

    /**
     * Runs {@code phase} for each of {@code 0..count-1}, each on a thread of its own, and waits for all. What one of
     * them throws is thrown here.
     */
    void each(int count, IntConsumer phase) {
        List<Future<?>> tasks = new ArrayList<>();
        for (int n = 1; n < count; n++) {
            int number = n;
            tasks.add(others().submit(() -> phase.accept(number)));
        }
        Throwable failure = null;
        try {
            phase.accept(0);
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        for (Future<?> task : tasks) {
            Throwable theirs = failureOf(task);
            failure = failure == null ? theirs : failure;
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
    }

    private ExecutorService others() {
        if (others == null) {
            others = Executors.newFixedThreadPool(threads - 1, task -> {
                Thread thread = new Thread(task, "search");
                thread.setDaemon(true);
                return thread;
            });
        }
        return others;
    }

    /** Waits for a task even when interrupted: the others still write to what the caller reads. */
    private static Throwable failureOf(Future<?> task) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    task.get();
                    return null;
                } catch (ExecutionException e) {
                    return e.getCause();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        if (others != null) {
            others.shutdown();
        }
    }
}
