package org.shootdown.kernel.history;

import java.util.List;
import org.shootdown.kernel.Backend;
import org.shootdown.machine.Machine;

/**
 * A bug that Linux had. Its model before the fix must be found UNSAFE, and after it SAFE; that is for the checker to
 * say, nothing here says it.
 *
 * <p>To add a bug write one class and one line in {@link KnownBugs}.
 *
 * @param id the stable name on the command line
 * @param description one line for people
 * @param fix the commit of the fix, and the version it first appeared in
 * @param walker who looks at page tables without a lock: {@link #GUP_FAST}, {@link #HARDWARE} or {@link #NONE}
 * @param situation what the walker's CPU is doing
 * @param backends the backends on which the bug showed
 * @param model the bug and its fix, as machines
 */
public record KnownBug(
        String id,
        String description,
        String fix,
        String walker,
        String situation,
        List<String> backends,
        Model model) {
    /** A page-table walk with interrupts off. */
    public static final String GUP_FAST = "gup-fast";
    /** The processor's own page walker, paging-structure cache and TLB. */
    public static final String HARDWARE = "hardware";
    /** Nobody: the race is between two that change page tables. */
    public static final String NONE = "none";

    /** Runs a thread of the mm throughout. */
    public static final String RUNNING = "running";
    /** A kthread on the borrowed mm. */
    public static final String LAZY = "lazy";
    /** Switches to the mm from another. */
    public static final String SWITCH_IN = "switch-in";
    /** A vCPU that its host may deschedule. */
    public static final String PREEMPTED = "preempted";

    /** The code before the fix and after it. */
    @FunctionalInterface
    public interface Model {
        /**
         * The bug, or its fix, as a machine.
         *
         * @param backend one of {@link KnownBug#backends}
         */
        Machine machine(String name, Backend backend, boolean fixed);
    }

    /** A bug in which nobody walks; each method below says one thing more of it. */
    static KnownBug of(String id, String description, Model model) {
        return new KnownBug(id, description, "", NONE, RUNNING, List.of(), model);
    }

    KnownBug fixedBy(String commit) {
        return new KnownBug(id, description, commit, walker, situation, backends, model);
    }

    KnownBug walkedBy(String who) {
        return new KnownBug(id, description, fix, who, situation, backends, model);
    }

    KnownBug inSituation(String what) {
        return new KnownBug(id, description, fix, walker, what, backends, model);
    }

    KnownBug on(String... where) {
        return new KnownBug(id, description, fix, walker, situation, List.of(where), model);
    }
}
