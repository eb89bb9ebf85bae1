package org.shootdown.litmus;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The finite set of values that can occur in a test, numbered from 0 so that they fit cells. The first two are 0 and 1,
 * so that locks work on codes as on values.
 */
final class Values {
    private final List<Long> values;
    private final Map<Long, Integer> codes = new HashMap<>();

    /** The values, without repetition, 0 and 1 first. */
    Values(Collection<Long> values) {
        this.values = List.copyOf(values);
        for (int code = 0; code < this.values.size(); code++) {
            codes.put(this.values.get(code), code);
        }
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
