package org.shootdown.export;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.unfold.Automaton;
import org.shootdown.check.unfold.StoreRuns;
import org.shootdown.check.unfold.UnfoldedMachine;
import org.shootdown.check.unfold.Unfolder.Called;
import org.shootdown.export.GuardedCommands.Assignment;
import org.shootdown.machine.Cell;

/**
 * The variables of one CPU, and what the encoder asks of them. A context that is not there holds 0, one that stands at
 * node n of its automaton holds n + 1, except for the task, which is always there and holds n.
 */
final class CpuState {
    final UnfoldedMachine.Processor processor;
    final int id;
    final boolean agent;
    final Variable task;
    final Variable irq;
    final Variable nmi;
    final Variable nmisLeft;
    final Variable stopped;
    /** What other CPUs can ask of this one; a queue slot holds the number of a message here, from 1, or 0. */
    final List<Called> messages;

    private final List<Variable> queue = new ArrayList<>();
    /** For each slot, oldest first, where its entry goes: 0 if empty, else see {@link #entry}. */
    private final List<Variable> bufferTo = new ArrayList<>();

    private final List<Variable> bufferValue = new ArrayList<>();
    private final Expr irqOff;
    private final Expr reading;
    private final Map<Cell, Expr.Named> sees = new HashMap<>();
    private final Encoder encoder;

    /** Declares the variables with {@code encoder}. */
    CpuState(Encoder encoder, UnfoldedMachine machine, UnfoldedMachine.Processor processor, boolean canBeStopped) {
        this.encoder = encoder;
        this.processor = processor;
        id = processor.spec().id();
        agent = processor.spec().agent();
        String name = processor.spec().name();
        task = encoder.declare(
                "pc" + id, processor.task().size() - 1, processor.taskEntry().node(), name);
        boolean called = !processor.handlers().isEmpty();
        irq = called ? encoder.declare("irq" + id, processor.irq().size(), 0, name + ": interrupt handler") : null;
        boolean nmis = processor.nmiEntry() != null;
        nmi = nmis ? encoder.declare("nmi" + id, processor.nmi().size(), 0, name + ": NMI handler") : null;
        int times = processor.spec().nmis();
        nmisLeft = nmis ? encoder.declare("nmis" + id, times, times, name + ": NMIs that may still come") : null;
        stopped = canBeStopped ? encoder.declare("stopped" + id, 1, 0, name + ": stopped by its host") : null;
        messages = machine.called().stream().filter(c -> c.target() == id).toList();
        long senders = messages.stream().map(Called::sender).distinct().count();
        for (int k = 0; k < senders; k++) {
            queue.add(encoder.declare("queue" + id + "_" + k, messages.size(), 0, name + ": request " + k));
        }
        if (encoder.memory() == MemoryModel.TSO && !agent) {
            declareBuffer(machine, name);
        }
        irqOff = taskAt("irq_off", Automaton.Node::irqOff);
        reading = taskAt("reading", n -> n.irqOff() || n.rcuReader());
    }

    private void declareBuffer(UnfoldedMachine machine, String name) {
        int cells = machine.machine().cells().size();
        StoreRuns runs = new StoreRuns();
        List.of(processor.task(), processor.irq(), processor.nmi()).forEach(runs::add);
        int max = machine.machine().cells().stream().mapToInt(Cell::max).max().orElse(0);
        for (int k = 0; k < runs.longest(); k++) {
            String slot = name + ": store buffer slot " + k;
            bufferTo.add(encoder.declare(
                    "buf" + id + "_" + k, cells + machine.callbacks().size(), 0, slot + ", cell"));
            bufferValue.add(encoder.declare("val" + id + "_" + k, max, 0, slot + ", value"));
        }
    }

    /** The task stands at one of the nodes {@code where}, under a name of its own. */
    private Expr taskAt(String name, Predicate<Automaton.Node> where) {
        List<Expr> nodes = new ArrayList<>();
        for (int n = 0; n < processor.task().size(); n++) {
            if (where.test(processor.task().node(n))) {
                nodes.add(Expr.equal(task, n));
            }
        }
        return nodes.isEmpty() ? Expr.FALSE : encoder.named(name + id, Expr.any(nodes));
    }

    private static Expr absent(Variable context) {
        return context == null ? Expr.TRUE : Expr.equal(context, 0);
    }

    Expr running() {
        return absent(stopped);
    }

    Expr noNmi() {
        return absent(nmi);
    }

    /** Neither in an NMI nor in an interrupt handler. */
    Expr inTask() {
        return Expr.all(absent(nmi), absent(irq));
    }

    Expr interruptsOff() {
        return irqOff;
    }

    /** The buffer is empty. */
    Expr empty() {
        return bufferTo.isEmpty() ? Expr.TRUE : Expr.equal(bufferTo.get(0), 0);
    }

    /** The buffer holds one entry at most. */
    Expr emptyAfterDrain() {
        return bufferTo.size() < 2 ? Expr.TRUE : Expr.equal(bufferTo.get(1), 0);
    }

