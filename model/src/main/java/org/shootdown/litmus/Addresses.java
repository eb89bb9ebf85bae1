package org.shootdown.litmus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a test's memory locations lie. Addresses are numbers like any other and can be stored and loaded; they are far
 * from the small numbers that tests use otherwise and fit 31 bits. Locations are at least 16 bytes apart; the elements
 * of an array lie side by side. Whatever lies at an address is one cell, read and written whole.
 */
final class Addresses {
    private static final long FIRST = 0x7000_0000L;
    private static final int APART = 16;

    private final Map<String, Long> byName = new HashMap<>();
    private final Map<Long, Integer> indices = new HashMap<>();
    private final List<String> cells = new ArrayList<>();
    private long next = FIRST;

    /** The address of the location called {@code name}, which need not have been heard of before. */
    long of(String name) {
        if (!byName.containsKey(name)) {
            place(name, next);
            next += APART;
        }
        return byName.get(name);
    }

    /** Makes {@code name} the address of {@code name[0]}, with more elements after it, each of {@code bytes}. */
    void array(String name, int elements, int bytes) {
        byName.put(name, next);
        for (int i = 0; i < elements; i++) {
            place(element(name, i), next + (long) i * bytes);
        }
        next += (long) (elements * bytes + APART - 1) / APART * APART;
    }

    static String element(String array, long index) {
        return array + "[" + index + "]";
    }

    private void place(String cell, long address) {
        byName.put(cell, address);
        indices.put(address, cells.size());
        cells.add(cell);
    }

    /** The number of the cell at {@code address}, or -1 if there is none. */
    int indexAt(long address) {
        return indices.getOrDefault(address, -1);
    }

    boolean contains(String name) {
        return byName.containsKey(name);
    }

    /** The cells, by their numbers. */
    List<String> cells() {
        return List.copyOf(cells);
    }

    /** A value as a state line shows it: the location's name if it is an address. */
    String show(long value) {
        int index = indexAt(value);
        return index < 0 ? Long.toString(value) : cells.get(index);
    }
}
