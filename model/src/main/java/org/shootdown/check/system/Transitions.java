package org.shootdown.check.system;

import org.shootdown.check.result.Op;
import org.shootdown.check.result.ProgramContext;
import org.shootdown.check.result.Trace.Kind;
import org.shootdown.check.unfold.Automaton;
import org.shootdown.check.unfold.Located;
import org.shootdown.check.unfold.Step;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.ModelError;
import org.shootdown.machine.Page;
import org.shootdown.machine.Property;

/**
 * Enumerates the transitions out of a state: the meaning of every kind of step, of interrupts, and of store buffers. One
 * object per thread; nothing is allocated while it works.
 */
public final class Transitions {
    private final TransitionSystem ts;
    private final State state;
    /** Those of {@link #state}. */
    private final int[] values;
    /** The values of the loaded state's fields, which {@link #state} departs from while a transition is made. */
    private final int[] before;

    private final Transition made;
    private long[] source;
    private int sourceOffset;

    /** Receives transitions. */
    public interface Sink {
        /** @param transition says something else as soon as this returns */
        void accept(Transition transition);
    }

    public Transitions(TransitionSystem ts) {
        this.ts = ts;
        state = new State(ts);
        values = state.values;
        before = ts.layout.newValues();
        made = new Transition(ts.layout);
    }

    /** Makes the state at {@code offset} the one that {@link #of} and {@link #state} speak of. */
    public void load(long[] states, int offset) {
        source = states;
        sourceOffset = offset;
        state.load(states, offset);
        System.arraycopy(values, 0, before, 0, before.length);
    }

    /** The loaded state. */
    public State state() {
        return state;
    }

    /**
     * Reports every transition out of the state at {@code offset}, which is loaded afterwards.
     *
     * @return how many there were
     * @throws ModelError if a transition leads to an error of the model
     */
    public int expand(long[] states, int offset, Sink sink) {
        load(states, offset);
        int count = 0;
        for (Mover mover : ts.movers) {
            count += of(mover, sink);
        }
        return count;
    }

    /** Reports the transitions of one mover out of the loaded state; otherwise as {@link #expand}. */
    public int of(Mover mover, Sink sink) {
        if (mover instanceof Mover.Thread thread) {
            return ofThread(thread.cpu(), sink);
        }
        if (mover instanceof Mover.Buffer buffer) {
            return drain(buffer.cpu(), sink);
        }
        return ofCallback(((Mover.Callback) mover).callback(), sink);
    }

    // ---- movers -----------------------------------------------------------------------------------------------------

    private int ofThread(CompiledCpu cpu, Sink sink) {
        if (state.isStopped(cpu)) {
            return 0;
        }
        made.processor = cpu.id;
        if (state.inNmi(cpu)) {
            return inNmi(cpu, sink);
        }
        int count = 0;
        if (state.inIrq(cpu)) {
            count += inIrq(cpu, sink);
        } else {
            int at = state.taskNode(cpu);
            count += step(cpu, cpu.task, at, sink);
            if (state.queue(cpu) != RequestQueue.EMPTY && !cpu.task.irqOff[at] && state.bufferEmpty(cpu)) {
                count += interrupt(cpu, sink);
            }
        }
        if (state.nmisLeft(cpu) != 0 && state.bufferEmpty(cpu)) {
            count += nmi(cpu, sink);
        }
        return count;
    }

    private int nmi(CompiledCpu cpu, Sink sink) {
        made.begin(Kind.NMI, ProgramContext.NMI);
        set(cpu.nmisLeftField, state.nmisLeft(cpu) - 1);
        set(cpu.nmi.field, cpu.nmi.valueAt(cpu.nmiEntry));
        apply(cpu.nmiEffects);
        checkError(cpu.nmi, cpu.nmiEntry);
        return report(cpu, sink);
    }

    private int inNmi(CompiledCpu cpu, Sink sink) {
        int at = state.nmiNode(cpu);
        if (at != Automaton.END) {
            return step(cpu, cpu.nmi, at, sink);
        }
        if (!state.bufferEmpty(cpu)) {
            return 0;
        }
        made.begin(Kind.NMI_RETURN, ProgramContext.NMI);
        set(cpu.nmi.field, Code.IDLE);
        return report(cpu, sink);
    }

