package org.shootdown.check.system;

import java.util.ArrayList;
import java.util.List;
import org.shootdown.check.unfold.Automaton;
import org.shootdown.machine.ModelError;

/**
 * A state taken apart into its fields, what can be said of it, and what the transition that is being made changes. What
 * asks about a CPU speaks of the state as the transition has changed it so far; the public methods, of the loaded one.
 */
public abstract sealed class LoadedState permits Successors {
    final TransitionSystem ts;
    final int[] now;
    private final int[] old;
    private final int[] changed;
    private int changes;
    private long[] source;
    private int sourceOffset;

    /** The state behind the transition. */
    public final long[] next;

    LoadedState(TransitionSystem ts) {
        this.ts = ts;
        old = ts.layout.newValues();
        now = ts.layout.newValues();
        changed = new int[64 + 2 * old.length];
        next = new long[ts.words()];
    }

    /** Makes the state at {@code offset} the one that {@link #isFinal} and the value methods speak of. */
    public final void load(long[] states, int offset) {
        source = states;
        sourceOffset = offset;
        ts.layout.decode(states, offset, old);
        System.arraycopy(old, 0, now, 0, old.length);
        changes = 0;
    }

    /** Whether everything in the loaded state has come to its end; what may still arrive (NMIs) need not. */
    public final boolean isFinal() {
        for (TransitionSystem.Cpu cpu : ts.cpus) {
            if (!cpu.agent
                    && (old[cpu.taskField] != Automaton.END
                            || old[cpu.queueField] != 0
                            || old[cpu.irqField] != 0
                            || old[cpu.nmiField] != 0
                            || !bufferEmpty(cpu))) {
                return false;
            }
        }
        for (int field : ts.gracePeriodField) {
            if (old[field] != 0) {
                return false;
            }
        }
        return true;
    }

    /** The value of cell number {@code cell} in memory, in the loaded state. */
    public final int cell(int cell) {
        return old[ts.cellField[cell]];
    }

    /** The value of ghost number {@code ghost} in the loaded state. */
    public final int ghost(int ghost) {
        return old[ts.ghostField[ghost]];
    }

    /** The values of the observed cells and then of the observed ghosts, in the loaded state. */
    public final List<Integer> outcome() {
        List<Integer> values = new ArrayList<>();
        ts.machine.observedCells().forEach(c -> values.add(cell(c.index())));
        ts.machine.observedGhosts().forEach(g -> values.add(ghost(g.index())));
        return values;
    }

    /** How many IPIs to flush were sent on the way to the loaded state, where IPIs are counted. */
    public final int flushIpis() {
        return old[ts.costs.flushField()];
    }

    /** How many IPIs to synchronise with walkers were sent on the way to the loaded state, where IPIs are counted. */
    public final int syncIpis() {
        return old[ts.costs.syncField()];
    }

    /** How many of all IPIs {@linkplain #disturbs disturbed} their target, where IPIs are counted. */
    public final int disturbed() {
        return old[ts.costs.disturbedField()];
    }

    // ---- a CPU ------------------------------------------------------------------------------------------------------

    /** Whether an interrupt hits a CPU that is neither in a section a walk could be in nor using the mm. */
    final boolean disturbs(TransitionSystem.Cpu cpu) {
        boolean uses = cpu.interestField >= 0 && now[cpu.interestField] == cpu.interestValue;
        return !uses && !insideReader(cpu);
    }

    /** Whether RCU must wait for a CPU, its store buffer aside: interrupts off, a handler, or a read-side section. */
    final boolean insideReader(TransitionSystem.Cpu cpu) {
        int at = now[cpu.taskField];
        return now[cpu.nmiField] != 0 || now[cpu.irqField] != 0 || cpu.task.irqOff[at] || cpu.task.rcuReader[at];
    }

    /** What a CPU loads: the youngest of its buffered stores to the cell, or memory; for {@code null}, memory. */
    final int read(TransitionSystem.Cpu cpu, int cell) {
        if (cpu != null) {
            int[] slots = cpu.bufferField;
            for (int k = slots.length - 1; k >= 0; k--) {
                int entry = now[slots[k]];
                if (entry != 0 && cpu.entryCell[entry] == cell) {
                    return cpu.entryValue[entry];
                }
            }
        }
        return now[ts.cellField[cell]];
    }

    /** Puts an entry with this code at the young end of a CPU's store buffer. */
    final void append(TransitionSystem.Cpu cpu, int entry) {
        int[] slots = cpu.bufferField;
        int k = 0;
        while (now[slots[k]] != 0) {
            k++;
        }
        set(slots[k], entry);
    }

    final boolean bufferEmpty(TransitionSystem.Cpu cpu) {
        return cpu.bufferField.length == 0 || now[cpu.bufferField[0]] == 0;
    }

    // ---- grace periods ----------------------------------------------------------------------------------------------

    /** @throws ModelError if it is under way already */
    final void startGracePeriod(int number) {
        int field = ts.gracePeriodField[number];
        if (now[field] != 0) {
            throw new ModelError("call_rcu of "
                    + ts.callbacks[number].callback.program().title()
                    + " while the same callback is pending; hand over distinct callbacks");
        }
        int readers = 0;
        for (TransitionSystem.Cpu cpu : ts.cpus) {
            if (!cpu.agent && !quiescent(cpu)) {
                readers |= 1 << cpu.id;
            }
        }
        set(field, 1 + readers);
    }

    private boolean quiescent(TransitionSystem.Cpu cpu) {
        return !insideReader(cpu) && bufferEmpty(cpu);
    }

    /** A grace period stops waiting for the CPU that moved once that CPU is seen outside any read-side section. */
    final void settleGracePeriods(TransitionSystem.Cpu cpu) {
        if (ts.gracePeriodField.length == 0 || cpu.agent || !quiescent(cpu)) {
            return;
        }
        for (int field : ts.gracePeriodField) {
            int period = now[field];
            if (period > 1 && (period - 1 & 1 << cpu.id) != 0) {
                set(field, period - (1 << cpu.id));
            }
        }
    }

    // ---- the transition ---------------------------------------------------------------------------------------------

    final void set(int field, int value) {
        assert ts.layout.fits(field, value) : ts.layout.name(field) + " = " + value;
        now[field] = value;
        changed[changes++] = field;
    }

    /** Makes {@link #next} of what was changed, and takes the changes back. */
    final void compose() {
        System.arraycopy(source, sourceOffset, next, 0, next.length);
        for (int i = 0; i < changes; i++) {
            int field = changed[i];
            ts.layout.change(next, field, now[field] - old[field]);
            now[field] = old[field];
        }
    }

    final void forgetChanges() {
        changes = 0;
    }

    /** Adds to {@code bits} the bits of every field that the transition being reported gives a value to. */
    public final void addWritten(long[] bits) {
        for (int i = 0; i < changes; i++) {
            ts.layout.addTo(bits, changed[i]);
        }
    }
}
