package org.shootdown.litmus;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The finite set of values that can occur in a test, numbered from 0 so that they fit cells. A value that no program
 * can compute is not among them. The numbers of 0 and 1 are 0 and 1, so that locks work on codes as on values.
 */
final class Values {
    /** Beyond this the test computes with too many values to enumerate. */
    private static final int MAX = 4096;

    private final List<Long> values;
    private final Map<Long, Integer> codes = new HashMap<>();

    private Values(Collection<Long> values) {
        this.values = List.copyOf(values);
        for (int code = 0; code < this.values.size(); code++) {
            codes.put(this.values.get(code), code);
        }
    }

    /**
     * What {@code threads} can compute from {@code initial}. A run executes each arithmetic operation at most once,
     * since programs have no loops, so every value is made by at most as many operations as all threads have.
     *
     * @throws IllegalArgumentException if there are too many
     */
    static Values closure(Collection<Long> initial, List<? extends ThreadCode> threads) {
        Set<Long> known = new LinkedHashSet<>(List.of(0L, 1L));
        known.addAll(initial);
        int operations =
                threads.stream().mapToInt(ThreadCode::arithmeticOperations).sum();
        boolean grown = true;
        for (int round = 0; grown && round <= operations; round++) {
            List<Long> made = new ArrayList<>();
            Set<Long> from = Set.copyOf(known);
            threads.forEach(t -> t.derive(from, made::add));
            grown = known.addAll(made);
            if (known.size() > MAX) {
                throw new IllegalArgumentException("computes with more than " + MAX + " different values");
            }
        }
        return new Values(known);
    }

    int max() {
        return values.size() - 1;
    }

    long value(int code) {
        return values.get(code);
    }

    /** The code of a value, or one beyond the last if the value cannot occur. */
    int code(long value) {
        return codes.getOrDefault(value, values.size());
    }
}
