package org.shootdown.catalogue;

import java.util.Arrays;
import java.util.List;

/** Who looks at page tables without taking a lock. */
enum Walker {
    GUP_FAST("gup-fast", "get_user_pages_fast, interrupts off", true),
    PERF_NMI("perf-nmi", "perf_get_page_size in an NMI at any step, a gup_fast walk included", false),
    HARDWARE("hardware", "the CPU's own page walker and paging-structure cache", false),
    RCU("rcu", "pte_offset_map under rcu_read_lock, interrupts on", true);

    private final Choice choice;
    private final boolean inTask;

    /** @param inTask whether a task walks, in code of its own */
    Walker(String id, String description, boolean inTask) {
        choice = new Choice(id, description);
        this.inTask = inTask;
    }

    Choice choice() {
        return choice;
    }

    /** Whether a task walks, and so only where a task runs code of its own. */
    boolean inTask() {
        return inTask;
    }

    static List<Choice> choices() {
        return Arrays.stream(values()).map(Walker::choice).toList();
    }
}