    private int interrupt(CompiledCpu cpu, Sink sink) {
        int queue = state.queue(cpu);
        int entry = cpu.queue.headEntry[queue];
        made.begin(Kind.INTERRUPT, ProgramContext.IRQ);
        apply(cpu.queue.headEffects[queue]);
        if (entry == Automaton.END) {
            set(cpu.queue.field, cpu.queue.withoutHead[queue]);
        } else {
            set(cpu.irq.field, cpu.irq.valueAt(entry));
            checkError(cpu.irq, entry);
        }
        return report(cpu, sink);
    }

    private int inIrq(CompiledCpu cpu, Sink sink) {
        int at = state.irqNode(cpu);
        if (at != Automaton.END) {
            return step(cpu, cpu.irq, at, sink);
        }
        if (!state.bufferEmpty(cpu)) {
            return 0;
        }
        made.begin(Kind.INTERRUPT_RETURN, ProgramContext.IRQ);
        set(cpu.irq.field, Code.IDLE);
        set(cpu.queue.field, cpu.queue.withoutHead[state.queue(cpu)]);
        return report(cpu, sink);
    }

    private int ofCallback(CompiledCallback callback, Sink sink) {
        if (state.gracePeriod(callback.number) != GracePeriod.OVER) {
            return 0;
        }
        made.processor = ts.cpus.length + callback.number;
        int at = values[callback.code.field];
        if (at != Automaton.END) {
            return step(null, callback.code, at, sink);
        }
        made.begin(Kind.CALLBACK, ProgramContext.RCU);
        apply(callback.entryEffects);
        if (callback.entry == Automaton.END) {
            set(ts.gracePeriodField[callback.number], GracePeriod.NONE);
        } else {
            set(callback.code.field, callback.entry);
            checkError(callback.code, callback.entry);
        }
        return report(null, sink);
    }

    private int drain(CompiledCpu cpu, Sink sink) {
        if (state.bufferEmpty(cpu) || state.isStopped(cpu)) {
            return 0;
        }
        made.processor = cpu.id;
        made.begin(Kind.DRAIN, ProgramContext.TASK);
        StoreBuffer buffer = cpu.buffer;
        int oldest = state.bufferEntry(cpu, 0);
        int[] slots = buffer.slots;
        for (int k = 0; k < slots.length; k++) {
            set(slots[k], k + 1 < slots.length ? values[slots[k + 1]] : StoreBuffer.EMPTY);
        }
        if (buffer.startsGracePeriod(oldest)) {
            startGracePeriod(buffer.callback(oldest));
        } else {
            set(ts.cellField[buffer.cell(oldest)], buffer.value(oldest));
        }
        return report(cpu, sink);
    }

    // ---- steps ------------------------------------------------------------------------------------------------------

