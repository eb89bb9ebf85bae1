package org.shootdown.synthesis;

import java.util.concurrent.atomic.AtomicLong;

/** How cells were decided, so far. */
public final class Tally {
    final AtomicLong killedByReplay = new AtomicLong();
    final AtomicLong killedBySearch = new AtomicLong();
    final AtomicLong searches = new AtomicLong();
    final AtomicLong replays = new AtomicLong();
    final AtomicLong known = new AtomicLong();

    Tally() {}

    /** Rules that a counterexample of another killed. */
    public long killedByReplay() {
        return killedByReplay.get();
    }

    /** Cells that a search found broken. */
    public long killedBySearch() {
        return killedBySearch.get();
    }

    /** Cells that were searched. */
    public long searches() {
        return searches.get();
    }

    /** Counterexamples that were tried on another rule. */
    public long replays() {
        return replays.get();
    }

    /** Cells whose machine was known from another rule. */
    public long known() {
        return known.get();
    }
}
