package org.shootdown.check.armv8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The list of writes. The write at place n has time n + 1; time 0 stands for every cell's initial value. Writes are kept
 * as numbers, equal ones under the same number.
 */
final class Memory {
    /** The time of a write that is not there yet, whichever it may be. */
    static final int FUTURE = Integer.MAX_VALUE - 1;

    private record Write(int thread, int cell, long value) {}

    private final long[] initial;
    private final List<Write> known = new ArrayList<>();
    private final Map<Write, Integer> numbers = new HashMap<>();
    private int[] writes = new int[16];
    private int[] cells = new int[16];
    private int length;

    Memory(List<Long> initial) {
        this.initial = initial.stream().mapToLong(Long::longValue).toArray();
    }

    int number(int thread, int cell, long value) {
        Write write = new Write(thread, cell, value);
        Integer number = numbers.get(write);
        if (number == null) {
            number = known.size();
            known.add(write);
            numbers.put(write, number);
        }
        return number;
    }

    int[] list() {
        return Arrays.copyOf(writes, length);
    }

    void become(int[] list) {
        length = 0;
        for (int write : list) {
            push(write);
        }
    }

    void push(int write) {
        if (length == writes.length) {
            writes = Arrays.copyOf(writes, 2 * length);
            cells = Arrays.copyOf(cells, 2 * length);
        }
        writes[length] = write;
        cells[length++] = known.get(write).cell;
    }

    void pop() {
        length--;
    }

    /** The time of the last write. */
    int now() {
        return length;
    }

    /** The number of the write at {@code time}, from 1. */
    int write(int time) {
        return writes[time - 1];
    }

    int cell(int time) {
        return cells[time - 1];
    }

    int thread(int time) {
        return known.get(writes[time - 1]).thread;
    }

    /** What {@code cell} holds by the write to it at {@code time}, or initially. */
    long value(int cell, int time) {
        return time == 0 ? initial[cell] : known.get(writes[time - 1]).value;
    }

    /** The time of the last write to {@code cell} up to {@code time}, or 0. */
    int lastWrite(int cell, int time) {
        int at = Math.min(time, length);
        while (at > 0 && cells[at - 1] != cell) {
            at--;
        }
        return at;
    }

    /** The time of the first write to {@code cell} after {@code time}, or -1. */
    int nextWrite(int cell, int time) {
        for (int at = time + 1; at <= length; at++) {
            if (cells[at - 1] == cell) {
                return at;
            }
        }
        return -1;
    }

    /** Whether another thread than {@code thread} wrote {@code cell} after {@code from} and before {@code to}. */
    boolean othersWrote(int cell, int thread, int from, int to) {
        for (int time = from + 1; time < to; time++) {
            if (cells[time - 1] == cell && thread(time) != thread) {
                return true;
            }
        }
        return false;
    }

    /** The final value of each cell. */
    List<Long> values() {
        List<Long> values = new ArrayList<>();
        for (int cell = 0; cell < initial.length; cell++) {
            values.add(value(cell, lastWrite(cell, length)));
        }
        return values;
    }
}