    /**
     * Makes the step at node {@code at}, if it can be made now; returns how many transitions that gave.
     *
     * @param cpu who makes it; {@code null} for a callback, which runs on no CPU
     */
    private int step(CompiledCpu cpu, Code code, int at, Sink sink) {
        Op op = code.op[at];
        if (op.needsEmptyBuffer() && cpu != null && !state.bufferEmpty(cpu)) {
            return 0;
        }
        int object = code.object[at];
        int arg = code.arg[at];
        switch (op) {
            case END -> {
                return 0;
            }
            case ERROR -> throw new ModelError(code.error[at]);
            case READ -> {
                return go(cpu, code, at, load(cpu, object), sink);
            }
            case WALK -> {
                return look(cpu, code, at, load(cpu, object), sink);
            }
            case TOUCH -> {
                return look(cpu, code, at, 0, sink);
            }
            case AWAIT -> {
                int value = load(cpu, object);
                return code.table[at][value] == 0 ? 0 : go(cpu, code, at, value, sink);
            }
            case RMW -> {
                int value = state.cell(object);
                int stored = code.table[at][value];
                if (stored == Step.WAITS) {
                    return 0;
                }
                made.begin(Kind.STEP, code.context);
                checkError(code, code.target[code.firstEdge[at] + value]);
                set(ts.cellField[object], stored);
                return follow(cpu, code, at, value, sink);
            }
            case FENCE, LIGHT_FENCE, IRQ_OFF, IRQ_ON, RCU_LOCK, RCU_UNLOCK -> {
                return go(cpu, code, at, 0, sink);
            }
            case WRITE -> {
                made.begin(Kind.STEP, code.context);
                if (code.buffered[at]) {
                    append(cpu, code.linked[at]);
                } else {
                    set(ts.cellField[object], arg);
                }
                return follow(cpu, code, at, 0, sink);
            }
            case AWAIT_IPI -> {
                return state.isUnfinished(cpu, ts.cpus[arg]) ? 0 : go(cpu, code, at, 0, sink);
            }
            case CHOOSE -> {
                for (int choice = 0; choice < arg; choice++) {
                    go(cpu, code, at, choice, sink);
                }
                return arg;
            }
            default -> {
                if (!isPossible(cpu, code, at)) {
                    return 0;
                }
                made.begin(Kind.STEP, code.context);
                change(cpu, code, at);
                return follow(cpu, code, at, 0, sink);
            }
        }
    }

    /** Whether a step that has but one result, and does not wait for a cell, can be made now. */
    private boolean isPossible(CompiledCpu cpu, Code code, int at) {
        int arg = code.arg[at];
        return switch (code.op[at]) {
            case SEND_IPI -> !state.isUnfinished(cpu, ts.cpus[arg]);
            case RCU_WAIT -> state.gracePeriod(cpu.gracePeriod) == GracePeriod.OVER;
            case STOP_VCPU -> !state.isStopped(ts.cpus[arg]) && state.bufferEmpty(ts.cpus[arg]);
            default -> true;
        };
    }

    /** Makes the changes of a step that has but one result. */
    private void change(CompiledCpu cpu, Code code, int at) {
        int arg = code.arg[at];
        switch (code.op[at]) {
            case CALL_RCU -> {
                if (code.buffered[at]) {
                    append(cpu, code.linked[at]);
                } else {
                    startGracePeriod(code.linked[at]);
                }
            }
            case SEND_IPI -> send(ts.cpus[arg], code, at);
            case RCU_START -> startGracePeriod(cpu.gracePeriod);
            case RCU_WAIT -> set(ts.gracePeriodField[cpu.gracePeriod], GracePeriod.NONE);
            case STOP_VCPU -> set(ts.cpus[arg].stoppedField, 1);
            case RESUME_VCPU -> set(ts.cpus[arg].stoppedField, 0);
            case SET_PAGE -> {
                if (arg == Page.FREED && state.ghost(code.object[at]) == Page.FREED) {
                    throw freedTwice(code, at);
                }
                set(ts.ghostField[code.object[at]], arg);
            }
            default -> throw new IllegalStateException(code.op[at].name());
        }
    }

    /** A step that changes nothing but where its program stands, and goes on with {@code value}. */
    private int go(CompiledCpu cpu, Code code, int at, int value, Sink sink) {
        made.begin(Kind.STEP, code.context);
        return follow(cpu, code, at, value, sink);
    }

    /** A step that looks at its page, if its result is such that it does, and goes on with {@code value}. */
    private int look(CompiledCpu cpu, Code code, int at, int value, Sink sink) {
        made.begin(Kind.STEP, code.context);
        if (code.step[at].looksAt(value)) {
            judge(code, at);
        }
        return follow(cpu, code, at, value, sink);
    }

    /** Goes along the edge of result {@code value}, and reports the transition. */
    private int follow(CompiledCpu cpu, Code code, int at, int value, Sink sink) {
        int edge = code.firstEdge[at] + value;
        int target = code.target[edge];
        made.result = value;
        checkError(code, target);
        if (cpu == null && target == Automaton.END) {
            CompiledCallback callback = ts.callbacks[made.processor - ts.cpus.length];
            set(code.field, callback.idle);
            set(ts.gracePeriodField[callback.number], GracePeriod.NONE);
        } else {
            set(code.field, code.valueAt(target));
        }
        apply(code.effects[edge]);
        return report(cpu, sink);
    }

