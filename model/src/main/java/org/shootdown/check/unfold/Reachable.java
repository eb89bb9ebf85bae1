package org.shootdown.check.unfold;

import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.shootdown.machine.Cell;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Machine;

/**
 * What the programs of a machine must reckon with from each other: the values each cell and ghost may hold, who writes
 * each cell, and which functions and callbacks are handed over. It only grows, and is never smaller than the truth, so
 * an unfolding over it misses no history.
 */
final class Reachable {
    private final Machine machine;
    private final ValueSets values;
    private final Writer[] writer;
    private final boolean[] manyWriters;
    private final int[] version;
    private final Set<Unfolder.Called> called = new LinkedHashSet<>();
    private final Set<Unfolder.Callback> callbacks = new LinkedHashSet<>();
    private int growth;

    /** One context of one CPU, or an RCU callback: whose stores are in program order. */
    static final class Writer {
        final int cpu;
        private final BitSet reads = new BitSet();
        private int[] seen;

        Writer(int cpu) {
            this.cpu = cpu;
        }
    }

    Reachable(Machine machine) {
        this.machine = machine;
        values = new ValueSets(machine);
        int cells = machine.cells().size();
        writer = new Writer[cells];
        manyWriters = new boolean[cells];
        version = new int[cells];
    }

    Machine machine() {
        return machine;
    }

    ValueSets values() {
        return values;
    }

    Set<Unfolder.Called> called() {
        return called;
    }

    Set<Unfolder.Callback> callbacks() {
        return callbacks;
    }

    /** How often anything was added. */
    int growth() {
        return growth;
    }

    /** {@code who} starts to unfold anew: what it reads from here on is what its unfolding depends on. */
    void start(Writer who) {
        who.reads.clear();
        who.seen = version.clone();
    }

    void read(Writer who, int cell) {
        who.reads.set(cell);
    }

    /** Whether anything that {@code who} read has grown since it was last unfolded. */
    boolean isStale(Writer who) {
        return who.seen == null || who.reads.stream().anyMatch(cell -> who.seen[cell] != version[cell]);
    }

    /** Whether no one but {@code who} writes the cell, as far as is known by now. */
    boolean onlyWriter(Writer who, int cell) {
        return !manyWriters[cell] && (writer[cell] == null || writer[cell] == who);
    }

    /** Adds what a step with these results can store, and whom it can call. */
    void contribute(Writer who, Step step, BitSet results) {
        switch (step.op()) {
            case WRITE -> store(who, step.cell(), step.arg());
            case RMW -> results.stream().forEach(old -> store(who, step.cell(), step.table()[old]));
            case SET_PAGE -> grown(values.addToGhost(step.page().state().index(), step.arg()));
            case SEND_IPI -> grown(called.add(new Unfolder.Called(who.cpu, step.arg(), (IpiFunction) step.program())));
            case CALL_RCU -> grown(callbacks.add(new Unfolder.Callback(who.cpu, step.program())));
            default -> {}
        }
    }

    void note(Effect.Note note) {
        grown(values.addToGhost(note.ghost().index(), note.value()));
    }

    private void store(Writer who, Cell cell, int value) {
        int index = cell.index();
        if (writer[index] == null) {
            writer[index] = who;
            changed(index);
        } else if (writer[index] != who && !manyWriters[index]) {
            manyWriters[index] = true;
            changed(index);
        }
        if (value >= 0 && value <= cell.max() && values.addToCell(index, value)) {
            changed(index);
        }
    }

    private void changed(int cell) {
        version[cell]++;
        growth++;
    }

    private void grown(boolean added) {
        growth += added ? 1 : 0;
    }
}
