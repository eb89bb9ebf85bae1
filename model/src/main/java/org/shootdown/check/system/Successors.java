package org.shootdown.check.system;

import org.shootdown.check.result.Schedule;
import org.shootdown.check.result.Trace.Kind;
import org.shootdown.check.unfold.Automaton;
import org.shootdown.check.unfold.Effect;
import org.shootdown.check.unfold.Op;
import org.shootdown.check.unfold.ProgramContext;
import org.shootdown.check.unfold.Step;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.ModelError;
import org.shootdown.machine.Page;
import org.shootdown.machine.Property;
import org.shootdown.machine.Walk;

/**
 * Enumerates the transitions out of a state. One object per thread; nothing is allocated while it works. During {@link
 * Sink#accept} the public fields describe the transition and {@link #next} holds the state it leads to.
 */
public final class Successors extends LoadedState {
    /** Receives transitions. */
    public interface Sink {
        void accept(Successors transition);
    }

    /** The processor that moves; callback k is processor {@code processors + k}. */
    public int processor;

    public Kind kind;
    public ProgramContext context;
    /** For a step, the automaton node it is made at; for a drain, the code of the buffer entry. */
    public int node;
    /** The step's result. */
    public int result;
    /** Bit n: the property with ordinal n is violated by this transition. */
    public int violated;
    /** The failed condition of the model, or {@code null}; the execution ends here. */
    public Effect.Broken broken;
    /** Bit n: situation n is reached by this transition. */
    public int reached;

    public Successors(TransitionSystem ts) {
        super(ts);
    }

    /** The transition that is being reported, as the choice that a schedule makes. */
    public Schedule.Turn turn() {
        return new Schedule.Turn(processor, kind, context, result);
    }

    /** Whether a schedule that makes this choice takes the transition that is being reported. */
    public boolean is(Schedule.Turn turn) {
        return processor == turn.processor()
                && kind == turn.kind()
                && context == turn.context()
                && result == turn.result();
    }

    /**
     * Reports every transition out of the state at {@code offset}.
     *
     * @return how many there were
     * @throws ModelError if a transition leads to an error of the model
     */
    public int expand(long[] states, int offset, Sink sink) {
        load(states, offset);
        int count = 0;
        for (TransitionSystem.Mover mover : ts.movers) {
            count += expand(mover, sink);
        }
        return count;
    }

    /** Reports the transitions of one mover out of the loaded state; as {@link #expand(long[], int, Sink)} for the rest. */
    public int expand(TransitionSystem.Mover mover, Sink sink) {
        if (mover.thread() != null) {
            return expandThread(mover.thread(), sink);
        }
        return mover.buffer() != null ? drain(mover.buffer(), sink) : expandCallback(mover.callback(), sink);
    }

    private int expandThread(TransitionSystem.Cpu cpu, Sink sink) {
        if (now[cpu.stoppedField] != 0) {
            return 0;
        }
        processor = cpu.id;
        int count = 0;
        boolean empty = bufferEmpty(cpu);
        if (now[cpu.nmiField] != 0) {
            return runNmi(cpu, empty, sink);
        }
        if (now[cpu.irqField] != 0) {
            count += runIrq(cpu, empty, sink);
        } else {
            int at = now[cpu.taskField];
            context = ProgramContext.TASK;
            count += step(cpu, cpu.task, cpu.taskField, 0, at, empty, sink);
            if (empty && now[cpu.queueField] != 0 && !cpu.task.irqOff[at]) {
                count += interrupt(cpu, sink);
            }
        }
        if (empty && now[cpu.nmisLeftField] != 0) {
            begin(Kind.NMI, ProgramContext.NMI, 0);
            set(cpu.nmisLeftField, now[cpu.nmisLeftField] - 1);
            set(cpu.nmiField, cpu.nmiEntry);
            apply(cpu.nmiEffects);
            checkError(cpu.nmi, cpu.nmiEntry - 1);
            count += emit(sink);
        }
        return count;
    }

    private int runNmi(TransitionSystem.Cpu cpu, boolean empty, Sink sink) {
        context = ProgramContext.NMI;
        int at = now[cpu.nmiField] - 1;
        if (at != Automaton.END) {
            return step(cpu, cpu.nmi, cpu.nmiField, 1, at, empty, sink);
        }
        if (!empty) {
            return 0;
        }
        begin(Kind.NMI_RETURN, ProgramContext.NMI, 0);
        set(cpu.nmiField, 0);
        return emit(sink);
    }

    private int runIrq(TransitionSystem.Cpu cpu, boolean empty, Sink sink) {
        context = ProgramContext.IRQ;
        int at = now[cpu.irqField] - 1;
        if (at != Automaton.END) {
            return step(cpu, cpu.irq, cpu.irqField, 1, at, empty, sink);
        }
        if (!empty) {
            return 0;
        }
        begin(Kind.INTERRUPT_RETURN, ProgramContext.IRQ, 0);
        set(cpu.irqField, 0);
        set(cpu.queueField, cpu.withoutHead[now[cpu.queueField]]);
        return emit(sink);
    }

