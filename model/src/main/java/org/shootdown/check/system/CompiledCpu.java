package org.shootdown.check.system;

import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.shootdown.check.result.Op;
import org.shootdown.check.result.ProgramContext;
import org.shootdown.check.unfold.Automaton;
import org.shootdown.check.unfold.Step;
import org.shootdown.check.unfold.StoreRuns;
import org.shootdown.check.unfold.UnfoldedMachine;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Machine;

/** One processor of a {@link TransitionSystem}: its programs, and the fields of a state that are its own. Immutable. */
public final class CompiledCpu {
    /** Instead of the number of a grace period, for a CPU that never waits for one itself. */
    private static final int NO_GRACE_PERIOD = -1;

    public final int id;
    /** Whether it is no CPU but something in the environment, such as a host: executions end without it. */
    public final boolean agent;

    public final Code task;
    public final Code irq;
    public final Code nmi;
    /** The node where an NMI's handler starts, if NMIs can arrive at all, and what it does before its first step. */
    public final int nmiEntry;

    public final Code.Effects nmiEffects;
    /** The field that holds how many NMIs may still arrive. */
    public final int nmisLeftField;
    /** The field that holds 1 while the CPU's host has stopped it. */
    public final int stoppedField;

    /** The fields of {@link #task}, {@link #irq}, {@link #nmi} and {@link #queue}, which are read at every state. */
    final int taskField;

    final int irqField;
    final int nmiField;
    final int queueField;

    public final RequestQueue queue;
    public final StoreBuffer buffer;
    /** The number of the grace period that the CPU itself waits for in {@code synchronize_rcu}, if it ever does. */
    public final int gracePeriod;
    /** How to tell that the CPU uses the mm, or {@code null}. */
    public final Interest interest;

    /** A CPU uses the mm while a cell has a value. */
    public record Interest(int cell, int value) {}

    /**
     * Compiles a processor, and adds its fields to {@code fields}.
     *
     * @param buffersStores whether the memory model gives CPUs store buffers
     * @param nextGracePeriod the number of the CPU's own grace period, if it needs one
     */
    CompiledCpu(
            UnfoldedMachine unfolded,
            UnfoldedMachine.Processor p,
            Links links,
            boolean buffersStores,
            int nextGracePeriod,
            StateLayout.Builder fields) {
        Machine.Processor spec = p.spec();
        String name = spec.name();
        id = spec.id();
        agent = spec.agent();
        StoreRuns runs = new StoreRuns();
        if (buffersStores && !agent) {
            Stream.of(p.task(), p.irq(), p.nmi()).forEach(runs::add);
        }
        boolean buffers = runs.longest() > 0;
        ToIntFunction<Step> linker = step -> links.of(step, id, runs);
        int last = p.task().size() - 1;
        taskField = fields.add(name, 0, last, p.taskEntry().node());
        task = new Code(p.task(), ProgramContext.TASK, taskField, buffers, linker);
        int irqNodes = p.handlers().isEmpty() ? 0 : p.irq().size();
        irqField = fields.add(name + " irq", Code.IDLE, irqNodes, Code.IDLE);
        irq = new Code(p.irq(), ProgramContext.IRQ, irqField, buffers, linker);
        boolean hasNmi = p.nmiEntry() != null;
        int nmiNodes = hasNmi ? p.nmi().size() : 0;
        nmiField = fields.add(name + " nmi", Code.IDLE, nmiNodes, Code.IDLE);
        nmi = new Code(p.nmi(), ProgramContext.NMI, nmiField, buffers, linker);
        nmiEntry = hasNmi ? p.nmiEntry().node() : Automaton.END;
        nmiEffects = hasNmi ? Code.Effects.of(p.nmiEntry().effects()) : null;
        nmisLeftField = fields.add(name + " nmis left", 0, spec.nmis(), spec.nmis());
        stoppedField = fields.add(name + " stopped", 0, canBeStopped(unfolded, id) ? 1 : 0, 0);
        queue = new RequestQueue(name, links.requestsTo(id), p.handlers(), fields);
        queueField = queue.field;
        buffer = new StoreBuffer(id, name, runs, links, fields);
        gracePeriod = p.task().has(Op.RCU_START, 0) ? nextGracePeriod : NO_GRACE_PERIOD;
        Cell cell = spec.interest();
        interest = cell == null ? null : new Interest(cell.index(), spec.interestValue());
    }

    private static boolean canBeStopped(UnfoldedMachine unfolded, int cpu) {
        return unfolded.processors().stream()
                .flatMap(p -> Stream.of(p.task(), p.irq(), p.nmi()))
                .anyMatch(a -> a.has(Op.STOP_VCPU, cpu));
    }

    /** Whether the CPU waits for a grace period itself. */
    boolean waitsForGracePeriod() {
        return gracePeriod != NO_GRACE_PERIOD;
    }
}
