package org.shootdown.check.system;

import org.shootdown.check.unfold.StoreRuns;

/**
 * Which bits of a state the transitions of one processor depend on, as masks over the state's words: two states that
 * agree there have the same transitions of that processor, with the same results. Never too small; what it holds too
 * much costs only speed.
 *
 * <p>These are the read sets of a dependency matrix in the sense of Blom, van de Pol and Weber (LTSmin: Distributed and
 * Symbolic Reachability, CAV 2010), one row per node of a CPU's task.
 */
public final class Footprints {
    private final TransitionSystem ts;

    public Footprints(TransitionSystem ts) {
        this.ts = ts;
    }

    /** The nodes of the program that decides what a mover does next; a store buffer has but one. */
    public int nodes(TransitionSystem.Mover mover) {
        if (mover.thread() != null) {
            return mover.thread().task.op.length;
        }
        return mover.buffer() != null ? 1 : ts.callbacks[mover.callback()].code.op.length;
    }

    /** The field that holds the node, or -1 for a store buffer. */
    public int nodeField(TransitionSystem.Mover mover) {
        if (mover.thread() != null) {
            return mover.thread().taskField;
        }
        return mover.buffer() != null ? -1 : ts.callbacks[mover.callback()].nodeField;
    }

    /** What a mover depends on while it is at {@code node}. */
    public long[] of(TransitionSystem.Mover mover, int node) {
        if (mover.thread() != null) {
            return ofThread(mover.thread(), node);
        }
        return mover.buffer() != null ? ofBuffer(mover.buffer()) : ofCallback(mover.callback());
    }

    private long[] ofThread(TransitionSystem.Cpu cpu, int node) {
        long[] bits = marked();
        addOwn(bits, cpu);
        addStep(bits, cpu.task, node);
        for (int n = 0; n < cpu.irq.op.length; n++) {
            addStep(bits, cpu.irq, n);
        }
        for (int n = 0; n < cpu.nmi.op.length; n++) {
            addStep(bits, cpu.nmi, n);
        }
        return bits;
    }

    private long[] ofBuffer(TransitionSystem.Cpu cpu) {
        long[] bits = marked();
        addOwn(bits, cpu);
        for (StoreRuns.Entry entry : cpu.stores.entries()) {
            if (entry instanceof StoreRuns.GracePeriod) {
                addReaders(bits);
            }
        }
        return bits;
    }

    private long[] ofCallback(int k) {
        long[] bits = marked();
        TransitionSystem.Callbacks callback = ts.callbacks[k];
        ts.layout.addTo(bits, callback.nodeField);
        ts.layout.addTo(bits, ts.gracePeriodField[k]);
        for (int n = 0; n < callback.code.op.length; n++) {
            addStep(bits, callback.code, n);
        }
        return bits;
    }

    /** Bit 0 of the first word is set in every state. */
    private long[] marked() {
        long[] bits = new long[ts.words()];
        bits[0] = 1;
        return bits;
    }

    private void addOwn(long[] bits, TransitionSystem.Cpu cpu) {
        ts.layout.addTo(bits, cpu.taskField);
        ts.layout.addTo(bits, cpu.irqField);
        ts.layout.addTo(bits, cpu.nmiField);
        ts.layout.addTo(bits, cpu.nmisLeftField);
        ts.layout.addTo(bits, cpu.stoppedField);
        ts.layout.addTo(bits, cpu.queueField);
        for (int field : cpu.bufferField) {
            ts.layout.addTo(bits, field);
        }
        // Any step of a CPU may end a grace period's wait for it.
        for (int field : ts.gracePeriodField) {
            ts.layout.addTo(bits, field);
        }
    }

    private void addStep(long[] bits, Code code, int node) {
        switch (code.op[node]) {
            case READ, AWAIT, RMW -> ts.layout.addTo(bits, ts.cellField[code.object[node]]);
            case WALK -> {
                ts.layout.addTo(bits, ts.cellField[code.object[node]]);
                addPage(bits, code, node);
            }
            case TOUCH -> addPage(bits, code, node);
            case SEND_IPI -> {
                TransitionSystem.Cpu target = ts.cpus[code.arg[node]];
                ts.layout.addTo(bits, target.queueField);
                if (ts.costs != null) {
                    addCosts(bits, target);
                }
            }
            case AWAIT_IPI -> ts.layout.addTo(bits, ts.cpus[code.arg[node]].queueField);
            case CALL_RCU, RCU_START -> addReaders(bits);
            case STOP_VCPU -> {
                TransitionSystem.Cpu vcpu = ts.cpus[code.arg[node]];
                ts.layout.addTo(bits, vcpu.stoppedField);
                for (int field : vcpu.bufferField) {
                    ts.layout.addTo(bits, field);
                }
            }
            default -> {}
        }
    }

    private void addPage(long[] bits, Code code, int node) {
        ts.layout.addTo(bits, ts.ghostField[code.step[node].page().state().index()]);
    }

    private void addCosts(long[] bits, TransitionSystem.Cpu target) {
        ts.layout.addTo(bits, ts.costs.flushField());
        ts.layout.addTo(bits, ts.costs.syncField());
        ts.layout.addTo(bits, ts.costs.disturbedField());
        addReader(bits, target);
        if (target.interestField >= 0) {
            ts.layout.addTo(bits, target.interestField);
        }
    }

    /** Whether each CPU is in a read-side section, which the start of a grace period looks at. */
    private void addReaders(long[] bits) {
        for (TransitionSystem.Cpu cpu : ts.cpus) {
            addReader(bits, cpu);
            for (int field : cpu.bufferField) {
                ts.layout.addTo(bits, field);
            }
        }
    }

    private void addReader(long[] bits, TransitionSystem.Cpu cpu) {
        ts.layout.addTo(bits, cpu.taskField);
        ts.layout.addTo(bits, cpu.irqField);
        ts.layout.addTo(bits, cpu.nmiField);
    }
}
