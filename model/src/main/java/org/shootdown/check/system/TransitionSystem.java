package org.shootdown.check.system;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.unfold.Automaton;
import org.shootdown.check.unfold.Op;
import org.shootdown.check.unfold.Step;
import org.shootdown.check.unfold.StoreRuns;
import org.shootdown.check.unfold.UnfoldedMachine;
import org.shootdown.check.unfold.Unfolder.Callback;
import org.shootdown.check.unfold.Unfolder.Called;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.ModelError;
import org.shootdown.machine.Page;

/**
 * A machine under a memory model as a transition system: the fields a state has, and the compiled programs. Immutable,
 * and shared by all threads of a search; {@link Successors} does the moving.
 *
 * <p>A state is, for each CPU, the node of its task and of a handler and an NMI if it is in one, its store buffer, its
 * queue of requests from other CPUs, whether its host has stopped it and how many NMIs may still come; the value of
 * each cell and ghost; and the progress of each grace period. Fields that can hold only one value take no bits.
 */
public final class TransitionSystem {
    public final Machine machine;
    final MemoryModel memory;
    public final StateLayout layout = new StateLayout();
    public final Cpu[] cpus;
    public final Callbacks[] callbacks;
    public final Mover[] movers;
    public final int[] cellField;
    final boolean[] register;
    public final int[] ghostField;
    public final long[] initial;
    /** Bit n: situation n holds before any step. */
    public final int initialSituations;
    /** The grace periods: one per RCU callback, then one per CPU that waits for one itself. */
    public final int[] gracePeriodField;
    /** Fields of the IPI counters, or {@code null} when costs are not counted. */
    public final Costs costs;

    /** One processor. */
    public static final class Cpu {
        public int id;
        public boolean agent;
        public Code task;
        public Code irq;
        public Code nmi;
        public int taskField;
        public int irqField;
        public int nmiField;
        public int nmisLeftField;
        public int stoppedField;
        public int queueField;
        /** The number of its buffer among the movers, or -1; that of its thread is {@link #id}. */
        public int bufferMover = -1;
        /** The buffer's slots, oldest first; code 0 is an empty slot. */
        public int[] bufferField;
        /** For each code of a buffer entry its cell, or -1 - callback for the start of a grace period. */
        public int[] entryCell;

        public int[] entryValue;
        StoreRuns stores;
        /** For each state of the queue and message the queue after it is appended. */
        public int[][] append;

        public int[] withoutHead;
        /** For each state of the queue whose requests are unfinished, bit n for CPU n. */
        public long[] senders;
        /** For each state of the queue where its head's handler starts: a value of the irq field, 0 for an empty one. */
        public int[] headEntry;

        public Code.Effects[] headEffects;
        Map<Called, Integer> messageNumbers;
        /** For each state of the queue the function at its head, or {@code null}. */
        public IpiFunction[] headFunction;

        public int nmiEntry;
        public Code.Effects nmiEffects;
        /** Its own grace period in {@link #gracePeriodField}, or -1. */
        public int gracePeriod = -1;
        /** The field of the cell that tells which mm the CPU uses, or -1. */
        int interestField = -1;

        public int interestCell = -1;
        int interestValue;
    }

    /** An RCU callback, which runs in a context of its own. */
    public static final class Callbacks {
        public Code code;
        int nodeField;
        int entry;
        public Code.Effects entryEffects;
        /** Where the node field stands while the callback is not running: at its entry, or before its entry's effects. */
        int idle;

        public Callback callback;
    }

    /**
     * What can make a transition: the thread of a CPU with its interrupts, the store buffer of a CPU, or an RCU
     * callback; the others are -1 or {@code null}.
     */
    public record Mover(int number, Cpu thread, Cpu buffer, int callback) {
        /** Whether everything must wait for it before an execution can count as finished. */
        public boolean mustFinish() {
            return thread == null || !thread.agent;
        }
    }

    /** Where IPIs are counted. */
    record Costs(int flushField, int syncField, int disturbedField) {}

