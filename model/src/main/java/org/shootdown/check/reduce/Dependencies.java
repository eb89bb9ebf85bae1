package org.shootdown.check.reduce;

import java.util.Arrays;
import org.shootdown.check.system.Code;
import org.shootdown.check.system.TransitionSystem;
import org.shootdown.check.unfold.Automaton;
import org.shootdown.check.unfold.Op;

/**
 * Who can get in whose way, as far as the programs alone tell. Everything that two movers can disagree about is a
 * <em>resource</em>; each step reads some and writes some, and two steps of different movers commute unless one writes
 * what the other reads or writes. {@link PartialOrder} builds on this.
 *
 * <p>The resources:
 *
 * <ul>
 *   <li>each cell and each ghost that can change. A store that goes into a buffer touches its cell only when it leaves
 *       it. Ghosts are written by notes and read by looks at pages.
 *   <li>for each CPU the <em>tail</em> of its queue: requests of different senders do not commute. Taking a request
 *       off the head commutes with adding one at the tail, so the CPU itself has no part in it, except while a request
 *       could interrupt it that now has none.
 *   <li>for each CPU <em>done</em>: it finishes requests, which whoever waits for that must know.
 *   <li>for each CPU that a host can stop, <em>running</em>, which every step of it reads.
 *   <li>for each store buffer <em>filled</em> and <em>drained</em>: a step that waits for an empty buffer, and a host
 *       that stops only a CPU with an empty one, depend on these. Adding to a buffer and draining it commute.
 *   <li>where grace periods exist, each of them, and for each CPU its <em>quiescence</em>. Its thread writes it where it
 *       comes into or out of a section (interrupts off, a read-side section of RCU, a handler) or puts something into
 *       its buffer, and its buffer where it drains: a CPU begins or ceases to hold up grace periods in no other way.
 *       These do not commute: a CPU whose buffer drains before it is filled again is quiescent in between. The start
 *       of a grace period reads that of all CPUs.
 *   <li>where IPIs are counted, for each CPU its <em>status</em>, written where its thread comes into or out of a
 *       section, which decides, with the cell that says which mm it uses, whether an IPI disturbs it. The counts
 *       themselves only grow, in any order, and nobody reads them before the end.
 * </ul>
 */
final class Dependencies {
    private final TransitionSystem ts;
    /** The number of resources so far. */
    private int next;
    /** How many words a set of resources takes. */
    final int width;

    private final int[] cells;
    private final int[] ghosts;
    private final int[] tails;
    private final int[] done;
    private final int[] running;
    private final int filled;
    private final int drained;
    private final int quiescence;
    private final int periods;
    private final int status;
    private final Threads[] threads;
    private final Accesses[] callbacks;

    /** What one CPU's programs can do. */
    private static final class Threads {
        Accesses[] task;
        Accesses[] irq;
        Accesses[] nmi;
        /** For each node of the task, that step and everything behind it; not what buffered stores do later. */
        Accesses[] taskReach;
        /** What stores that go into the buffer there, or behind, do when they leave it. */
        Accesses[] taskStores;
        /** Taking, handling and finishing interrupts. */
        Accesses interrupts;

        Accesses interruptStores;
        Accesses nmis;
        Accesses nmiStores;
        /** For each code of a buffer entry what its leaving does. */
        Accesses[] entry;
        /** As the methods of these names, for a node without and with NMIs; worked out when asked for. */
        Accesses[][] everything;

        Accesses[][] stores;
        Accesses[] handlers;
        Accesses[] taskStep;
        /** Entering the handler of the request at the head of the queue. */
        Accesses[] enter;

        Accesses enterNmi;
    }

