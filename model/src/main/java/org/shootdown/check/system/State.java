package org.shootdown.check.system;

import java.util.ArrayList;
import java.util.List;
import org.shootdown.check.unfold.Automaton;

/** A state taken apart into its fields, and what can be said of it. One object is loaded with one state after another. */
public final class State {
    private final TransitionSystem ts;
    /** The value of each field. {@link Transitions} changes them while it makes a transition. */
    final int[] values;

    public State(TransitionSystem ts) {
        this.ts = ts;
        values = ts.layout.newValues();
    }

    /** Makes the state at {@code offset} the one that all other methods speak of. */
    public void load(long[] states, int offset) {
        ts.layout.decode(states, offset, values);
    }

    /** Whether everything has come to its end; what may still arrive (NMIs) need not. */
    public boolean isFinal() {
        for (CompiledCpu cpu : ts.cpus) {
            if (!cpu.agent
                    && (taskNode(cpu) != Automaton.END
                            || queue(cpu) != RequestQueue.EMPTY
                            || inIrq(cpu)
                            || inNmi(cpu)
                            || !bufferEmpty(cpu))) {
                return false;
            }
        }
        for (int field : ts.gracePeriodField) {
            if (values[field] != GracePeriod.NONE) {
                return false;
            }
        }
        return true;
    }

    // ---- memory and what is counted ---------------------------------------------------------------------------------

    /** The value of cell number {@code cell} in memory. */
    public int cell(int cell) {
        return values[ts.cellField[cell]];
    }

    /** The value of ghost number {@code ghost}. */
    public int ghost(int ghost) {
        return values[ts.ghostField[ghost]];
    }

    /** The values of the observed cells and then of the observed ghosts. */
    public List<Integer> outcome() {
        List<Integer> outcome = new ArrayList<>();
        ts.machine.observedCells().forEach(c -> outcome.add(cell(c.index())));
        ts.machine.observedGhosts().forEach(g -> outcome.add(ghost(g.index())));
        return outcome;
    }

    /** How many IPIs to flush were sent on the way here, where IPIs are counted. */
    public int flushIpis() {
        return values[ts.costs.flushField()];
    }

    /** How many IPIs to synchronise with walkers were sent on the way here, where IPIs are counted. */
    public int syncIpis() {
        return values[ts.costs.syncField()];
    }

    /** How many of all IPIs {@linkplain #disturbs disturbed} their target, where IPIs are counted. */
    public int disturbed() {
        return values[ts.costs.disturbedField()];
    }

    /** What the field of a {@link GracePeriod} holds. */
    public int gracePeriod(int number) {
        return values[ts.gracePeriodField[number]];
    }

    // ---- a CPU ------------------------------------------------------------------------------------------------------

    /** The node of a CPU's task. */
    public int taskNode(CompiledCpu cpu) {
        return values[cpu.taskField];
    }

    /** Whether a CPU is in an interrupt's handler. */
    public boolean inIrq(CompiledCpu cpu) {
        return values[cpu.irqField] != Code.IDLE;
    }

    /** The node of the interrupt handler that a CPU is in. */
    public int irqNode(CompiledCpu cpu) {
        return cpu.irq.nodeAt(values[cpu.irqField]);
    }

    /** Whether a CPU is in an NMI's handler. */
    public boolean inNmi(CompiledCpu cpu) {
        return values[cpu.nmiField] != Code.IDLE;
    }

    /** The node of the NMI handler that a CPU is in. */
    public int nmiNode(CompiledCpu cpu) {
        return cpu.nmi.nodeAt(values[cpu.nmiField]);
    }

    /** How many NMIs may still arrive at a CPU. */
    public int nmisLeft(CompiledCpu cpu) {
        return values[cpu.nmisLeftField];
    }

    /** Whether a CPU's host has stopped it. */
    public boolean isStopped(CompiledCpu cpu) {
        return values[cpu.stoppedField] != 0;
    }

    /** The state of a CPU's {@link RequestQueue}. */
    public int queue(CompiledCpu cpu) {
        return values[cpu.queueField];
    }

    /** Whether {@code sender} has an unfinished request in the queue of {@code target}. */
    public boolean isUnfinished(CompiledCpu sender, CompiledCpu target) {
        return target.queue.holds(queue(target), sender.id);
    }

    /** Whether a CPU cannot be interrupted: its task has interrupts off, or it is in a handler. */
    boolean interruptsOff(CompiledCpu cpu) {
        return cpu.task.irqOff[taskNode(cpu)] || inIrq(cpu) || inNmi(cpu);
    }

    /** Whether RCU must wait for a CPU, its store buffer aside: interrupts off, a handler, or a read-side section. */
    boolean insideReader(CompiledCpu cpu) {
        return interruptsOff(cpu) || cpu.task.rcuReader[taskNode(cpu)];
    }

    /** Whether a grace period need not wait for a CPU. */
    boolean isQuiescent(CompiledCpu cpu) {
        return !insideReader(cpu) && bufferEmpty(cpu);
    }

    /** Whether an interrupt hits a CPU that is neither in a section a walk could be in nor using the mm. */
    boolean disturbs(CompiledCpu cpu) {
        boolean uses = cpu.interest != null && cell(cpu.interest.cell()) == cpu.interest.value();
        return !uses && !insideReader(cpu);
    }

    /** The node of a callback, while it runs or stands at its start. */
    public int callbackNode(CompiledCallback callback) {
        return values[callback.code.field];
    }

    // ---- a store buffer ---------------------------------------------------------------------------------------------

    /** Whether all stores of a CPU have reached memory. */
    public boolean bufferEmpty(CompiledCpu cpu) {
        return !cpu.buffer.exists() || values[cpu.buffer.slots[0]] == StoreBuffer.EMPTY;
    }

    /** The code of the entry at a place of a CPU's store buffer, 0 for the oldest; {@link StoreBuffer#EMPTY} if none. */
    public int bufferEntry(CompiledCpu cpu, int place) {
        return values[cpu.buffer.slots[place]];
    }

    /** Whether a store to {@code cell} is in a CPU's buffer. */
    public boolean isBuffered(CompiledCpu cpu, int cell) {
        for (int slot : cpu.buffer.slots) {
            int entry = values[slot];
            if (entry == StoreBuffer.EMPTY) {
                return false;
            }
            if (cpu.buffer.cell(entry) == cell) {
                return true;
            }
        }
        return false;
    }

    /** What a CPU loads: the youngest of its buffered stores to the cell, or memory. */
    int load(CompiledCpu cpu, int cell) {
        int[] slots = cpu.buffer.slots;
        for (int k = slots.length - 1; k >= 0; k--) {
            int entry = values[slots[k]];
            if (entry != StoreBuffer.EMPTY && cpu.buffer.cell(entry) == cell) {
                return cpu.buffer.value(entry);
            }
        }
        return cell(cell);
    }
}