    public TransitionSystem(UnfoldedMachine unfolded, MemoryModel memory, boolean countCosts) {
        this.machine = unfolded.machine();
        this.memory = memory;
        int processors = unfolded.processors().size();
        cpus = new Cpu[processors];
        List<Integer> initialValues = new ArrayList<>();
        for (int i = 0; i < processors; i++) {
            cpus[i] = compile(unfolded, unfolded.processors().get(i), initialValues);
        }
        callbacks = new Callbacks[unfolded.callbacks().size()];
        for (int i = 0; i < callbacks.length; i++) {
            UnfoldedMachine.RcuCallback c = unfolded.callbacks().get(i);
            Callbacks compiled = new Callbacks();
            compiled.callback = c.callback();
            compiled.code = new Code(c.automaton());
            compiled.entry = c.entry().node();
            compiled.entryEffects = Code.Effects.of(c.entry().effects());
            compiled.idle = compiled.entryEffects == null ? compiled.entry : Automaton.END;
            compiled.nodeField =
                    field(initialValues, "rcu " + i, 0, Math.max(c.automaton().size() - 1, 0), compiled.idle);
            callbacks[i] = compiled;
        }
        gracePeriodField = gracePeriods(unfolded, initialValues);
        for (Cpu cpu : cpus) {
            compileEntries(cpu);
            link(cpu, cpu.task);
            link(cpu, cpu.irq);
            link(cpu, cpu.nmi);
        }
        cellField = new int[machine.cells().size()];
        register = new boolean[cellField.length];
        for (Cell cell : machine.cells()) {
            var values = unfolded.values().cell(cell.index());
            cellField[cell.index()] =
                    field(initialValues, cell.name(), values.nextSetBit(0), values.length() - 1, cell.initial());
            register[cell.index()] = cell.isRegister();
        }
        ghostField = new int[machine.ghosts().size()];
        for (Ghost ghost : machine.ghosts()) {
            var values = unfolded.values().ghost(ghost.index());
            ghostField[ghost.index()] =
                    field(initialValues, ghost.name(), values.nextSetBit(0), values.length() - 1, ghost.initial());
        }
        for (Machine.Processor p : machine.processors()) {
            if (p.interest() != null) {
                cpus[p.id()].interestCell = p.interest().index();
                cpus[p.id()].interestField = cellField[p.interest().index()];
                cpus[p.id()].interestValue = p.interestValue();
            }
        }
        costs = countCosts ? costs(unfolded, initialValues) : null;
        layout.seal();
        movers = movers();
        int situations = 0;
        int[] values = initialValues.stream().mapToInt(Integer::intValue).toArray();
        for (UnfoldedMachine.Processor p : unfolded.processors()) {
            Code.Effects effects = Code.Effects.of(p.taskEntry().effects());
            if (effects != null) {
                for (int g = 0; g < effects.ghost.length; g++) {
                    values[ghostField[effects.ghost[g]]] = effects.value[g];
                }
                situations |= effects.reached;
            }
        }
        initial = layout.encode(values);
        initialSituations = situations;
    }

    private Mover[] movers() {
        List<Mover> all = new ArrayList<>();
        for (Cpu cpu : cpus) {
            all.add(new Mover(all.size(), cpu, null, -1));
        }
        for (Cpu cpu : cpus) {
            if (cpu.bufferField.length > 0) {
                cpu.bufferMover = all.size();
                all.add(new Mover(all.size(), null, cpu, -1));
            }
        }
        for (int k = 0; k < callbacks.length; k++) {
            all.add(new Mover(all.size(), null, null, k));
        }
        return all.toArray(Mover[]::new);
    }

    private int field(List<Integer> initialValues, String name, int min, int max, int initialValue) {
        initialValues.add(initialValue);
        return layout.add(name, min, max);
    }

