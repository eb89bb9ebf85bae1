package org.shootdown.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** How many of a known number of pieces are done. */
final class Tally implements Supplier<List<String>> {
    private final String noun;
    private final int total;
    private final AtomicInteger done = new AtomicInteger();

    /** @param noun what the pieces are, as in {@code cells} */
    Tally(int total, String noun) {
        this.noun = noun;
        this.total = total;
    }

    void tick() {
        done.incrementAndGet();
    }

    int done() {
        return done.get();
    }

    /** {@code 22% of 55,460 cells}; nothing where there is only one, and so nothing to be said before all is done. */
    @Override
    public List<String> get() {
        return total <= 1
                ? List.of()
                : List.of(String.format(Locale.ROOT, "%d%% of %,d %s", 100L * done.get() / total, total, noun));
    }
}
