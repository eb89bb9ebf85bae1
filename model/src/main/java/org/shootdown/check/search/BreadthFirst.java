package org.shootdown.check.search;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.Reduction;
import org.shootdown.check.options.SearchMonitor;
import org.shootdown.check.result.End;
import org.shootdown.check.result.Exploration;
import org.shootdown.check.store.ByteBudget;
import org.shootdown.check.store.VisitedSet;
import org.shootdown.check.system.TransitionSystem;

/**
 * Breadth-first search of the state space, level by level. It goes on past a violation of P1, P2 or P3, so that each
 * property is judged on its own and the costs are those of all executions. What it finds is the same whatever the
 * number of threads; only where a limit ends it early, how far it got may differ.
 */
public final class BreadthFirst {
    /** Levels smaller than this are not worth waking a thread for. */
    private static final long WORTH_SHARING = 2_000;

    private static final long SMALLEST_ROUND = 1 << 16;
    /** How long workers gather successors before the monitor has its turn again. */
    private static final long LONGEST_GATHERING = TimeUnit.MILLISECONDS.toNanos(250);

    private final TransitionSystem ts;
    private final CheckOptions options;
    private final Set<Reduction> reductions;
    private final SearchMonitor monitor;
    private final long start = System.nanoTime();
    private final ByteBudget budget;
    private Worker[] workers = {};
    private VisitedSet visited;
    private long states;
    private long bytes;
    private int depth;

    public BreadthFirst(TransitionSystem ts, CheckOptions options, SearchMonitor monitor) {
        this(
                ts,
                options,
                monitor,
                options.reduction() ? EnumSet.allOf(Reduction.class) : EnumSet.noneOf(Reduction.class));
    }

    /** A search with exactly these reductions, whatever {@code options} say of them. */
    public BreadthFirst(TransitionSystem ts, CheckOptions options, SearchMonitor monitor, Set<Reduction> reductions) {
        this.ts = ts;
        this.options = options;
        this.reductions = reductions;
        this.monitor = monitor;
        this.budget = new ByteBudget(options.maxMemory());
    }

    /** Searches until everything is explored, a limit is hit, or the monitor calls it off. */
    public Exploration run() {
        try (Team team = new Team(options.threads())) {
            End end = search(team);
            forgetStates();
            return result(end);
        } catch (ByteBudget.Exhausted | OutOfMemoryError full) {
            forgetStates();
            return result(End.MEMORY);
        } finally {
            monitor.ended();
        }
    }

    private End search(Team team) {
        visited = new VisitedSet(ts.words(), budget);
        Worker[] all = new Worker[options.threads()];
        for (int w = 0; w < all.length; w++) {
            all[w] = new Worker(ts, reductions, budget);
        }
        workers = all;
        visited.add(ts.initial(), 0);
        workers[0].level().add(ts.initial(), 0);
        while (waiting() > 0) {
            while (waiting() > 0) {
                long states = visited.size();
                if (states > options.maxStates()) {
                    return End.STATES;
                }
                if (monitor.cancelled()) {
                    return End.CANCELLED;
                }
                round(team, states);
                monitor.progress(new SearchMonitor.Progress(
                        visited.size(), waiting(), depth, budget.used(), System.nanoTime() - start));
            }
            for (Worker worker : workers) {
                worker.turnLevel();
            }
            if (waiting() > 0) {
                depth++;
            }
        }
        return End.COMPLETE;
    }

    /** Expands some states of the level and takes in their successors. */
    private void round(Team team, long states) {
        // Large rounds make good use of the cache, but must not take more room than a part of the states themselves;
        // and a successor is at most one new state, so this way the limit is passed by little.
        long most = Math.min(Math.max(SMALLEST_ROUND, states / 4), options.maxStates() - states + 1);
        int busy = waiting() < WORTH_SHARING ? 1 : workers.length;
        long share = most / busy + 1;
        long deadline = System.nanoTime() + LONGEST_GATHERING;
        AtomicInteger segment = new AtomicInteger();
        team.each(busy, w -> workers[w].expand(workers, depth, share, deadline));
        team.each(busy, w -> workers[w].takeIn(workers, visited, segment));
    }

    private long waiting() {
        long sum = 0;
        for (Worker worker : workers) {
            sum += worker.level().waiting();
        }
        return sum;
    }

    /** Frees the visited states, but for their number and bytes, to make room for the result. Allocates nothing. */
    private void forgetStates() {
        if (visited != null) {
            states = visited.size();
            bytes = visited.bytes();
            visited = null;
        }
    }

    private Exploration result(End end) {
        ExplorationBuilder found = new ExplorationBuilder(ts);
        for (Worker worker : workers) {
            found.add(worker.found());
        }
        return found.build(end, states, depth, bytes);
    }
}
