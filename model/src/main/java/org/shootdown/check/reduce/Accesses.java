package org.shootdown.check.reduce;

import java.util.Arrays;

/** A set of resources read, and a set written, by the numbers that {@link Resources} gives them. */
final class Accesses {
    /** Instead of the number of a resource, for what nobody can disagree about: to read or write it is not noted. */
    static final int NONE = -1;

    final long[] reads;
    final long[] writes;

    Accesses(int width) {
        reads = new long[width];
        writes = new long[width];
    }

    void clear() {
        Arrays.fill(reads, 0);
        Arrays.fill(writes, 0);
    }

    void add(Accesses other) {
        for (int w = 0; w < reads.length; w++) {
            reads[w] |= other.reads[w];
            writes[w] |= other.writes[w];
        }
    }

    void read(int resource) {
        if (resource != NONE) {
            reads[resource >> 6] |= 1L << resource;
        }
    }

    void write(int resource) {
        if (resource != NONE) {
            writes[resource >> 6] |= 1L << resource;
        }
    }

    boolean writes(int resource) {
        return resource != NONE && (writes[resource >> 6] & 1L << resource) != 0;
    }

    /** Whether a step with these accesses may not commute with one of those. */
    boolean conflicts(Accesses other) {
        for (int w = 0; w < reads.length; w++) {
            if ((writes[w] & (other.reads[w] | other.writes[w]) | reads[w] & other.writes[w]) != 0) {
                return true;
            }
        }
        return false;
    }
}