    private Cpu compile(UnfoldedMachine unfolded, UnfoldedMachine.Processor p, List<Integer> initialValues) {
        Cpu cpu = new Cpu();
        cpu.id = p.spec().id();
        cpu.agent = p.spec().agent();
        String name = p.spec().name();
        cpu.task = new Code(p.task());
        cpu.irq = new Code(p.irq());
        cpu.nmi = new Code(p.nmi());
        cpu.taskField =
                field(initialValues, name, 0, p.task().size() - 1, p.taskEntry().node());
        cpu.irqField = field(
                initialValues,
                name + " irq",
                0,
                p.handlers().isEmpty() ? 0 : p.irq().size(),
                0);
        boolean nmis = p.nmiEntry() != null;
        cpu.nmiField = field(initialValues, name + " nmi", 0, nmis ? p.nmi().size() : 0, 0);
        cpu.nmisLeftField = field(
                initialValues, name + " nmis left", 0, p.spec().nmis(), p.spec().nmis());
        if (nmis) {
            cpu.nmiEntry = p.nmiEntry().node() + 1;
            cpu.nmiEffects = Code.Effects.of(p.nmiEntry().effects());
        }
        cpu.stoppedField = field(initialValues, name + " stopped", 0, canBeStopped(unfolded, cpu.id) ? 1 : 0, 0);
        compileQueue(cpu, p, unfolded, initialValues);
        cpu.stores = new StoreRuns();
        if (memory.buffersStores() && !cpu.agent) {
            cpu.stores.add(p.task());
            cpu.stores.add(p.irq());
            cpu.stores.add(p.nmi());
        }
        cpu.bufferField = new int[cpu.stores.longest()];
        for (int k = 0; k < cpu.bufferField.length; k++) {
            cpu.bufferField[k] = field(
                    initialValues,
                    name + " buffer " + k,
                    0,
                    cpu.stores.entries().size(),
                    0);
        }
        return cpu;
    }

    private void compileQueue(
            Cpu cpu, UnfoldedMachine.Processor p, UnfoldedMachine unfolded, List<Integer> initialValues) {
        List<Called> messages =
                unfolded.called().stream().filter(c -> c.target() == cpu.id).toList();
        IpiQueues queues = new IpiQueues(messages);
        cpu.messageNumbers = new HashMap<>();
        for (int m = 0; m < messages.size(); m++) {
            cpu.messageNumbers.put(messages.get(m), m);
        }
        int states = queues.states();
        cpu.queueField = field(initialValues, p.spec().name() + " queue", 0, states - 1, 0);
        cpu.append = new int[states][messages.size()];
        cpu.withoutHead = new int[states];
        cpu.senders = new long[states];
        cpu.headEntry = new int[states];
        cpu.headFunction = new IpiFunction[states];
        cpu.headEffects = new Code.Effects[states];
        for (int q = 0; q < states; q++) {
            cpu.senders[q] = queues.senders(q);
            for (int m = 0; m < messages.size(); m++) {
                cpu.append[q][m] = queues.holds(q, messages.get(m).sender()) ? -1 : queues.append(q, m);
            }
            if (q > 0) {
                cpu.withoutHead[q] = queues.withoutHead(q);
                IpiFunction function = messages.get(queues.head(q)).function();
                Automaton.Entry entry = p.handlers().get(function);
                cpu.headFunction[q] = function;
                cpu.headEntry[q] = entry.node() + 1;
                cpu.headEffects[q] = Code.Effects.of(entry.effects());
            }
        }
    }

    private static boolean canBeStopped(UnfoldedMachine unfolded, int cpu) {
        return unfolded.processors().stream()
                .flatMap(p -> Stream.of(p.task(), p.irq(), p.nmi()))
                .anyMatch(a -> has(a, Op.STOP_VCPU, cpu));
    }

    private static boolean has(Automaton automaton, Op op, int arg) {
        for (int n = 0; n < automaton.size(); n++) {
            if (automaton.node(n).step().op() == op && automaton.node(n).step().arg() == arg) {
                return true;
            }
        }
        return false;
    }