    Dependencies(TransitionSystem ts) {
        this.ts = ts;
        int cpus = ts.cpus.length;
        boolean gracePeriods = ts.gracePeriodField.length > 0;
        cells = number(ts.cellField);
        ghosts = number(ts.ghostField);
        int[] queues = Arrays.stream(ts.cpus).mapToInt(cpu -> cpu.queueField).toArray();
        tails = number(queues);
        done = number(queues);
        running =
                number(Arrays.stream(ts.cpus).mapToInt(cpu -> cpu.stoppedField).toArray());
        filled = next;
        next += cpus;
        drained = next;
        next += cpus;
        quiescence = gracePeriods ? next : Accesses.NONE;
        next += gracePeriods ? cpus : 0;
        periods = next;
        next += ts.gracePeriodField.length;
        status = ts.costs != null ? next : Accesses.NONE;
        next += ts.costs != null ? cpus : 0;
        width = (next + 63) / 64;
        threads = new Threads[cpus];
        for (TransitionSystem.Cpu cpu : ts.cpus) {
            threads[cpu.id] = analyse(cpu);
        }
        callbacks = new Accesses[ts.callbacks.length];
        for (int k = 0; k < callbacks.length; k++) {
            Code code = ts.callbacks[k].code;
            callbacks[k] = new Accesses(width);
            for (int n = 0; n < code.op.length; n++) {
                callbacks[k].add(step(null, code, n));
            }
            addNotes(callbacks[k], ts.callbacks[k].entryEffects);
            callbacks[k].write(periods + k);
        }
    }

    /** Numbers for what these fields hold; none for those that always hold the same. */
    private int[] number(int[] fields) {
        int[] numbers = new int[fields.length];
        for (int i = 0; i < fields.length; i++) {
            numbers[i] = ts.layout.maskOf(fields[i]) == 0 ? Accesses.NONE : next++;
        }
        return numbers;
    }

    int cell(int cell) {
        return cells[cell];
    }

    int tail(TransitionSystem.Cpu cpu) {
        return tails[cpu.id];
    }

    int done(int cpu) {
        return done[cpu];
    }

    int running(TransitionSystem.Cpu cpu) {
        return running[cpu.id];
    }

    int filled(TransitionSystem.Cpu cpu) {
        return filled + cpu.id;
    }

    int drained(TransitionSystem.Cpu cpu) {
        return drained + cpu.id;
    }

    int period(int number) {
        return periods + number;
    }

    /** What any step of a CPU does besides its own purpose. */
    void addAnyStep(Accesses to, TransitionSystem.Cpu cpu) {
        to.read(running(cpu));
    }

    /** Adds that every CPU's quiescence is looked at. */
    void addReaders(Accesses to) {
        for (TransitionSystem.Cpu cpu : ts.cpus) {
            if (!cpu.agent) {
                to.read(quiescence + cpu.id);
            }
        }
    }

    /** Adds that the thread of a CPU may come into or out of a section. */
    private void addSection(Accesses to, TransitionSystem.Cpu cpu) {
        addQuiescence(to, cpu);
        if (status != Accesses.NONE) {
            to.write(status + cpu.id);
        }
    }

    private void addQuiescence(Accesses to, TransitionSystem.Cpu cpu) {
        if (quiescence != Accesses.NONE && !cpu.agent) {
            to.write(quiescence + cpu.id);
        }
    }

    private static boolean changesSection(Code task, int node) {
        for (int e = task.firstEdge[node]; e < task.edgesEnd(node); e++) {
            if (task.target[e] >= 0 && isSection(task, task.target[e]) != isSection(task, node)) {
                return true;
            }
        }
        return false;
    }

    /** Whether interrupts are off at a node of a task, or it is in an RCU read-side section. */
    private static boolean isSection(Code task, int node) {
        return task.irqOff[node] || task.rcuReader[node];
    }

    Accesses task(TransitionSystem.Cpu cpu, int node) {
        return threads[cpu.id].task[node];
    }

    Accesses irq(TransitionSystem.Cpu cpu, int node) {
        return threads[cpu.id].irq[node];
    }

    Accesses nmi(TransitionSystem.Cpu cpu, int node) {
        return threads[cpu.id].nmi[node];
    }

    /** One step of the task, and what goes with any step of that CPU. */
    Accesses taskStep(TransitionSystem.Cpu cpu, int node) {
        return threads[cpu.id].taskStep[node];
    }

    /**
     * All that a CPU can ever do from a node of its task on, interrupts included, if nothing stops it.
     *
     * @param nmis whether it may take an NMI, or is in one
     */
    Accesses everything(TransitionSystem.Cpu cpu, int node, boolean nmis) {
        Threads t = threads[cpu.id];
        Accesses known = t.everything[nmis ? 1 : 0][node];
        if (known == null) {
            known = t.everything[nmis ? 1 : 0][node] = new Accesses(width);
            known.add(t.taskReach[node]);
            known.add(handlers(cpu, nmis));
            // What it stores it can load again before anybody else can.
            known.add(t.taskStores[node]);
        }
        return known;
    }

