package org.shootdown.synthesis;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What a rule costs on one backend, with the three CPUs of the scenarios. Of each number less is better; the sums are over the
 * cells that every rule has.
 *
 * @param mostSync the most sync IPIs that one execution sends
 * @param sync the sum of the most sync IPIs of each cell
 * @param disturbed the sum of the most IPIs, of either kind, that hit a CPU which neither walks nor uses the mm
 * @param flush the sum of the most flush IPIs of each cell
 * @param fences full barriers on a walker's path
 * @param waits in how many cells the writer waits for a grace period
 */
public record Cost(int mostSync, int sync, int disturbed, int flush, int fences, int waits) {
    private List<Integer> numbers() {
        return List.of(sync, disturbed, flush, fences, waits);
    }

    /** Whether no number is larger and some is smaller. */
    boolean isBetterThan(Cost other) {
        List<Integer> mine = numbers();
        List<Integer> others = other.numbers();
        return !mine.equals(others) && IntStream.range(0, mine.size()).allMatch(n -> mine.get(n) <= others.get(n));
    }

    Cost plus(Cost other) {
        return new Cost(
                Math.max(mostSync, other.mostSync),
                sync + other.sync,
                disturbed + other.disturbed,
                flush + other.flush,
                Math.max(fences, other.fences),
                waits + other.waits);
    }
}
