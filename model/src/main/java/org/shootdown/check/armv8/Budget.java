package org.shootdown.check.armv8;

import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.SearchMonitor;
import org.shootdown.check.result.End;

/** Counts what an exploration takes, tells its monitor, and says when it has to stop. */
final class Budget {
    private static final int STATES_BETWEEN_LOOKS = 20_000;

    private final CheckOptions options;
    private final SearchMonitor monitor;
    private final long start = System.nanoTime();
    private long states;
    /** Bytes of lists of writes, which stay, and of the states of the thread that runs. */
    private long lists;

    private long running;
    private int waiting;
    private int length;
    private long lastLook;
    private End end = End.COMPLETE;

    Budget(CheckOptions options, SearchMonitor monitor) {
        this.options = options;
        this.monitor = monitor;
    }

    /** A list of writes was found. */
    void list(long bytes) {
        lists += bytes;
    }

    /** A list of {@code writes} is looked at, and {@code others} wait. */
    void at(int writes, int others) {
        length = writes;
        waiting = others;
    }

    /** The run of another thread begins: the states of the last one are forgotten. */
    void run() {
        running = 0;
    }

    /** A thread's state was found. */
    void state(long bytes) {
        states++;
        running += bytes;
        if (end != End.COMPLETE) {
            return;
        }
        if (states >= options.maxStates()) {
            end = End.STATES;
        } else if (lists + running >= options.maxMemory()) {
            end = End.MEMORY;
        } else if (states - lastLook >= STATES_BETWEEN_LOOKS) {
            lastLook = states;
            monitor.progress(
                    new SearchMonitor.Progress(states, waiting, length, lists + running, System.nanoTime() - start));
            end = monitor.cancelled() ? End.CANCELLED : End.COMPLETE;
        }
    }

    long states() {
        return states;
    }

    /** Why to stop; {@link End#COMPLETE} as long as there is no reason to. */
    End end() {
        return end;
    }
}