    /** What stores do when they leave the buffer that a CPU can still put there; as {@link #everything} for the rest. */
    Accesses stores(TransitionSystem.Cpu cpu, int node, boolean nmis) {
        Threads t = threads[cpu.id];
        Accesses known = t.stores[nmis ? 1 : 0][node];
        if (known == null) {
            known = t.stores[nmis ? 1 : 0][node] = new Accesses(width);
            known.add(t.taskStores[node]);
            if (canBeInterrupted(cpu)) {
                known.add(t.interruptStores);
            }
            if (nmis) {
                known.add(t.nmiStores);
            }
        }
        return known;
    }

    /** What the handlers of a CPU can do. */
    Accesses handlers(TransitionSystem.Cpu cpu, boolean nmis) {
        return threads[cpu.id].handlers[nmis ? 1 : 0];
    }

    /** Whether anybody sends to a CPU; its queue has no states but one if not. */
    private static boolean canBeInterrupted(TransitionSystem.Cpu cpu) {
        return cpu.withoutHead.length > 1;
    }

    Accesses entry(TransitionSystem.Cpu cpu, int code) {
        return threads[cpu.id].entry[code];
    }

    Accesses enter(TransitionSystem.Cpu cpu, int queue) {
        return threads[cpu.id].enter[queue];
    }

    Accesses enterNmi(TransitionSystem.Cpu cpu) {
        return threads[cpu.id].enterNmi;
    }

    Accesses callback(int number) {
        return callbacks[number];
    }

    private Threads analyse(TransitionSystem.Cpu cpu) {
        Threads t = new Threads();
        t.entry = new Accesses[cpu.entryCell.length];
        for (int code = 1; code < t.entry.length; code++) {
            t.entry[code] = new Accesses(width);
            addLeaving(t.entry[code], cpu, code);
        }
        t.task = steps(cpu, cpu.task);
        t.irq = steps(cpu, cpu.irq);
        t.nmi = steps(cpu, cpu.nmi);
        for (int n = 0; n < t.task.length; n++) {
            if (changesSection(cpu.task, n)) {
                addSection(t.task[n], cpu);
            }
        }
        // A handler is a section as a whole.
        addSection(t.irq[Automaton.END], cpu);
        addSection(t.nmi[Automaton.END], cpu);
        t.taskReach = new Accesses[t.task.length];
        t.taskStores = new Accesses[t.task.length];
        for (int n = 0; n < t.task.length; n++) {
            t.taskReach[n] = new Accesses(width);
            t.taskStores[n] = new Accesses(width);
            t.taskReach[n].add(t.task[n]);
            addStore(t.taskStores[n], cpu, t, cpu.task, n);
            if (n != Automaton.END) {
                addAnyStep(t.taskReach[n], cpu);
            }
            for (int e = cpu.task.firstEdge[n]; e < cpu.task.edgesEnd(n); e++) {
                if (cpu.task.target[e] >= 0) {
                    t.taskReach[n].add(t.taskReach[cpu.task.target[e]]);
                    t.taskStores[n].add(t.taskStores[cpu.task.target[e]]);
                }
            }
        }
        t.enter = new Accesses[cpu.headEffects.length];
        t.interrupts = new Accesses(width);
        t.interruptStores = new Accesses(width);
        for (int queue = 0; queue < t.enter.length; queue++) {
            t.enter[queue] = new Accesses(width);
            addNotes(t.enter[queue], cpu.headEffects[queue]);
            addSection(t.enter[queue], cpu);
            t.interrupts.add(t.enter[queue]);
        }
        for (int n = 0; n < t.irq.length; n++) {
            t.interrupts.add(t.irq[n]);
            addStore(t.interruptStores, cpu, t, cpu.irq, n);
        }
        t.interrupts.write(done(cpu.id));
        addAnyStep(t.interrupts, cpu);
        t.enterNmi = new Accesses(width);
        addNotes(t.enterNmi, cpu.nmiEffects);
        addSection(t.enterNmi, cpu);
        t.nmis = new Accesses(width);
        t.nmiStores = new Accesses(width);
        t.nmis.add(t.enterNmi);
        for (int n = 0; n < t.nmi.length; n++) {
            t.nmis.add(t.nmi[n]);
            addStore(t.nmiStores, cpu, t, cpu.nmi, n);
        }
        addAnyStep(t.nmis, cpu);
        t.handlers = new Accesses[] {new Accesses(width), new Accesses(width)};
        if (canBeInterrupted(cpu)) {
            t.handlers[0].add(t.interrupts);
            t.handlers[1].add(t.interrupts);
        }
        t.handlers[1].add(t.nmis);
        t.taskStep = new Accesses[t.task.length];
        for (int n = 0; n < t.taskStep.length; n++) {
            t.taskStep[n] = new Accesses(width);
            t.taskStep[n].add(t.task[n]);
            addAnyStep(t.taskStep[n], cpu);
        }
        t.everything = new Accesses[2][t.task.length];
        t.stores = new Accesses[2][t.task.length];
        return t;
    }

