package org.shootdown.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The pieces of a long work that are done so far: how many for the line of progress, and which for what is said when the
 * user interrupts. Pieces may be added by any thread.
 */
final class PiecesDone<T> implements Supplier<List<String>> {
    private final String noun;
    private final int total;
    private final List<T> pieces = new ArrayList<>();

    /**
     * @param total how many there will be
     * @param noun what they are, as in {@code cells}
     */
    PiecesDone(int total, String noun) {
        this.noun = noun;
        this.total = total;
    }

    synchronized void add(T piece) {
        pieces.add(piece);
    }

    synchronized List<T> soFar() {
        return List.copyOf(pieces);
    }

    synchronized long count(Predicate<T> which) {
        return pieces.stream().filter(which).count();
    }

    private synchronized int size() {
        return pieces.size();
    }

    /** {@code 1,203 of 55,460}: those for which {@code which} holds, of all there will be. */
    String share(Predicate<T> which) {
        return String.format(Locale.ROOT, "%,d of %,d", count(which), total);
    }

    /** {@code 22% of 55,460 cells}; nothing where there is only one, and so nothing to be said before all is done. */
    @Override
    public List<String> get() {
        return total <= 1
                ? List.of()
                : List.of(String.format(Locale.ROOT, "%d%% of %,d %s", 100L * size() / total, total, noun));
    }
}
