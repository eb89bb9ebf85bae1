package org.shootdown.check.unfold;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shootdown.check.result.Op;
import org.shootdown.machine.Program;

/**
 * What a CPU's store buffer can hold: which entries, and how many at once. A program tree is finite, so the longest
 * path between two steps that need an empty buffer bounds its length, and the buffer is exact without being bounded by
 * hand.
 */
public final class StoreRuns {
    private final Map<Entry, Integer> codes = new LinkedHashMap<>();
    private int longest;

    /** What can be in a store buffer. */
    public sealed interface Entry {
        /** What a step puts into the buffer, if it {@linkplain Step#entersBuffer enters} it. */
        static Entry of(Step step) {
            return step.op() == Op.CALL_RCU
                    ? new GracePeriod(step.program())
                    : new Store(step.cell().index(), step.arg());
        }
    }

    /** A value on its way to cell number {@code cell}. */
    public record Store(int cell, int value) implements Entry {}

    /** The start of a grace period for an RCU callback. */
    public record GracePeriod(Program callback) implements Entry {}

    /** Adds what an automaton puts into the buffer; its programs start, and are left, with an empty one. */
    public void add(Automaton automaton) {
        int[] before = new int[automaton.size()];
        for (int n = automaton.size() - 1; n > Automaton.END; n--) {
            Automaton.Node node = automaton.node(n);
            Step step = node.step();
            int after = before[n];
            if (step.entersBuffer()) {
                codes.putIfAbsent(Entry.of(step), codes.size() + 1);
                after++;
            }
            if (step.op().needsEmptyBuffer()) {
                after = 0;
            }
            longest = Math.max(longest, after);
            for (Automaton.Edge edge : node.edges()) {
                before[edge.target()] = Math.max(before[edge.target()], after);
            }
        }
    }

    /** The largest number of entries the buffer ever holds. */
    public int longest() {
        return longest;
    }

    /** All entries, in the order of their codes, which start at 1. */
    public List<Entry> entries() {
        return new ArrayList<>(codes.keySet());
    }

    /** The number of an entry among {@link #entries}, from 1. */
    public int code(Entry entry) {
        return codes.get(entry);
    }
}
