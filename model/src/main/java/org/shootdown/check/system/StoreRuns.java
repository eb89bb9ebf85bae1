package org.shootdown.check.system;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shootdown.check.unfold.Automaton;
import org.shootdown.check.unfold.Op;
import org.shootdown.check.unfold.Step;

/**
 * What a CPU's store buffer can hold: which entries, and how many at once. A program tree is finite, so the longest
 * path between two steps that empty the buffer bounds its length, and the buffer is exact without being bounded by
 * hand.
 */
final class StoreRuns {
    private final Map<Entry, Integer> codes = new LinkedHashMap<>();
    private int longest;

    /** An entry: a value on its way to a cell, or, with no cell, the start of a grace period for an RCU callback. */
    record Entry(int cell, int value, Step callRcu) {}

    static Entry store(int cell, int value) {
        return new Entry(cell, value, null);
    }

    static Entry gracePeriod(Step callRcu) {
        return new Entry(-1, 0, callRcu);
    }

    /** Adds the stores of an automaton whose run starts, and is left, with an empty buffer. */
    void add(Automaton automaton) {
        int[] run = new int[automaton.size()];
        // A node is numbered after everything behind it, so the last number comes first in program order.
        for (int n = automaton.size() - 1; n > Automaton.END; n--) {
            Automaton.Node node = automaton.node(n);
            Entry entry = entry(node.step());
            int after = drains(node.step().op()) ? 0 : run[n] + (entry == null ? 0 : 1);
            if (entry != null) {
                codes.putIfAbsent(entry, codes.size() + 1);
            }
            longest = Math.max(longest, after);
            for (Automaton.Edge edge : node.edges()) {
                run[edge.target()] = Math.max(run[edge.target()], after);
            }
        }
    }

    static Entry entry(Step step) {
        return switch (step.op()) {
            case WRITE -> step.cell().isRegister() ? null : store(step.cell().index(), step.arg());
            case CALL_RCU -> gracePeriod(step);
            default -> null;
        };
    }

    private static boolean drains(Op op) {
        return op == Op.RMW || op == Op.FENCE || op == Op.SEND_IPI || op == Op.RCU_START;
    }

    /** The largest number of entries the buffer ever holds. */
    int longest() {
        return longest;
    }

    /** Entry n + 1 in the order of codes; code 0 is no entry. */
    List<Entry> entries() {
        return new ArrayList<>(codes.keySet());
    }

    int code(Entry entry) {
        return codes.get(entry);
    }
}
