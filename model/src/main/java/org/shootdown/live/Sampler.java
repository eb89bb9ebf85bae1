package org.shootdown.live;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Observation;
import org.shootdown.machine.Program;

/**
 * Runs a machine many times, each busy processor on a thread of its own, and counts what came out: a small JCStress for
 * machines that are made at run time. Threads set out together on each execution, a few instructions apart, so that
 * they meet on two cores that are busy otherwise.
 */
@SuppressWarnings({"ReferenceEquality", "ThreadPriorityCheck"}) // IDLE is one object; yields where CPUs are scarce
public final class Sampler {
    private static final int BATCH = 1_000;
    private static final int MAX_HEAD_START = 6;
    private static final int TURNS_PER_YIELD = 1_000;

    private final LiveMachine[] batch = new LiveMachine[BATCH];
    private final Map<Observation, Long> seen = new HashMap<>();
    private final AtomicLong arrivals = new AtomicLong();
    private final int[] processors;
    private final long batches;
    private volatile boolean failed;

    private Sampler(Machine machine, long batches) {
        var blueprint = new LiveMachine.Blueprint(machine);
        for (int i = 0; i < BATCH; i++) {
            batch[i] = new LiveMachine(blueprint);
        }
        this.processors = machine.processors().stream()
                .filter(p -> p.task() != Program.IDLE)
                .mapToInt(Machine.Processor::id)
                .toArray();
        this.batches = batches;
    }

    /**
     * Makes at least {@code executions} executions of a machine that can't deadlock.
     *
     * @return how often each observation was made
     */
    public static Map<Observation, Long> sample(Machine machine, long executions) throws InterruptedException {
        return new Sampler(machine, (executions + BATCH - 1) / BATCH).run();
    }

    private Map<Observation, Long> run() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(processors.length);
        CompletionService<Void> running = new ExecutorCompletionService<>(threads);
        for (int processor : processors) {
            running.submit(() -> runAll(processor), null);
        }
        try {
            for (int ended = 0; ended < processors.length; ended++) {
                running.take().get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            failed = true;
            threads.shutdown();
        }
        return seen;
    }

    private void runAll(int processor) {
        long meetings = 0;
        for (long b = 0; b < batches; b++) {
            for (LiveMachine live : batch) {
                meet(++meetings);
                for (int wait = ThreadLocalRandom.current().nextInt(MAX_HEAD_START); wait > 0; wait--) {
                    Thread.onSpinWait();
                }
                live.run(processor);
            }
            meet(++meetings);
            if (processor == processors[0]) {
                collect();
            }
        }
    }

    /** Returns once every thread has called it for the {@code number}th time, from 1. */
    private void meet(long number) {
        arrivals.getAndIncrement();
        for (int turn = 1; arrivals.get() < number * processors.length; turn++) {
            if (failed) {
                throw new IllegalStateException("another processor's thread failed");
            }
            if (turn % TURNS_PER_YIELD == 0) {
                Thread.yield();
            } else {
                Thread.onSpinWait();
            }
        }
    }

    /** Counts the batch and makes it ready for the next; no thread passes the next meeting before this is done. */
    private void collect() {
        for (LiveMachine live : batch) {
            seen.merge(live.observation(), 1L, Long::sum);
            live.reset();
        }
    }
}
