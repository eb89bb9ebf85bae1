package org.shootdown.check.system;

import java.util.List;
import org.shootdown.check.unfold.StoreRuns;

/**
 * The store buffer of one CPU: a queue of entries, each in a slot that holds its code. An entry is a value on its way to
 * a cell, or the start of an RCU callback's grace period, which comes after the stores before it.
 */
public final class StoreBuffer {
    /** The code of an empty slot. */
    public static final int EMPTY = 0;
    /** Instead of the cell of an entry that starts a grace period. */
    private static final int NO_CELL = -1;

    /** The field of each slot, the oldest entry's first; none where stores reach memory at once. */
    public final int[] slots;
    /** By the code of an entry: its cell, or {@link #NO_CELL}. */
    private final int[] cell;
    /** By the code of an entry: the value it stores, or the number of the callback whose grace period it starts. */
    private final int[] value;

    /**
     * @param cpu whose buffer this is
     * @param runs what it can hold
     */
    StoreBuffer(int cpu, String name, StoreRuns runs, Links links, StateLayout.Builder fields) {
        List<StoreRuns.Entry> entries = runs.entries();
        slots = new int[runs.longest()];
        for (int k = 0; k < slots.length; k++) {
            slots[k] = fields.add(name + " buffer " + k, EMPTY, entries.size(), EMPTY);
        }
        cell = new int[entries.size() + 1];
        value = new int[entries.size() + 1];
        for (StoreRuns.Entry entry : entries) {
            int code = runs.code(entry);
            if (entry instanceof StoreRuns.Store store) {
                cell[code] = store.cell();
                value[code] = store.value();
            } else if (entry instanceof StoreRuns.GracePeriod period) {
                cell[code] = NO_CELL;
                value[code] = links.callback(cpu, period.callback());
            }
        }
    }

    /** Whether the CPU's stores go through a buffer at all. */
    public boolean exists() {
        return slots.length > 0;
    }

    /** The largest code of an entry; the others are the numbers from 1. */
    public int lastCode() {
        return cell.length - 1;
    }

    /** Whether the entry starts a grace period, rather than storing a value. */
    public boolean startsGracePeriod(int code) {
        return cell[code] == NO_CELL;
    }

    /** The cell that the entry stores to; no cell's number if it starts a grace period. */
    public int cell(int code) {
        return cell[code];
    }

    /** The value that the entry stores. */
    public int value(int code) {
        return value[code];
    }

    /** The number of the callback whose grace period the entry starts. */
    public int callback(int code) {
        return value[code];
    }
}
