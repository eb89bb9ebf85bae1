package org.shootdown.scenario;

import java.util.Arrays;
import java.util.List;

/** Who looks at page tables without taking a lock. */
enum Walker {
    GUP_FAST("gup-fast", "get_user_pages_fast, interrupts off"),
    PERF_NMI("perf-nmi", "perf_get_page_size in an NMI at any step, a gup_fast walk included"),
    HARDWARE("hardware", "the CPU's own page walker and paging-structure cache"),
    RCU("rcu", "pte_offset_map under rcu_read_lock, interrupts on");

    private final Choice choice;

    Walker(String id, String description) {
        choice = new Choice(id, description);
    }

    Choice choice() {
        return choice;
    }

    static List<Choice> choices() {
        return Arrays.stream(values()).map(Walker::choice).toList();
    }
}