    private ModelError freedTwice(Code code, int at) {
        int cpus = ts.cpus.length;
        Located place = made.processor < cpus
                ? ts.unfolded.locate(made.processor, code.context, at)
                : ts.unfolded.locateInCallback(made.processor - cpus, at);
        return new ModelError("program " + place.function() + " frees page " + code.step[at].page()
                + ", which is freed already, at " + place.source());
    }

    private static void checkError(Code code, int target) {
        if (code.op[target] == Op.ERROR) {
            throw new ModelError(code.error[target]);
        }
    }

    private int load(CompiledCpu cpu, int cell) {
        return cpu == null ? state.cell(cell) : state.load(cpu, cell);
    }

    private void send(CompiledCpu target, Code code, int at) {
        set(target.queue.field, target.queue.append[state.queue(target)][code.linked[at]]);
        if (ts.costs != null) {
            switch (((IpiFunction) code.step[at].program()).purpose()) {
                case TLB_FLUSH -> set(ts.costs.flushField(), state.flushIpis() + 1);
                case TABLE_SYNC -> set(ts.costs.syncField(), state.syncIpis() + 1);
                default -> {}
            }
            if (state.disturbs(target)) {
                set(ts.costs.disturbedField(), state.disturbed() + 1);
            }
        }
    }

    private void judge(Code code, int at) {
        int page = state.ghost(code.page(at));
        Property property = Page.broken(page, code.arg[at], code.step[at].walk());
        if (property != null) {
            made.violated |= 1 << property.ordinal();
        }
        if (page == Page.UNLINKED && ts.machine.insideUnlinked() != null) {
            made.reached |= 1 << ts.machine.insideUnlinked().index();
        }
    }

    // ---- changes ----------------------------------------------------------------------------------------------------

    private void set(int field, int value) {
        assert ts.layout.fits(field, value) : ts.layout.name(field) + " = " + value;
        values[field] = value;
        made.addChanged(field);
    }

    private void apply(Code.Effects effects) {
        if (effects == null) {
            return;
        }
        for (int i = 0; i < effects.ghost.length; i++) {
            set(ts.ghostField[effects.ghost[i]], effects.value[i]);
        }
        made.reached |= effects.reached;
        made.broken = effects.broken;
        if (made.broken != null) {
            made.violated |= 1 << made.broken.property().ordinal();
        }
    }

    /** Puts an entry with this code at the young end of a CPU's store buffer. */
    private void append(CompiledCpu cpu, int entry) {
        int k = 0;
        while (state.bufferEntry(cpu, k) != StoreBuffer.EMPTY) {
            k++;
        }
        set(cpu.buffer.slots[k], entry);
    }

    private void startGracePeriod(int number) {
        if (state.gracePeriod(number) != GracePeriod.NONE) {
            throw new ModelError("call_rcu of " + ts.callbacks[number].program.title()
                    + " while the same callback is pending; hand over distinct callbacks");
        }
        int readers = 0;
        for (CompiledCpu cpu : ts.cpus) {
            if (!cpu.agent && !state.isQuiescent(cpu)) {
                readers |= 1 << cpu.id;
            }
        }
        set(ts.gracePeriodField[number], GracePeriod.waitingFor(readers));
    }

    /** Ends each grace period's wait for the CPU that moved, if that CPU is now outside any read-side section. */
    private void settleGracePeriods(CompiledCpu cpu) {
        if (ts.gracePeriodField.length == 0 || cpu.agent || !state.isQuiescent(cpu)) {
            return;
        }
        for (int field : ts.gracePeriodField) {
            int period = values[field];
            if (GracePeriod.waitsFor(period, cpu.id)) {
                set(field, GracePeriod.without(period, cpu.id));
            }
        }
    }

    private int report(CompiledCpu cpu, Sink sink) {
        if (cpu != null) {
            settleGracePeriods(cpu);
        }
        made.compose(source, sourceOffset, before, values);
        sink.accept(made);
        return 1;
    }
}