    private int[] gracePeriods(UnfoldedMachine unfolded, List<Integer> initialValues) {
        List<Integer> fields = new ArrayList<>();
        int allCpus = cpus.length < Integer.SIZE - 1 ? 1 << cpus.length : Integer.MAX_VALUE;
        for (int i = 0; i < callbacks.length; i++) {
            fields.add(field(initialValues, "gp " + i, 0, allCpus, 0));
        }
        for (UnfoldedMachine.Processor p : unfolded.processors()) {
            if (has(p.task(), Op.RCU_START, 0)) {
                cpus[p.spec().id()].gracePeriod = fields.size();
                fields.add(field(initialValues, "gp of " + p.spec().name(), 0, allCpus, 0));
            }
        }
        if (!fields.isEmpty() && cpus.length >= Integer.SIZE - 1) {
            throw new ModelError("grace periods with more than " + (Integer.SIZE - 2) + " processors");
        }
        return fields.stream().mapToInt(Integer::intValue).toArray();
    }

    private void compileEntries(Cpu cpu) {
        List<StoreRuns.Entry> entries = cpu.stores.entries();
        cpu.entryCell = new int[entries.size() + 1];
        cpu.entryValue = new int[entries.size() + 1];
        for (int code = 1; code <= entries.size(); code++) {
            StoreRuns.Entry entry = entries.get(code - 1);
            if (entry instanceof StoreRuns.Store store) {
                cpu.entryCell[code] = store.cell();
                cpu.entryValue[code] = store.value();
            } else if (entry instanceof StoreRuns.GracePeriod period) {
                cpu.entryCell[code] = -1 - callback(cpu.id, period.callback());
            }
        }
    }

    /** Looks up once what the search would otherwise look up at every step. */
    private void link(Cpu cpu, Code code) {
        for (int n = 0; n < code.step.length; n++) {
            Step step = code.step[n];
            boolean buffered = step.entersBuffer() && cpu.bufferField.length > 0;
            code.linked[n] = switch (step.op()) {
                case SEND_IPI -> {
                    Cpu target = cpus[step.arg()];
                    yield target.messageNumbers.get(new Called(cpu.id, target.id, (IpiFunction) step.program()));
                }
                case WRITE -> buffered ? cpu.stores.code(StoreRuns.Entry.of(step)) : -1;
                case CALL_RCU ->
                    buffered ? cpu.stores.code(StoreRuns.Entry.of(step)) : callback(cpu.id, step.program());
                default -> -1;
            };
        }
    }

    /** The number of the callback that CPU {@code caller} hands to call_rcu as {@code program}. */
    private int callback(int caller, Object program) {
        for (int i = 0; i < callbacks.length; i++) {
            Callback c = callbacks[i].callback;
            if (c.caller() == caller && c.program().equals(program)) {
                return i;
            }
        }
        throw new IllegalStateException("callback not unfolded");
    }

    private Costs costs(UnfoldedMachine unfolded, List<Integer> initialValues) {
        MostIpis most = new MostIpis(unfolded);
        return new Costs(
                field(initialValues, "flush IPIs", 0, most.sent(f -> f.purpose() == IpiFunction.Purpose.TLB_FLUSH), 0),
                field(initialValues, "sync IPIs", 0, most.sent(f -> f.purpose() == IpiFunction.Purpose.TABLE_SYNC), 0),
                field(initialValues, "disturbed", 0, most.sent(f -> true), 0));
    }

    /** How many words a state takes. */
    public int words() {
        return layout.words();
    }

    /** How many bits of those words are used. */
    public int bits() {
        return layout.bits();
    }

    /** The initial state. */
    public long[] initial() {
        return initial.clone();
    }

    /** The bits that are all 0 in exactly those states in which everything has come to its end. */
    public long[] unfinishedBits() {
        long[] bits = new long[words()];
        for (Cpu cpu : cpus) {
            if (!cpu.agent) {
                layout.addTo(bits, cpu.taskField);
                layout.addTo(bits, cpu.queueField);
                layout.addTo(bits, cpu.irqField);
                layout.addTo(bits, cpu.nmiField);
                for (int field : cpu.bufferField) {
                    layout.addTo(bits, field);
                }
            }
        }
        for (int field : gracePeriodField) {
            layout.addTo(bits, field);
        }
        return bits;
    }

    /** Whether a page in {@code state} is one that a walker may see only because it was inside before. */
    static boolean isUnlinked(int state) {
        return state == Page.UNLINKED;
    }
}