    boolean hasBuffer() {
        return !bufferTo.isEmpty();
    }

    /** In no read-side section, with an empty buffer: a grace period need not wait for this CPU. */
    Expr quiet() {
        return Expr.all(inTask(), outsideSection(), empty());
    }

    /** The task stands outside any read-side section. */
    Expr outsideSection() {
        return Expr.not(reading);
    }

    /** The value this CPU's loads see: its youngest store to the cell in the buffer, or memory. */
    Expr sees(Cell cell) {
        Variable memory = encoder.cell(cell);
        if (bufferTo.isEmpty() || cell.isRegister()) {
            return new Expr.Value(memory);
        }
        return sees.computeIfAbsent(cell, c -> {
            Expr seen = new Expr.Value(memory);
            for (int k = 0; k < bufferTo.size(); k++) {
                seen = Expr.choice(Expr.equal(bufferTo.get(k), entry(c)), new Expr.Value(bufferValue.get(k)), seen);
            }
            return encoder.named("cpu" + id + "_sees_" + memory.name(), seen);
        });
    }

    /** What a slot of the buffer holds for a store to {@code cell}. */
    int entry(Cell cell) {
        return cell.index() + 1;
    }

    /** What a slot of the buffer holds for the start of the grace period of RCU callback number {@code callback}. */
    int entry(int callback) {
        return encoder.cells() + callback + 1;
    }

    /** Everything that {@code code} puts into the buffer, by {@link #entry}; a grace period has no cell. */
    Map<Integer, Cell> entries() {
        Map<Integer, Cell> entries = new LinkedHashMap<>();
        for (Automaton code : List.of(processor.task(), processor.irq(), processor.nmi())) {
            for (int n = 1; n < code.size(); n++) {
                Automaton.Node node = code.node(n);
                if (node.step().entersBuffer()) {
                    Cell cell = node.step().cell();
                    entries.put(
                            cell == null
                                    ? entry(encoder.callback(id, node.step().program()))
                                    : entry(cell),
                            cell);
                }
            }
        }
        return entries;
    }

    Expr oldestIs(int entry) {
        return Expr.equal(bufferTo.get(0), entry);
    }

    Expr oldestValue() {
        return new Expr.Value(bufferValue.get(0));
    }

    List<Assignment> dropOldest() {
        List<Assignment> shift = new ArrayList<>(shift(bufferTo));
        shift.addAll(shift(bufferValue));
        return shift;
    }

    List<Assignment> append(int entry, int value) {
        List<Assignment> assignments = new ArrayList<>();
        for (int k = bufferTo.size() - 1; k >= 0; k--) {
            Expr here = firstFree(bufferTo, k);
            assignments.add(put(bufferValue.get(k), here, value));
            assignments.add(put(bufferTo.get(k), here, entry));
        }
        return assignments;
    }

    /** No request of CPU {@code sender} is unfinished here. */
    Expr nothingFrom(int sender) {
        Set<Expr> held = new LinkedHashSet<>();
        for (Variable slot : queue) {
            for (int m = 0; m < messages.size(); m++) {
                if (messages.get(m).sender() == sender) {
                    held.add(Expr.equal(slot, m + 1));
                }
            }
        }
        return Expr.not(Expr.any(held));
    }

    List<Assignment> enqueue(Called message) {
        List<Assignment> assignments = new ArrayList<>();
        for (int k = queue.size() - 1; k >= 0; k--) {
            assignments.add(put(queue.get(k), firstFree(queue, k), messages.indexOf(message) + 1));
        }
        return assignments;
    }

    Expr headIs(int message) {
        return Expr.equal(queue.get(0), message + 1);
    }

    List<Assignment> dequeue() {
        return shift(queue);
    }

    /** The task is over, and nothing else is going on here or still to come. */
    Expr finished() {
        Expr nothingAsked = queue.isEmpty() ? Expr.TRUE : Expr.equal(queue.get(0), 0);
        return Expr.all(Expr.equal(task, Automaton.END), inTask(), empty(), nothingAsked);
    }

    private static Expr firstFree(List<Variable> slots, int k) {
        Expr free = Expr.equal(slots.get(k), 0);
        return k == 0 ? free : Expr.all(free, Expr.not(Expr.equal(slots.get(k - 1), 0)));
    }

    private static Assignment put(Variable slot, Expr here, int value) {
        return new Assignment(slot, Expr.choice(here, new Expr.Constant(value), new Expr.Value(slot)));
    }

    private static List<Assignment> shift(List<Variable> slots) {
        List<Assignment> assignments = new ArrayList<>();
        for (int k = 0; k < slots.size(); k++) {
            Expr next = k + 1 < slots.size() ? new Expr.Value(slots.get(k + 1)) : new Expr.Constant(0);
            assignments.add(new Assignment(slots.get(k), next));
        }
        return assignments;
    }
}
