package org.shootdown.live;

import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Program;

/**
 * A CPU that something can happen to between two steps: an interrupt, an NMI, its host stopping it, RCU asking for a
 * quiescent state. Methods are for the CPU's own thread, but for those that are said to be for any.
 */
@SuppressWarnings({"ReferenceEquality", "ThreadPriorityCheck"
}) // CPUs and IDLE are one object each; yields where CPUs are scarce
abstract class Interruptible extends Apart implements Cpu {
    /** In {@link #context}: interrupts are off. */
    private static final int IRQ_OFF = 1;
    /** In {@link #context}: inside {@code rcu_read_lock}. */
    private static final int RCU_READER = 2;
    /** In {@link #context}: in the handler of an NMI. */
    private static final int IN_NMI = 4;

    /** An NMI that may still come comes at a step with a chance of 1 in this. */
    private static final int NMI_ODDS = 16;

    /** So many turns of a wait before the processor is offered to another thread; a power of two. */
    private static final int TURNS_PER_YIELD = 256;

    private final Machine.Processor processor;
    private final boolean agent;

    /** By target: the place in its queue of what this CPU called there last. */
    private final int[] places;
    /** Bit n: CPU n may not have served what this CPU called there last. */
    private long unfinished;
    /** Bit n: this CPU's thread has yet to run callbacks that CPU n left behind. */
    private long indebted;

    /** Interrupts are off where nobody runs the CPU, for whoever then runs its handlers. */
    private int context;

    private int nmisLeft;

    Interruptible(Machine.Processor processor, Interruptible[] cpus) {
        super(processor.id(), cpus);
        this.processor = processor;
        this.agent = processor.agent();
        this.places = new int[cpus.length];
    }

    /** Makes the CPU as it was before it first ran. */
    void reset() {
        // Nobody needs to run a CPU that does nothing.
        reset(processor.task() == Program.IDLE, processor.nmis() != 0);
        nmisLeft = processor.nmis();
        context = IRQ_OFF;
        unfinished = 0;
        indebted = 0;
        Arrays.fill(places, 0);
    }

    @Override
    public final int id() {
        return id;
    }

    final boolean isAgent() {
        return agent;
    }

    /** Makes the calling thread the CPU's own, once it has none. For any thread. */
    final void begin() {
        for (int turn = 1; claim() == TAKEN; turn++) {
            relax(turn);
        }
        context = 0;
    }

    /** Leaves whatever section a program was in that ended early. */
    final void leaveSections() {
        context = 0;
    }

    /** Whether the program left calls or callbacks behind. */
    final boolean hasLooseEnds() {
        return (unfinished | indebted) != 0 || hasCallbacks();
    }

    /**
     * Whoever called functions sees to it that they are run: targets may have ended before they were interrupted.
     *
     * @return bit n: CPU n has left callbacks behind for the calling thread to run
     */
    final long finishCalls() {
        while (unfinished != 0) {
            await(Long.numberOfTrailingZeros(unfinished));
        }
        return indebted;
    }

    /** Leaves the CPU for good. */
    final void finish() {
        context = IRQ_OFF;
        end();
    }

    // ---- between two steps ------------------------------------------------------------------------------------------

    /** Between two steps: the moment at which the environment can act on this CPU. */
    final void boundary() {
        if (isWanted()) {
            attend();
        }
    }

    /** One turn of a program's wait, numbered from 1. */
    final void pause(int turn) {
        boundary();
        if (agent && allEnded()) {
            throw End.INSTANCE;
        }
        if (!interruptIdleTargets()) {
            relax(turn);
        }
    }

    /**
     * A program may wait for what a function does that it called on a CPU that had ended.
     *
     * @return whether one ran, so that there is no need to give it time
     */
    private boolean interruptIdleTargets() {
        boolean ran = false;
        for (long targets = unfinished; targets != 0; targets &= targets - 1) {
            ran |= interruptIdle(cpus[Long.numberOfTrailingZeros(targets)]);
        }
        return ran;
    }

    private static void relax(int turn) {
        if ((turn & TURNS_PER_YIELD - 1) == 0) {
            Thread.yield();
        } else {
            Thread.onSpinWait();
        }
    }

    private boolean allEnded() {
        for (Interruptible cpu : cpus) {
            if (!cpu.agent && !cpu.hasEnded()) {
                return false;
            }
        }
        return true;
    }

    private void attend() {
        int wanted = attention();
        if ((wanted & STOP) != 0) {
            standStill();
        }
        attendToOthers(wanted);
        if ((wanted & CALLER) != 0 && (context & IRQ_OFF) == 0) {
            int interrupted = context;
            context = IRQ_OFF;
            interrupt();
            context = interrupted;
        }
    }

