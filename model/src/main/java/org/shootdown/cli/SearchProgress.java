package org.shootdown.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shootdown.check.options.SearchMonitor;

/** Watches the searches of a command, however many run at once: adds up how far they are, and calls them off. */
final class SearchProgress implements Supplier<SearchMonitor> {
    private volatile long start = System.nanoTime();
    private final Set<Watched> running = ConcurrentHashMap.newKeySet();
    private final AtomicLong statesOfEnded = new AtomicLong();
    private volatile boolean calledOff;

    /** Watches one search more. */
    @Override
    public SearchMonitor get() {
        return new Watched();
    }

    /** Forgets the searches so far, where unlike ones follow each other and a sum of their states says nothing. */
    void restart() {
        start = System.nanoTime();
        statesOfEnded.set(0);
    }

    void callOff() {
        calledOff = true;
    }

    boolean calledOff() {
        return calledOff;
    }

    /** States, rate, frontier, memory and time, as in {@code 12.3M states}, {@code 350k/s}; the less telling ones last. */
    List<String> figures() {
        List<SearchMonitor.Progress> now = running.stream().map(w -> w.last).toList();
        long states = statesOfEnded.get() + sum(now.stream().map(SearchMonitor.Progress::states));
        double seconds = (System.nanoTime() - start) / 1e9;
        List<String> figures = new ArrayList<>();
        if (states > 0) {
            figures.add(brief(states) + " states");
            figures.add(brief((long) (states / seconds)) + "/s");
            figures.add(brief(sum(now.stream().map(SearchMonitor.Progress::waiting))) + " waiting");
            figures.add((sum(now.stream().map(SearchMonitor.Progress::bytes)) >> 20) + " MiB");
        }
        figures.add(time((long) seconds));
        if (now.size() == 1) {
            figures.add("depth " + now.get(0).depth());
        }
        return figures;
    }

    private static long sum(java.util.stream.Stream<Long> numbers) {
        return numbers.mapToLong(Long::longValue).sum();
    }

    /** Three digits and a unit, as in {@code 12.3M}. */
    static String brief(long number) {
        double rest = number;
        int unit = 0;
        while (rest >= 999.5 && unit < 4) {
            rest /= 1000;
            unit++;
        }
        String digits = unit == 0 || rest >= 99.95 ? "%.0f" : rest >= 9.995 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, digits, rest)
                + " kMGT".substring(unit, unit + 1).strip();
    }

    /** {@code 0:35}, or {@code 1:00:07}. */
    static String time(long seconds) {
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    private final class Watched implements SearchMonitor {
        private volatile @Nullable Progress last;

        @Override
        public void progress(Progress progress) {
            boolean first = last == null;
            last = progress;
            if (first) {
                running.add(this);
            }
        }

        @Override
        public boolean cancelled() {
            return calledOff;
        }

        @Override
        public void ended() {
            Progress seen = last;
            if (seen != null && running.remove(this)) {
                statesOfEnded.addAndGet(seen.states());
            }
        }
    }
}
