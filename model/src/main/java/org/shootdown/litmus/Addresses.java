package org.shootdown.litmus;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a test's memory locations lie. Addresses are numbers like any other and can be stored and loaded; they are far
 * from the small numbers tests use otherwise, and 16 bytes apart, so a number can be told to be one.
 */
final class Addresses {
    private static final long FIRST = 0x7000_0000L;
    private static final int STRIDE = 16;

    private final List<String> names = new ArrayList<>();

    /** The address of the location called {@code name}, which need not have been heard of before. */
    long of(String name) {
        if (!names.contains(name)) {
            names.add(name);
        }
        return FIRST + (long) STRIDE * names.indexOf(name);
    }

    /** The number of the location at {@code address}, or -1 if there is none. */
    int indexAt(long address) {
        long offset = address - FIRST;
        return offset >= 0 && offset % STRIDE == 0 && offset / STRIDE < names.size() ? (int) (offset / STRIDE) : -1;
    }

    boolean contains(String name) {
        return names.contains(name);
    }

    List<String> names() {
        return List.copyOf(names);
    }

    /** A value as a state line shows it: the location's name if it is an address. */
    String show(long value) {
        int index = indexAt(value);
        return index < 0 ? Long.toString(value) : names.get(index);
    }
}