    private void attendToOthers(int wanted) {
        if ((wanted & NMI) != 0) {
            perhapsNmi();
        }
        if ((wanted & QUIESCE) != 0 && !isReader()) {
            clear(QUIESCE);
        }
    }

    /**
     * Takes the interrupts of {@code cpu} for it if its program has not begun or has ended.
     *
     * @return whether there was a call among them
     */
    private boolean interruptIdle(Interruptible cpu) {
        int claimed = cpu.claim();
        if (claimed == TAKEN) {
            return false;
        }
        boolean called = cpu.attendIdle();
        if (cpu.handBack(claimed)) {
            indebted |= 1L << cpu.id;
        }
        return called;
    }

    private boolean attendIdle() {
        int wanted = attention();
        if ((wanted & STOP) != 0) {
            return false;
        }
        attendToOthers(wanted);
        if ((wanted & CALLER) == 0) {
            return false;
        }
        interrupt();
        return true;
    }

    // ---- interrupts -------------------------------------------------------------------------------------------------

    /** With interrupts off. What takes the queue is the full fence of interrupt entry. */
    private void interrupt() {
        serve(youngest(takeCalls()));
    }

    private void serve(Csd csd) {
        if (csd.older() != 0) {
            serve(youngest(csd.older()));
        }
        try {
            csd.function().run(this);
        } catch (End end) {
            context = IRQ_OFF;
        }
        serveNext();
        VarHandle.fullFence();
    }

    @Override
    public final int irqSave() {
        if ((context & IRQ_OFF) != 0) {
            return 0;
        }
        boundary();
        context |= IRQ_OFF;
        return 1;
    }

    @Override
    public final void irqRestore(int flags) {
        if (flags != 0) {
            boundary();
            context &= ~IRQ_OFF;
        }
    }

    @Override
    public final void sendIpi(int target, IpiFunction function) {
        boundary();
        if ((unfinished & 1L << target) != 0) {
            await(target);
        }
        unfinished |= 1L << target;
        places[target] = cpus[target].queue(id, function, places[target]);
    }

    @Override
    public final void awaitIpi(int target) {
        boundary();
        if ((unfinished & 1L << target) != 0) {
            await(target);
        }
    }

    private void await(int target) {
        Interruptible cpu = cpus[target];
        int place = places[target];
        for (int turn = 1; !cpu.hasServed(place); turn++) {
            pause(turn);
        }
        unfinished &= ~(1L << target);
    }

    private void perhapsNmi() {
        if ((context & IN_NMI) != 0 || ThreadLocalRandom.current().nextInt(NMI_ODDS) != 0) {
            return;
        }
        if (--nmisLeft == 0) {
            clear(NMI);
        }
        VarHandle.fullFence();
        int interrupted = context;
        context = IRQ_OFF | IN_NMI;
        try {
            Objects.requireNonNull(processor.nmi()).run(this);
        } catch (End end) {
            // The handler is over.
        }
        context = interrupted;
        VarHandle.fullFence();
    }

    // ---- RCU --------------------------------------------------------------------------------------------------------

    @Override
    public final void rcuReadLock() {
        boundary();
        context |= RCU_READER;
    }

    @Override
    public final void rcuReadUnlock() {
        boundary();
        context &= ~RCU_READER;
    }

    private boolean isReader() {
        return (context & (IRQ_OFF | RCU_READER)) != 0;
    }

    @Override
    public final void synchronizeRcu() {
        boundary();
        for (Interruptible cpu : cpus) {
            if (cpu != this && !cpu.agent) {
                cpu.raise(QUIESCE);
            }
        }
        VarHandle.fullFence();
        for (Interruptible cpu : cpus) {
            for (int turn = 1; cpu != this && !cpu.agent && !cpu.wasQuiescent(); turn++) {
                pause(turn);
            }
        }
    }

    /** Whether this CPU was outside any read-side section since it was asked to say so. For any thread. */
    private boolean wasQuiescent() {
        return isQuiet() || (attention() & QUIESCE) == 0;
    }

    // ---- the host ---------------------------------------------------------------------------------------------------

    /** Stopped by the host: with an empty store buffer, and for RCU as good as idle if outside a reader. */
    private void standStill() {
        VarHandle.fullFence();
        do {
            stop(isReader());
            for (int turn = 1; isStopped(); turn++) {
                relax(turn);
            }
            resume();
        } while (isStopped());
    }

    private boolean isStopped() {
        return (attention() & STOP) != 0;
    }

    @Override
    public final void stopVcpu(int vcpu) {
        boundary();
        Interruptible target = cpus[vcpu];
        for (int turn = 1; !target.raise(STOP); turn++) {
            pause(turn);
        }
        for (int turn = 1; target.isRunning(); turn++) {
            pause(turn);
        }
    }

    @Override
    public final void resumeVcpu(int vcpu) {
        boundary();
        cpus[vcpu].clear(STOP);
    }
}
