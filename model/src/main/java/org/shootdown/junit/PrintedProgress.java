package org.shootdown.junit;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.shootdown.check.options.SearchMonitor;

/** Prints a line about a search now and then. */
final class PrintedProgress implements SearchMonitor {
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(2);

    private final String test;
    private final PrintWriter out;
    private long next = PAUSE;

    PrintedProgress(String test, PrintWriter out) {
        this.test = test;
        this.out = out;
    }

    @Override
    public void progress(Progress progress) {
        if (progress.nanos() >= next) {
            next = progress.nanos() + PAUSE;
            out.printf(
                    Locale.ROOT,
                    "%s: %,d states, %,d/s, %,d waiting, %,d MiB, depth %d%n",
                    test,
                    progress.states(),
                    progress.statesPerSecond(),
                    progress.waiting(),
                    progress.bytes() >> 20,
                    progress.depth());
        }
    }
}
