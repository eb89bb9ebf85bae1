package org.shootdown.check.necessity;

import java.util.List;

/**
 * A place in a model that synchronises. Two are equal when they are the same kind of step made by the same line along
 * the same chain of callers.
 *
 * @param kind what it does
 * @param what the step in the kernel's words, as in {@code smp_mb}
 * @param function the kernel function that makes it
 * @param path the calls from the step outwards to the program's start
 */
public record SyncStep(Kind kind, String what, String function, List<Call> path) {
    /** What can be taken out. */
    public enum Kind {
        /** smp_mb, smp_rmb or smp_wmb; without it there is no barrier. */
        BARRIER,
        /** A locked instruction, which is a full barrier as well; without it a plain load and a plain store. */
        ATOMIC,
        /** local_irq_save, together with its restore. */
        IRQ_OFF,
        /** Interrupting another CPU, together with the wait for it. */
        IPI,
        /** The wait for another CPU's handler; without it the interrupt is still sent. */
        WAIT,
        /** rcu_read_lock, together with its unlock. */
        RCU_READER,
        /** synchronize_rcu, or the grace period before a callback. */
        GRACE_PERIOD,
        /** A second look at a cell; without it the first look's value is taken to stand. */
        RECHECK,
        /** A whole function that only synchronises; its loads are still made. */
        FUNCTION
    }

    /**
     * One call.
     *
     * @param method class and method, as in {@code GupFast.run}
     * @param source file and line, as in {@code GupFast.java:47}
     */
    public record Call(String method, String source) {}

    public SyncStep {
        path = List.copyOf(path);
    }

    /** The line that makes the step; for a function, the line that calls it. */
    public String source() {
        return path.isEmpty() ? "" : path.get(0).source();
    }

    /** The same step of kind, function and line may be reached from several places: this one's callers, innermost first. */
    public List<String> callers() {
        return path.stream().skip(1).map(Call::source).toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SyncStep s && kind == s.kind && what.equals(s.what) && path.equals(s.path);
    }

    @Override
    public int hashCode() {
        return 31 * kind.hashCode() + path.hashCode();
    }
}
