package org.shootdown.check;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.options.SearchMonitor;
import org.shootdown.check.result.End;
import org.shootdown.check.result.Exploration;
import org.shootdown.check.result.Goal;
import org.shootdown.check.result.RandomWalk;
import org.shootdown.check.result.Schedule;
import org.shootdown.check.result.Trace;
import org.shootdown.check.result.Verdict;
import org.shootdown.check.search.BreadthFirst;
import org.shootdown.check.search.Observations;
import org.shootdown.check.search.RandomWalker;
import org.shootdown.check.search.Replay;
import org.shootdown.check.search.ShortestTrace;
import org.shootdown.check.system.TransitionSystem;
import org.shootdown.check.unfold.Fingerprint;
import org.shootdown.check.unfold.UnfoldOptions;
import org.shootdown.check.unfold.UnfoldedMachine;
import org.shootdown.check.unfold.Unfolder;
import org.shootdown.machine.Machine;
import org.shootdown.machine.ModelError;
import org.shootdown.machine.Observation;
import org.shootdown.machine.Property;
import org.shootdown.machine.Situation;

/** Decides a machine: the front door of the checker. */
public final class Checker {
    private Checker() {}

    /**
     * Explores every execution of a machine. Where the heap is too small for its programs or its states, the result is
     * INCOMPLETE, and ends with {@link End#MEMORY}; what else runs in this JVM is not disturbed.
     *
     * @throws ModelError if the model itself is wrong
     */
    public static CheckResult check(Machine machine, CheckOptions options) {
        return check(machine, options, SearchMonitor.NONE);
    }

    /** As {@link #check(Machine, CheckOptions)}, watched by {@code monitor}. */
    public static CheckResult check(Machine machine, CheckOptions options, SearchMonitor monitor) {
        long start = System.nanoTime();
        UnfoldedMachine unfolded;
        try {
            unfolded = unfold(machine, options);
        } catch (OutOfMemoryError full) {
            monitor.ended();
            return outOfMemory(start);
        }
        return check(unfolded, options, monitor, start);
    }

    /** Explores every execution of a machine that is unfolded already, as when several memory models are asked about. */
    public static CheckResult check(UnfoldedMachine unfolded, CheckOptions options) {
        return check(unfolded, options, SearchMonitor.NONE);
    }

    /** As {@link #check(UnfoldedMachine, CheckOptions)}, watched by {@code monitor}. */
    public static CheckResult check(UnfoldedMachine unfolded, CheckOptions options, SearchMonitor monitor) {
        return check(unfolded, options, monitor, System.nanoTime());
    }

    private static UnfoldedMachine unfold(Machine machine, CheckOptions options) {
        return Unfolder.unfold(() -> machine, UnfoldOptions.ONE.atOnce().withMaxRunTime(options.maxRunTime()));
    }

    private static CheckResult check(
            UnfoldedMachine unfolded, CheckOptions options, SearchMonitor monitor, long start) {
        TransitionSystem system;
        try {
            system = new TransitionSystem(unfolded, options.memory(), options.costs());
        } catch (OutOfMemoryError full) {
            monitor.ended();
            return outOfMemory(start);
        }
        Exploration exploration = new BreadthFirst(system, options, monitor).run();
        List<Situation> missing = unfolded.machine().situations().stream()
                .filter(s -> (exploration.reached() & 1 << s.index()) == 0)
                .toList();
        return new CheckResult(verdict(exploration, missing), exploration, missing, System.nanoTime() - start);
    }

    private static CheckResult outOfMemory(long start) {
        return new CheckResult(
                Verdict.INCOMPLETE, Exploration.notBegun(End.MEMORY), List.of(), System.nanoTime() - start);
    }

    private static Verdict verdict(Exploration exploration, List<Situation> missing) {
        if (!exploration.broken().isEmpty()) {
            return Verdict.UNSAFE;
        }
        if (!exploration.complete()) {
            return Verdict.INCOMPLETE;
        }
        return missing.isEmpty() ? Verdict.SAFE : Verdict.VACUOUS;
    }

    /**
     * A shortest execution that breaks {@code property}, and among the shortest one with the fewest switches between
     * processors; empty if there is none within {@code options}' limit.
     */
    public static Optional<Trace> trace(Machine machine, CheckOptions options, Property property) {
        return trace(machine, options, property, SearchMonitor.NONE);
    }

    /** As {@link #trace(Machine, CheckOptions, Property)}, watched by {@code monitor}; empty if that calls it off. */
    public static Optional<Trace> trace(
            Machine machine, CheckOptions options, Property property, SearchMonitor monitor) {
        return trace(machine, options, new Goal.Broken(property), monitor);
    }

    /** Like {@link #trace(Machine, CheckOptions, Property)}, to any goal. */
    public static Optional<Trace> trace(Machine machine, CheckOptions options, Goal goal) {
        return trace(machine, options, goal, SearchMonitor.NONE);
    }

    /** As {@link #trace(Machine, CheckOptions, Goal)}, watched by {@code monitor}; empty if that calls it off. */
    public static Optional<Trace> trace(Machine machine, CheckOptions options, Goal goal, SearchMonitor monitor) {
        TransitionSystem system = new TransitionSystem(unfold(machine, options), options.memory(), false);
        return new ShortestTrace(system, options, goal, monitor).find();
    }

    /** As {@link #trace(Machine, CheckOptions, Property)}, of a machine that is unfolded already. */
    public static Optional<Trace> trace(
            UnfoldedMachine unfolded, CheckOptions options, Property property, SearchMonitor monitor) {
        TransitionSystem system = new TransitionSystem(unfolded, options.memory(), false);
        return new ShortestTrace(system, options, new Goal.Broken(property), monitor).find();
    }

    /**
     * Everything that a single execution can come to, for comparison with executions on real hardware.
     *
     * @throws ModelError if the model itself is wrong
     * @throws IllegalStateException if {@code options}' limit was hit
     */
    public static Set<Observation> observations(Machine machine, CheckOptions options) {
        TransitionSystem system = new TransitionSystem(unfold(machine, options), options.memory(), false);
        return new Observations(system, options.maxStates()).find();
    }

    /**
     * Runs a schedule that was made from a {@linkplain #trace trace} to a violation of {@code property}.
     *
     * @param property what its last step must break; {@code null} if it may lead anywhere
     * @throws IllegalArgumentException if the machine has no such execution
     */
    public static Trace replay(Machine machine, MemoryModel memory, @Nullable Property property, Schedule schedule) {
        TransitionSystem system = new TransitionSystem(Unfolder.unfold(machine), memory, false);
        return new Replay(system, property == null ? new Goal.Wherever() : new Goal.Broken(property)).run(schedule);
    }

    /** Whether a machine that is unfolded already has the execution of a schedule, and its last step breaks {@code property}. */
    public static boolean breaks(UnfoldedMachine unfolded, MemoryModel memory, Property property, Schedule schedule) {
        try {
            new Replay(new TransitionSystem(unfolded, memory, false), new Goal.Broken(property)).run(schedule);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Runs one execution, up to its end or to the first thing that breaks.
     *
     * @param choose given how many transitions lead out of a state, picks one of them, from 0
     */
    public static RandomWalk walk(Machine machine, MemoryModel memory, IntUnaryOperator choose) {
        return RandomWalker.along(new TransitionSystem(Unfolder.unfold(machine), memory, false), choose);
    }

    /** A text that is the same for machines which differ only in names and source lines; see {@link Fingerprint}. */
    public static String fingerprint(Machine machine) {
        return Fingerprint.of(Unfolder.unfold(machine));
    }
}
