package org.shootdown.check.system;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.unfold.UnfoldedMachine;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.ModelError;

/**
 * A machine under a memory model as a transition system: the fields a state has, and the compiled programs. Immutable,
 * and shared by all threads of a search; {@link Transitions} does the moving.
 *
 * <p>A state is, for each CPU, the node of its task and of a handler and an NMI if it is in one, its store buffer, its
 * queue of requests from other CPUs, whether its host has stopped it and how many NMIs may still come; the value of
 * each cell and ghost; and the progress of each grace period. Fields that can hold only one value take no bits.
 */
public final class TransitionSystem {
    /** A grace period's field is an {@code int} with a bit for each processor, and one value more. */
    private static final int MOST_PROCESSORS_WITH_RCU = Integer.SIZE - 2;

    final UnfoldedMachine unfolded;
    public final Machine machine;
    public final StateLayout layout;
    public final CompiledCpu[] cpus;
    public final CompiledCallback[] callbacks;
    public final Mover[] movers;
    /** The field of each cell. */
    public final int[] cellField;
    /** The field of each ghost. */
    public final int[] ghostField;
    /** The fields of the {@linkplain GracePeriod grace periods}: one per callback, then one per CPU that waits for its own. */
    public final int[] gracePeriodField;
    /** The fields of the IPI counters, or {@code null} where IPIs are not counted. */
    public final Costs costs;
    /** Bit n: situation n holds before any step. */
    public final int initialSituations;

    private final long[] initial;

    /** The fields that count IPIs. */
    public record Costs(int flushField, int syncField, int disturbedField) {}

    /**
     * Compiles a machine.
     *
     * @param countIpis whether states hold how many IPIs were sent on the way to them
     * @throws ModelError if what a state must hold has no bound, or too large a one
     */
    public TransitionSystem(UnfoldedMachine unfolded, MemoryModel memory, boolean countIpis) {
        this.unfolded = unfolded;
        machine = unfolded.machine();
        StateLayout.Builder fields = new StateLayout.Builder();
        Links links = new Links(unfolded);
        cpus = cpus(unfolded, links, memory, fields);
        callbacks = callbacks(unfolded, links, fields);
        gracePeriodField = gracePeriods(fields);
        cellField = new int[machine.cells().size()];
        for (Cell cell : machine.cells()) {
            var values = unfolded.values().cell(cell.index());
            cellField[cell.index()] =
                    fields.add(cell.name(), values.nextSetBit(0), values.length() - 1, cell.initial());
        }
        ghostField = new int[machine.ghosts().size()];
        for (Ghost ghost : machine.ghosts()) {
            var values = unfolded.values().ghost(ghost.index());
            ghostField[ghost.index()] =
                    fields.add(ghost.name(), values.nextSetBit(0), values.length() - 1, ghost.initial());
        }
        costs = countIpis ? costs(unfolded, fields) : null;
        layout = fields.build();
        movers = movers();
        int[] values = fields.initialValues();
        int situations = 0;
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

    private static CompiledCpu[] cpus(
            UnfoldedMachine unfolded, Links links, MemoryModel memory, StateLayout.Builder fields) {
        List<CompiledCpu> cpus = new ArrayList<>();
        int gracePeriods = unfolded.callbacks().size();
        for (UnfoldedMachine.Processor p : unfolded.processors()) {
            CompiledCpu cpu = new CompiledCpu(unfolded, p, links, memory.buffersStores(), gracePeriods, fields);
            gracePeriods += cpu.waitsForGracePeriod() ? 1 : 0;
            cpus.add(cpu);
        }
        return cpus.toArray(CompiledCpu[]::new);
    }

    private static CompiledCallback[] callbacks(UnfoldedMachine unfolded, Links links, StateLayout.Builder fields) {
        CompiledCallback[] callbacks = new CompiledCallback[unfolded.callbacks().size()];
        for (int k = 0; k < callbacks.length; k++) {
            callbacks[k] = new CompiledCallback(k, unfolded.callbacks().get(k), links, fields);
        }
        return callbacks;
    }

    private int[] gracePeriods(StateLayout.Builder fields) {
        List<String> names = new ArrayList<>();
        for (CompiledCallback callback : callbacks) {
            names.add("gp " + callback.number);
        }
        for (CompiledCpu cpu : cpus) {
            if (cpu.waitsForGracePeriod()) {
                names.add("gp of " + machine.processors().get(cpu.id).name());
            }
        }
        if (!names.isEmpty() && cpus.length > MOST_PROCESSORS_WITH_RCU) {
            throw new ModelError("grace periods with more than " + MOST_PROCESSORS_WITH_RCU + " processors");
        }
        int all = names.isEmpty() ? 0 : GracePeriod.waitingFor((1 << cpus.length) - 1);
        return names.stream()
                .mapToInt(name -> fields.add(name, GracePeriod.NONE, all, GracePeriod.NONE))
                .toArray();
    }

    private static Costs costs(UnfoldedMachine unfolded, StateLayout.Builder fields) {
        MostIpis most = new MostIpis(unfolded);
        Predicate<IpiFunction> flush = f -> f.purpose() == IpiFunction.Purpose.TLB_FLUSH;
        Predicate<IpiFunction> sync = f -> f.purpose() == IpiFunction.Purpose.TABLE_SYNC;
        return new Costs(
                fields.add("flush IPIs", 0, most.sent(flush), 0),
                fields.add("sync IPIs", 0, most.sent(sync), 0),
                fields.add("disturbed", 0, most.sent(f -> true), 0));
    }

    private Mover[] movers() {
        List<Mover> all = new ArrayList<>();
        for (CompiledCpu cpu : cpus) {
            all.add(new Mover.Thread(all.size(), cpu));
        }
        for (CompiledCpu cpu : cpus) {
            if (cpu.buffer.exists()) {
                all.add(new Mover.Buffer(all.size(), cpu));
            }
        }
        for (CompiledCallback callback : callbacks) {
            all.add(new Mover.Callback(all.size(), callback));
        }
        return all.toArray(Mover[]::new);
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

    /** Whether executions have an outcome: the values of observed cells and ghosts in their last state. */
    public boolean hasOutcomes() {
        return !machine.observedCells().isEmpty() || !machine.observedGhosts().isEmpty();
    }

    /** The bits that are all 0 in exactly those states in which everything has come to its end. */
    public long[] unfinishedBits() {
        long[] bits = new long[words()];
        for (CompiledCpu cpu : cpus) {
            if (!cpu.agent) {
                Stream.of(cpu.task, cpu.irq, cpu.nmi).forEach(code -> layout.addTo(bits, code.field));
                layout.addTo(bits, cpu.queue.field);
                for (int slot : cpu.buffer.slots) {
                    layout.addTo(bits, slot);
                }
            }
        }
        for (int field : gracePeriodField) {
            layout.addTo(bits, field);
        }
        return bits;
    }
}