    private int interrupt(TransitionSystem.Cpu cpu, Sink sink) {
        int queue = now[cpu.queueField];
        int entry = cpu.headEntry[queue];
        begin(Kind.INTERRUPT, ProgramContext.IRQ, 0);
        apply(cpu.headEffects[queue]);
        if (entry - 1 == Automaton.END) {
            set(cpu.queueField, cpu.withoutHead[queue]);
        } else {
            set(cpu.irqField, entry);
            checkError(cpu.irq, entry - 1);
        }
        return emit(sink);
    }

    private int expandCallback(int k, Sink sink) {
        TransitionSystem.Callbacks callback = ts.callbacks[k];
        int period = ts.gracePeriodField[k];
        if (now[period] != 1) {
            return 0;
        }
        processor = ts.cpus.length + k;
        context = ProgramContext.RCU;
        int at = now[callback.nodeField];
        if (at == Automaton.END) {
            begin(Kind.CALLBACK, ProgramContext.RCU, at);
            apply(callback.entryEffects);
            if (callback.entry == Automaton.END) {
                set(period, 0);
            } else {
                set(callback.nodeField, callback.entry);
                checkError(callback.code, callback.entry);
            }
            return emit(sink);
        }
        return step(null, callback.code, callback.nodeField, 0, at, true, sink);
    }

    private int drain(TransitionSystem.Cpu cpu, Sink sink) {
        if (bufferEmpty(cpu) || now[cpu.stoppedField] != 0) {
            return 0;
        }
        processor = cpu.id;
        int code = now[cpu.bufferField[0]];
        begin(Kind.DRAIN, ProgramContext.TASK, code);
        int cell = cpu.entryCell[code];
        if (cell >= 0) {
            set(ts.cellField[cell], cpu.entryValue[code]);
        }
        int[] slots = cpu.bufferField;
        for (int k = 0; k < slots.length; k++) {
            set(slots[k], k + 1 < slots.length ? now[slots[k + 1]] : 0);
        }
        if (cell < 0) {
            startGracePeriod(-1 - cell);
        }
        return emit(sink);
    }

    /** Makes the step at node {@code at}, if it can be made now; returns how many transitions that gave. */
    private int step(TransitionSystem.Cpu cpu, Code code, int field, int base, int at, boolean empty, Sink sink) {
        int object = code.object[at];
        int arg = code.arg[at];
        switch (code.op[at]) {
            case END -> {
                return 0;
            }
            case READ -> {
                return go(cpu, code, field, base, at, read(cpu, object), sink);
            }
            case AWAIT -> {
                int value = read(cpu, object);
                return code.table[at][value] == 0 ? 0 : go(cpu, code, field, base, at, value, sink);
            }
            case WRITE -> {
                begin(Kind.STEP, context, at);
                if (code.linked[at] < 0) {
                    set(ts.cellField[object], arg);
                } else {
                    append(cpu, code.linked[at]);
                }
                return follow(code, field, base, at, 0, sink);
            }
            case RMW -> {
                int value = now[ts.cellField[object]];
                int stored = code.table[at][value];
                if (!empty || stored == Step.WAITS) {
                    return 0;
                }
                begin(Kind.STEP, context, at);
                int edge = code.firstEdge[at] + value;
                if (code.op[code.target[edge]] == Op.ERROR) {
                    checkError(code, code.target[edge]);
                }
                set(ts.cellField[object], stored);
                return follow(code, field, base, at, value, sink);
            }
            case FENCE -> {
                return empty ? go(cpu, code, field, base, at, 0, sink) : 0;
            }
            case LIGHT_FENCE, IRQ_OFF, IRQ_ON, RCU_LOCK, RCU_UNLOCK -> {
                return go(cpu, code, field, base, at, 0, sink);
            }
            case SEND_IPI -> {
                return empty ? send(cpu, code, field, base, at, sink) : 0;
            }
            case AWAIT_IPI -> {
                TransitionSystem.Cpu target = ts.cpus[arg];
                boolean unfinished = (target.senders[now[target.queueField]] & 1L << cpu.id) != 0;
                return unfinished ? 0 : go(cpu, code, field, base, at, 0, sink);
            }
            case CALL_RCU -> {
                begin(Kind.STEP, context, at);
                if (cpu.bufferField.length == 0) {
                    startGracePeriod(code.linked[at]);
                } else {
                    append(cpu, code.linked[at]);
                }
                return follow(code, field, base, at, 0, sink);
            }
            case RCU_START -> {
                if (!empty) {
                    return 0;
                }
                begin(Kind.STEP, context, at);
                startGracePeriod(cpu.gracePeriod);
                return follow(code, field, base, at, 0, sink);
            }
            case RCU_WAIT -> {
                int period = ts.gracePeriodField[cpu.gracePeriod];
                if (now[period] != 1) {
                    return 0;
                }
                begin(Kind.STEP, context, at);
                set(period, 0);
                return follow(code, field, base, at, 0, sink);
            }
            case CHOOSE -> {
                int count = 0;
                for (int choice = 0; choice < arg; choice++) {
                    count += go(cpu, code, field, base, at, choice, sink);
                }
                return count;
            }
            case STOP_VCPU -> {
                TransitionSystem.Cpu vcpu = ts.cpus[arg];
                if (now[vcpu.stoppedField] != 0 || !bufferEmpty(vcpu)) {
                    return 0;
                }
                begin(Kind.STEP, context, at);
                set(vcpu.stoppedField, 1);
                return follow(code, field, base, at, 0, sink);
            }
            case RESUME_VCPU -> {
                begin(Kind.STEP, context, at);
                set(ts.cpus[arg].stoppedField, 0);
                return follow(code, field, base, at, 0, sink);
            }
            case WALK -> {
                begin(Kind.STEP, context, at);
                int value = read(cpu, object);
                if (code.step[at].looksAt(value)) {
                    look(code, at);
                }
                return follow(code, field, base, at, value, sink);
            }
            case TOUCH -> {
                begin(Kind.STEP, context, at);
                look(code, at);
                return follow(code, field, base, at, 0, sink);
            }
            case SET_PAGE -> {
                begin(Kind.STEP, context, at);
                set(ts.ghostField[object], arg);
                return follow(code, field, base, at, 0, sink);
            }
            default -> throw new ModelError(code.error[at]);
        }
    }