    private Accesses[] steps(TransitionSystem.Cpu cpu, Code code) {
        Accesses[] steps = new Accesses[code.op.length];
        for (int n = 0; n < steps.length; n++) {
            steps[n] = step(cpu, code, n);
        }
        return steps;
    }

    private boolean buffered(TransitionSystem.Cpu cpu, Code code, int node) {
        return cpu != null
                && cpu.bufferField.length > 0
                && (code.op[node] == Op.CALL_RCU || code.op[node] == Op.WRITE && code.linked[node] >= 0);
    }

    private void addStore(Accesses to, TransitionSystem.Cpu cpu, Threads t, Code code, int node) {
        if (buffered(cpu, code, node)) {
            to.add(t.entry[code.linked[node]]);
        }
    }

    /** What the entry with this code does when it leaves the buffer. */
    private void addLeaving(Accesses to, TransitionSystem.Cpu cpu, int code) {
        int cell = cpu.entryCell[code];
        if (cell >= 0) {
            to.write(cell(cell));
        } else {
            addReaders(to);
            to.write(period(-1 - cell));
        }
        to.write(drained(cpu));
        addQuiescence(to, cpu);
        addAnyStep(to, cpu);
    }

    private void addNotes(Accesses to, Code.Effects effects) {
        if (effects != null) {
            for (int ghost : effects.ghost) {
                to.write(ghosts[ghost]);
            }
        }
    }

    /** The accesses of one step, whatever its result. */
    private Accesses step(TransitionSystem.Cpu cpu, Code code, int node) {
        Accesses a = new Accesses(width);
        int object = code.object[node];
        int arg = code.arg[node];
        switch (code.op[node]) {
            case READ, AWAIT -> a.read(cell(object));
            case WRITE -> {
                if (buffered(cpu, code, node)) {
                    a.write(filled(cpu));
                    addQuiescence(a, cpu);
                } else {
                    a.write(cell(object));
                }
            }
            case RMW -> {
                a.read(cell(object));
                a.write(cell(object));
            }
            case SEND_IPI -> {
                a.write(tails[arg]);
                if (ts.costs != null) {
                    a.read(status + arg);
                    int interest = ts.cpus[arg].interestCell;
                    if (interest >= 0) {
                        a.read(cell(interest));
                    }
                }
            }
            case CALL_RCU -> {
                if (buffered(cpu, code, node)) {
                    a.write(filled(cpu));
                    addQuiescence(a, cpu);
                } else {
                    addReaders(a);
                    a.write(period(code.linked[node]));
                }
            }
            case RCU_START -> {
                addReaders(a);
                a.write(period(cpu.gracePeriod));
            }
            case RCU_WAIT -> a.write(period(cpu.gracePeriod));
            case STOP_VCPU -> {
                a.read(running[arg]);
                a.read(filled + arg);
                a.read(drained + arg);
                a.write(running[arg]);
            }
            case RESUME_VCPU -> a.write(running[arg]);
            case WALK -> {
                a.read(cell(object));
                addPage(a, code, node);
            }
            case TOUCH -> addPage(a, code, node);
            case SET_PAGE -> a.write(ghosts[object]);
            default -> {}
        }
        for (int e = code.firstEdge[node]; e < code.edgesEnd(node); e++) {
            addNotes(a, code.effects[e]);
        }
        return a;
    }

    private void addPage(Accesses a, Code code, int node) {
        a.read(ghosts[code.step[node].page().state().index()]);
    }
}
