package org.shootdown.check.reduce;

import java.util.Arrays;
import org.shootdown.check.system.Code;
import org.shootdown.check.system.CompiledCpu;
import org.shootdown.check.system.TransitionSystem;

/**
 * What two movers can disagree about, by number: each step reads some <em>resources</em> and writes some, and two steps
 * of different movers commute unless one writes what the other reads or writes.
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
 *   <li>for each CPU that a host can stop, <em>running</em>, which every step of it reads; its buffer need not, since it
 *       is empty when the host stops the CPU.
 *   <li>for each store buffer <em>filled</em> and <em>drained</em>: a step that waits for an empty buffer, and a host
 *       that stops only a CPU with an empty one, depend on these. Adding to a buffer and draining it commute.
 *   <li>where grace periods exist, each callback's, and for each CPU its <em>quiescence</em>. Its thread writes it where it
 *       comes into or out of a section (interrupts off, a read-side section of RCU, a handler) or puts something into
 *       its buffer, and its buffer where it drains: a CPU begins or ceases to hold up grace periods in no other way.
 *       These do not commute: a CPU whose buffer drains before it is filled again is quiescent in between. The start
 *       of a grace period reads that of all CPUs.
 *   <li>where IPIs are counted, for each CPU its <em>status</em>, written where its thread comes into or out of a
 *       section, which decides, with the cell that says which mm it uses, whether an IPI disturbs it. The counts
 *       themselves only grow, in any order, and nobody reads them before the end.
 * </ul>
 */
final class Resources {
    private final TransitionSystem ts;
    /** The number of resources so far. */
    private int next;

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

    Resources(TransitionSystem ts) {
        this.ts = ts;
        cells = numbers(ts.cellField);
        ghosts = numbers(ts.ghostField);
        int[] queues = Arrays.stream(ts.cpus).mapToInt(cpu -> cpu.queue.field).toArray();
        tails = numbers(queues);
        done = numbers(queues);
        running =
                numbers(Arrays.stream(ts.cpus).mapToInt(cpu -> cpu.stoppedField).toArray());
        filled = numbers(ts.cpus.length);
        drained = numbers(ts.cpus.length);
        quiescence = ts.gracePeriodField.length > 0 ? numbers(ts.cpus.length) : Accesses.NONE;
        periods = numbers(ts.callbacks.length);
        status = ts.costs != null ? numbers(ts.cpus.length) : Accesses.NONE;
    }

    /** A number for what each of these fields holds; none for a field that always holds the same. */
    private int[] numbers(int[] fields) {
        int[] numbers = new int[fields.length];
        for (int i = 0; i < fields.length; i++) {
            numbers[i] = ts.layout.maskOf(fields[i]) == 0 ? Accesses.NONE : next++;
        }
        return numbers;
    }

    /** The first of {@code count} new numbers. */
    private int numbers(int count) {
        int first = next;
        next += count;
        return first;
    }

    /** A set of accesses with nothing in it. */
    Accesses none() {
        return new Accesses((next + Long.SIZE - 1) / Long.SIZE);
    }

    int cell(int cell) {
        return cells[cell];
    }

    int ghost(int ghost) {
        return ghosts[ghost];
    }

    int tail(int cpu) {
        return tails[cpu];
    }

    int done(int cpu) {
        return done[cpu];
    }

    int running(int cpu) {
        return running[cpu];
    }

    int filled(int cpu) {
        return filled + cpu;
    }

    int drained(int cpu) {
        return drained + cpu;
    }

    int period(int number) {
        return periods + number;
    }

    /** Adds what any step of a CPU does besides its own purpose. */
    void addAnyStep(Accesses to, CompiledCpu cpu) {
        to.read(running(cpu.id));
    }

    /** Adds that every CPU's quiescence is looked at. */
    void addReaders(Accesses to) {
        for (CompiledCpu cpu : ts.cpus) {
            to.read(quiescence + cpu.id);
        }
    }

    /** Adds that the quiescence of a CPU may change. */
    void addQuiescence(Accesses to, CompiledCpu cpu) {
        if (quiescence != Accesses.NONE) {
            to.write(quiescence + cpu.id);
        }
    }

    /** Adds that the thread of a CPU may come into or out of a section. */
    void addSection(Accesses to, CompiledCpu cpu) {
        addQuiescence(to, cpu);
        if (status != Accesses.NONE) {
            to.write(status + cpu.id);
        }
    }

    /** Adds what effects write. */
    void addNotes(Accesses to, Code.Effects effects) {
        if (effects != null) {
            for (int ghost : effects.ghost) {
                to.write(ghosts[ghost]);
            }
        }
    }

    /**
     * The accesses of one step, whatever its result.
     *
     * @param cpu who makes it; {@code null} for a callback, which runs on no CPU
     */
    Accesses ofStep(CompiledCpu cpu, Code code, int node) {
        Accesses a = none();
        code.read(node, new StepReads(a));
        addWrites(a, cpu, code, node);
        for (int e = code.firstEdge[node]; e < code.edgesEnd(node); e++) {
            addNotes(a, code.effects[e]);
        }
        return a;
    }

    private void addWrites(Accesses a, CompiledCpu cpu, Code code, int node) {
        if (code.buffered[node]) {
            a.write(filled(cpu.id));
            addQuiescence(a, cpu);
            return;
        }
        switch (code.op[node]) {
            case WRITE, RMW -> a.write(cell(code.object[node]));
            case SET_PAGE -> a.write(ghost(code.object[node]));
            case SEND_IPI -> a.write(tail(code.arg[node]));
            case CALL_RCU -> a.write(period(code.linked[node]));
            // Nobody else looks at the grace period that a CPU waits for itself.
            case STOP_VCPU, RESUME_VCPU -> a.write(running(code.arg[node]));
            default -> {}
        }
    }

    /** What a step reads. */
    private final class StepReads implements Code.Reads {
        private final Accesses to;

        StepReads(Accesses to) {
            this.to = to;
        }

        @Override
        public void cell(int cell) {
            to.read(Resources.this.cell(cell));
        }

        @Override
        public void page(int ghost) {
            to.read(ghost(ghost));
        }

        /** Matters only while there is such a request, and then {@link PartialOrder} adds that it is read. */
        @Override
        public void unfinishedRequest(int cpu) {}

        @Override
        public void disturbance(int cpu) {
            if (status != Accesses.NONE) {
                to.read(status + cpu);
                CompiledCpu.Interest interest = ts.cpus[cpu].interest;
                if (interest != null) {
                    cell(interest.cell());
                }
            }
        }

        @Override
        public void readers() {
            addReaders(to);
        }

        @Override
        public void stop(int cpu) {
            to.read(drained(cpu));
        }
    }

    /** The accesses of a store-buffer entry with this code when it leaves the buffer. */
    Accesses ofLeaving(CompiledCpu cpu, int entry) {
        Accesses a = none();
        if (cpu.buffer.startsGracePeriod(entry)) {
            addReaders(a);
            a.write(period(cpu.buffer.callback(entry)));
        } else {
            a.write(cell(cpu.buffer.cell(entry)));
        }
        a.write(drained(cpu.id));
        addQuiescence(a, cpu);
        return a;
    }
}
