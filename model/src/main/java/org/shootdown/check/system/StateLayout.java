package org.shootdown.check.system;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where each part of a state lies in its words: every field takes the bits its values need and no more, a field with
 * one value takes none, and no field crosses a word. States are therefore stored exactly, and comparing words compares
 * states.
 */
public final class StateLayout {
    private static final int WORD = Long.SIZE;

    private final String[] names;
    private final int[] low;
    private final int[] word;
    private final int[] shift;
    private final long[] mask;
    private final int words;
    private final int bits;
    /** The fields that can have more than one value. */
    private final int[] varying;

    /** Collects the fields of a layout, and the value of each in the initial state. */
    static final class Builder {
        private final List<String> names = new ArrayList<>();
        private final List<Integer> widths = new ArrayList<>();
        private final List<Integer> lows = new ArrayList<>();
        private final List<Integer> initial = new ArrayList<>();

        /**
         * Adds a field with values {@code min..max}.
         *
         * @return its number, from 0
         */
        int add(String name, int min, int max, int initialValue) {
            names.add(name);
            lows.add(min);
            widths.add(Integer.SIZE - Integer.numberOfLeadingZeros(max - min));
            initial.add(initialValue);
            return names.size() - 1;
        }

        /** The initial values of all fields, by number. */
        int[] initialValues() {
            return toInts(initial);
        }

        StateLayout build() {
            return new StateLayout(this);
        }
    }

    /**
     * Places the fields, widest first, each in the first word with room. Bit 0 of the first word is kept and always
     * set, so that no state is all zeros and a table of states can tell an empty slot.
     */
    private StateLayout(Builder fields) {
        int count = fields.names.size();
        int[] widths = toInts(fields.widths);
        names = fields.names.toArray(String[]::new);
        low = toInts(fields.lows);
        word = new int[count];
        shift = new int[count];
        mask = new long[count];
        List<Integer> used = new ArrayList<>();
        used.add(1);
        for (int field : widestFirst(widths)) {
            int width = widths[field];
            int w = 0;
            while (used.get(w) + width > WORD) {
                if (++w == used.size()) {
                    used.add(0);
                }
            }
            word[field] = w;
            shift[field] = used.get(w) % WORD;
            mask[field] = (1L << width) - 1;
            used.set(w, used.get(w) + width);
        }
        words = used.size();
        bits = Arrays.stream(widths).sum();
        varying = IntStream.range(0, count).filter(f -> mask[f] != 0).toArray();
    }

    private static Integer[] widestFirst(int[] widths) {
        Integer[] order = new Integer[widths.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> widths[b] - widths[a]);
        return order;
    }

    private static int[] toInts(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }

    /** How many words a state takes, at least 1. */
    int words() {
        return words;
    }

    int fields() {
        return names.length;
    }

    /** How many bits all fields take together. */
    int bits() {
        return bits;
    }

    /** Puts the value of each field of the state at {@code offset} into {@code into}, which {@link #newValues} made. */
    public void decode(long[] state, int offset, int[] into) {
        for (int f : varying) {
            into[f] = low[f] + (int) (state[offset + word[f]] >>> shift[f] & mask[f]);
        }
    }

    /** Room for the values of all fields; those that can have but one value have it, and {@link #decode} leaves them. */
    public int[] newValues() {
        return low.clone();
    }

    /** The state in which every field holds {@code values}. */
    long[] encode(int[] values) {
        long[] state = new long[words];
        state[0] = 1;
        for (int f = 0; f < values.length; f++) {
            state[word[f]] |= (long) (values[f] - low[f]) << shift[f];
        }
        return state;
    }

    /** Adds {@code delta} to a field whose old and new values both fit it. */
    void change(long[] state, int field, int delta) {
        state[word[field]] += (long) delta << shift[field];
    }

    /** Whether a field can hold a value. */
    boolean fits(int field, int value) {
        return value >= low[field] && value - low[field] <= mask[field];
    }

    /** The word that a field is in. */
    public int wordOf(int field) {
        return word[field];
    }

    public int shiftOf(int field) {
        return shift[field];
    }

    /** The mask of a field's value, less its minimum, once it is shifted down. */
    public int maskOf(int field) {
        return (int) mask[field];
    }

    public int lowOf(int field) {
        return low[field];
    }

    /** The value of a field, less its minimum. */
    public int raw(long[] state, int offset, int field) {
        return (int) (state[offset + word[field]] >>> shift[field] & mask[field]);
    }

    /** Sets a field to a value from which its minimum is already taken off. */
    public void setRaw(long[] state, int offset, int field, int value) {
        int at = offset + word[field];
        state[at] = state[at] & ~(mask[field] << shift[field]) | (long) value << shift[field];
    }

    /** Adds the bits of a field to a mask over the words of a state. */
    void addTo(long[] bits, int field) {
        bits[word[field]] |= mask[field] << shift[field];
    }

    String name(int field) {
        return names[field];
    }
}
