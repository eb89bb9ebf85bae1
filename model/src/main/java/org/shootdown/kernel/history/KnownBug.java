package org.shootdown.kernel.history;

import java.util.List;
import org.shootdown.kernel.Backend;
import org.shootdown.machine.Machine;

/**
 * A bug that Linux had. Its model before the fix must be found UNSAFE, and after it SAFE; that is for the checker to
 * say, nothing here says it.
 *
 * <p>To add a bug write one class and one line in {@link KnownBugs}.
 */
public interface KnownBug {
    /** A page-table walk with interrupts off. */
    String GUP_FAST = "gup-fast";
    /** The processor's own page walker, paging-structure cache and TLB. */
    String HARDWARE = "hardware";
    /** Nobody: the race is between two that change page tables. */
    String NONE = "none";

    /** Runs a thread of the mm throughout. */
    String RUNNING = "running";
    /** A kthread on the borrowed mm. */
    String LAZY = "lazy";
    /** Switches to the mm from another. */
    String SWITCH_IN = "switch-in";
    /** A vCPU that its host may deschedule. */
    String PREEMPTED = "preempted";

    /** The stable name on the command line. */
    String id();

    /** One line for people. */
    String description();

    /** The commit of the fix, and the version it first appeared in. */
    String fix();

    /** Who looks at page tables without a lock: {@link #GUP_FAST}, {@link #HARDWARE} or {@link #NONE}. */
    String walker();

    /** What the walker's CPU is doing. */
    default String situation() {
        return RUNNING;
    }

    /** The backends on which the bug showed. */
    List<String> backends();

    /**
     * The bug, or its fix, as a machine.
     *
     * @param backend one of {@link #backends}
     */
    Machine machine(String name, Backend backend, boolean fixed);
}