    /** A step that does nothing but go on with {@code value}. */
    private int go(TransitionSystem.Cpu cpu, Code code, int field, int base, int at, int value, Sink sink) {
        begin(Kind.STEP, context, at);
        return follow(code, field, base, at, value, sink);
    }

    private int follow(Code code, int field, int base, int at, int value, Sink sink) {
        int edge = code.firstEdge[at] + value;
        int target = code.target[edge];
        result = value;
        checkError(code, target);
        set(field, target + base);
        if (context == ProgramContext.RCU && target == Automaton.END) {
            TransitionSystem.Callbacks callback = ts.callbacks[processor - ts.cpus.length];
            set(field, callback.idle);
            set(ts.gracePeriodField[processor - ts.cpus.length], 0);
        }
        apply(code.effects[edge]);
        return emit(sink);
    }

    private static void checkError(Code code, int target) {
        if (code.op[target] == Op.ERROR) {
            throw new ModelError(code.error[target]);
        }
    }

    private int send(TransitionSystem.Cpu cpu, Code code, int field, int base, int at, Sink sink) {
        TransitionSystem.Cpu target = ts.cpus[code.arg[at]];
        int queue = now[target.queueField];
        if ((target.senders[queue] & 1L << cpu.id) != 0) {
            return 0;
        }
        IpiFunction function = (IpiFunction) code.step[at].program();
        begin(Kind.STEP, context, at);
        set(target.queueField, target.append[queue][code.linked[at]]);
        if (ts.costs != null) {
            switch (function.purpose()) {
                case TLB_FLUSH -> set(ts.costs.flushField(), now[ts.costs.flushField()] + 1);
                case TABLE_SYNC -> set(ts.costs.syncField(), now[ts.costs.syncField()] + 1);
                default -> {}
            }
            if (disturbs(target)) {
                set(ts.costs.disturbedField(), now[ts.costs.disturbedField()] + 1);
            }
        }
        return follow(code, field, base, at, 0, sink);
    }

    private void look(Code code, int at) {
        int state = now[ts.ghostField[code.step[at].page().state().index()]];
        Walk walk = code.step[at].walk();
        Property property = Page.broken(state, code.arg[at], walk);
        if (property != null) {
            violated |= 1 << property.ordinal();
        }
        if (TransitionSystem.isUnlinked(state) && ts.machine.insideUnlinked() != null) {
            reached |= 1 << ts.machine.insideUnlinked().index();
        }
    }

    private void begin(Kind what, ProgramContext where, int at) {
        kind = what;
        context = where;
        node = at;
        result = 0;
        violated = 0;
        broken = null;
        reached = 0;
    }

    private void apply(Code.Effects effects) {
        if (effects == null) {
            return;
        }
        for (int i = 0; i < effects.ghost.length; i++) {
            set(ts.ghostField[effects.ghost[i]], effects.value[i]);
        }
        reached |= effects.reached;
        broken = effects.broken;
        if (broken != null) {
            violated |= 1 << broken.property().ordinal();
        }
    }

    private int emit(Sink sink) {
        if (processor < ts.cpus.length) {
            settleGracePeriods(ts.cpus[processor]);
        }
        compose();
        sink.accept(this);
        forgetChanges();
        return 1;
    }
}
