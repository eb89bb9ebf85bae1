package org.shootdown.live;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Page;
import org.shootdown.machine.Program;
import org.shootdown.machine.Property;
import org.shootdown.machine.Situation;
import org.shootdown.machine.Walk;

/**
 * A CPU played by a thread. The package's documentation has the access mode of each primitive and says how interrupts
 * reach the CPU. Fields that are not in the shared memory belong to the thread that holds the CPU's {@linkplain
 * Words#control control word}.
 */
final class LiveCpu implements Cpu {
    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(int[].class);

    /** An NMI that may still come comes at a step with a chance of 1 in this, a power of two. */
    private static final int NMI_ODDS = 16;

    /** So many turns of a wait, a power of two, before the processor is offered to another thread. */
    private static final int TURNS_PER_YIELD = 256;

    private final LiveMachine.Blueprint blueprint;
    private final Words words;
    private final Machine.Processor processor;
    private final LiveCpu[] cpus;
    private final IpiFunction[] called;

    private final int[] memory;
    private final int shift;
    private final int firstGhost;
    private final int attention;
    private final int control;

    /** What the word of attention holds when there is nothing new in it. */
    private int seen;

    private boolean irqOff;
    private boolean rcuReader;
    private boolean inNmi;
    private boolean immediate;
    private int nmisLeft;
    private int turns;
    private Program[] callbacks = {};
    private int broken;
    private int reached;

    LiveCpu(LiveMachine.Blueprint blueprint, Machine.Processor processor, int[] memory, LiveCpu[] cpus) {
        this.blueprint = blueprint;
        this.words = blueprint.words;
        this.processor = processor;
        this.memory = memory;
        this.cpus = cpus;
        this.called = new IpiFunction[cpus.length];
        this.shift = words.shift;
        this.firstGhost = words.firstGhost;
        this.attention = words.attention(processor.id());
        this.control = words.control(processor.id());
        this.immediate = processor.agent();
        this.nmisLeft = processor.nmis();
    }

    void reset() {
        seen = 0;
        nmisLeft = processor.nmis();
        broken = 0;
        reached = 0;
    }

    int broken() {
        return broken;
    }

    int reached() {
        return reached;
    }

    // ---- the life of the CPU ----------------------------------------------------------------------------------------

    /** Runs the task, and what it leaves behind, on the calling thread. */
    void run() {
        while (!claim()) {
            relax();
        }
        toItsEnd(processor.task());
        irqOff = false;
        rcuReader = false;
        finishCalls();
        if (callbacks.length != 0) {
            runCallbacks();
        }
        WORD.setRelease(memory, control, Words.ENDED);
    }

    private void toItsEnd(Program program) {
        try {
            program.run(this);
        } catch (End end) {
            // A condition of the model failed, or nothing is left that an agent could wait for.
        }
    }

    /** Makes the calling thread the one that runs this CPU, if nobody does. */
    private boolean claim() {
        int state = (int) WORD.getOpaque(memory, control);
        return Words.isIdle(state) && WORD.compareAndSet(memory, control, state, Words.RUNNING);
    }

    /** Takes this CPU's interrupts for it if its program has not begun or has ended. Called by other CPUs' threads. */
    private void interruptIdle() {
        int state = (int) WORD.getOpaque(memory, control);
        if (Words.isIdle(state) && WORD.compareAndSet(memory, control, state, Words.RUNNING)) {
            if (((int) WORD.getOpaque(memory, attention) & Words.STOP) == 0) {
                boundary();
            }
            WORD.setRelease(memory, control, state);
        }
    }

    /** Whoever called functions sees to it that they are run: the target may have ended before it was interrupted. */
    private void finishCalls() {
        for (int target = 0; target < cpus.length; target++) {
            awaitCsd(target);
        }
    }

    /** Between two steps: the moment at which the environment can act on this CPU. */
    private void boundary() {
        if (nmisLeft != 0) {
            perhapsNmi();
        }
        if ((int) WORD.getOpaque(memory, attention) != seen) {
            attend();
        }
    }

    private void pause() {
        boundary();
        if (processor.agent() && allEnded()) {
            throw End.INSTANCE;
        }
        relax();
    }

    private void relax() {
        if ((++turns & TURNS_PER_YIELD - 1) == 0) {
            Thread.yield();
        } else {
            Thread.onSpinWait();
        }
    }

    private boolean allEnded() {
        for (LiveCpu cpu : cpus) {
            if (!cpu.processor.agent() && (int) WORD.getAcquire(memory, cpu.control) != Words.ENDED) {
                return false;
            }
        }
        return true;
    }

    private void attend() {
        int word = (int) WORD.getAcquire(memory, attention);
        if ((word & Words.STOP) != 0) {
            standStill();
        }
        if (irqOff) {
            return;
        }
        if ((word & Words.QUIESCE) != 0 && !rcuReader) {
            WORD.getAndBitwiseAnd(memory, attention, ~Words.QUIESCE);
        }
        while (((int) WORD.getOpaque(memory, attention) - seen & -Words.CALL) != 0) {
            interrupt();
        }
    }

    /** Stopped by the host: with an empty store buffer, and for RCU as good as idle if outside a reader. */
    private void standStill() {
        VarHandle.fullFence();
        do {
            WORD.setRelease(memory, control, irqOff || rcuReader ? Words.STOPPED_IN_READER : Words.STOPPED);
            while (isStopped()) {
                relax();
            }
            WORD.getAndSet(memory, control, Words.RUNNING);
        } while (isStopped());
    }

    private boolean isStopped() {
        return ((int) WORD.getAcquire(memory, attention) & Words.STOP) != 0;
    }

    // ---- interrupts -------------------------------------------------------------------------------------------------

    private void interrupt() {
        VarHandle.fullFence();
        int sender = nextSender();
        boolean reader = rcuReader;
        irqOff = true;
        rcuReader = false;
        toItsEnd(called[sender]);
        rcuReader = reader;
        irqOff = false;
        seen += Words.CALL;
        WORD.setRelease(memory, words.csd(id(), sender), 0);
        VarHandle.fullFence();
    }

    /** The CPU whose request is the oldest in the queue; it may be about to say so. */
    private int nextSender() {
        while (true) {
            for (int sender = 0; sender < cpus.length; sender++) {
                if ((int) WORD.getAcquire(memory, words.csd(id(), sender)) == Words.queued(seen)) {
                    return sender;
                }
            }
            relax();
        }
    }

    private void perhapsNmi() {
        if (inNmi || ThreadLocalRandom.current().nextInt(NMI_ODDS) != 0) {
            return;
        }
        nmisLeft--;
        VarHandle.fullFence();
        boolean off = irqOff;
        boolean reader = rcuReader;
        inNmi = true;
        irqOff = true;
        rcuReader = false;
        toItsEnd(processor.nmi());
        inNmi = false;
        irqOff = off;
        rcuReader = reader;
        VarHandle.fullFence();
    }

    @Override
    public int irqSave() {
        if (irqOff) {
            return 0;
        }
        boundary();
        irqOff = true;
        return 1;
    }

    @Override
    public void irqRestore(int flags) {
        if (flags != 0) {
            boundary();
            irqOff = false;
        }
    }

    @Override
    public void sendIpi(int target, IpiFunction function) {
        boundary();
        awaitCsd(target);
        LiveCpu to = cpus[target];
        to.called[id()] = function;
        int place = (int) WORD.getAndAdd(memory, to.attention, Words.CALL);
        WORD.setRelease(memory, words.csd(target, id()), Words.queued(place));
    }

    @Override
    public void awaitIpi(int target) {
        boundary();
        awaitCsd(target);
    }

    private void awaitCsd(int target) {
        while ((int) WORD.getAcquire(memory, words.csd(target, id())) != 0) {
            cpus[target].interruptIdle();
            pause();
        }
    }

    // ---- memory -----------------------------------------------------------------------------------------------------

    private int at(Cell cell) {
        return cell.index() << shift;
    }

    private int at(Ghost ghost) {
        return firstGhost + ghost.index() << shift;
    }

    @Override
    public int id() {
        return processor.id();
    }

    @Override
    public int readOnce(Cell cell) {
        boundary();
        return (int) WORD.getOpaque(memory, at(cell));
    }

    @Override
    public void writeOnce(Cell cell, int value) {
        boundary();
        WORD.setOpaque(memory, at(cell), value);
        stored(cell);
    }

    @Override
    public int loadAcquire(Cell cell) {
        boundary();
        return (int) WORD.getAcquire(memory, at(cell));
    }

    @Override
    public void storeRelease(Cell cell, int value) {
        boundary();
        WORD.setRelease(memory, at(cell), value);
        stored(cell);
    }

    /** What is not in the CPU's memory hierarchy, or not done by a CPU, has no store buffer to wait in. */
    private void stored(Cell cell) {
        if (immediate || cell.isRegister()) {
            VarHandle.fullFence();
        }
    }

    @Override
    public int readModifyWrite(Cell cell, IntUnaryOperator f) {
        boundary();
        int old = (int) WORD.getOpaque(memory, at(cell));
        while (true) {
            int found = (int) WORD.compareAndExchange(memory, at(cell), old, f.applyAsInt(old));
            if (found == old) {
                return old;
            }
            old = found;
        }
    }

    @Override
    public int xchg(Cell cell, int value) {
        boundary();
        return (int) WORD.getAndSet(memory, at(cell), value);
    }

    @Override
    public int cmpxchg(Cell cell, int expected, int value) {
        boundary();
        return (int) WORD.compareAndExchange(memory, at(cell), expected, value);
    }

    @Override
    public int addReturn(Cell cell, int delta) {
        boundary();
        return (int) WORD.getAndAdd(memory, at(cell), delta) + delta;
    }

    @Override
    public int setBit(Cell cell, int bit) {
        boundary();
        return (int) WORD.getAndBitwiseOr(memory, at(cell), 1 << bit);
    }

    @Override
    public int clearBit(Cell cell, int bit) {
        boundary();
        return (int) WORD.getAndBitwiseAnd(memory, at(cell), ~(1 << bit));
    }

    @Override
    public void smpMb() {
        boundary();
        VarHandle.fullFence();
    }

    @Override
    public void smpRmb() {
        boundary();
        VarHandle.loadLoadFence();
    }

    @Override
    public void smpWmb() {
        boundary();
        VarHandle.storeStoreFence();
    }

    @Override
    public int awaitUntil(Cell cell, IntPredicate until) {
        boundary();
        while (true) {
            int value = (int) WORD.getOpaque(memory, at(cell));
            if (until.test(value)) {
                return value;
            }
            pause();
        }
    }

    @Override
    public void spinLock(Cell lock) {
        boundary();
        while ((int) WORD.compareAndExchange(memory, at(lock), 0, 1) != 0) {
            pause();
        }
    }

    // ---- RCU --------------------------------------------------------------------------------------------------------

    @Override
    public void rcuReadLock() {
        boundary();
        rcuReader = true;
    }

    @Override
    public void rcuReadUnlock() {
        boundary();
        rcuReader = false;
    }

    /** Only noted: its grace period begins when the program has ended, which is as good a time as any. */
    @Override
    public void callRcu(Program callback) {
        boundary();
        callbacks = Arrays.copyOf(callbacks, callbacks.length + 1);
        callbacks[callbacks.length - 1] = callback;
    }

    private void runCallbacks() {
        synchronizeRcu();
        immediate = true;
        for (Program callback : callbacks) {
            toItsEnd(callback);
        }
        immediate = processor.agent();
        callbacks = new Program[0];
    }

    @Override
    public void synchronizeRcu() {
        boundary();
        for (LiveCpu cpu : cpus) {
            if (cpu != this && !cpu.processor.agent()) {
                WORD.getAndBitwiseOr(memory, cpu.attention, Words.QUIESCE);
            }
        }
        VarHandle.fullFence();
        for (LiveCpu cpu : cpus) {
            while (cpu != this && !cpu.processor.agent() && !cpu.wasQuiescent()) {
                pause();
            }
        }
    }

    /** Whether this CPU was outside any read-side section since it was asked to say so. Called by other CPUs' threads. */
    private boolean wasQuiescent() {
        return ((int) WORD.getAcquire(memory, attention) & Words.QUIESCE) == 0
                || Words.isQuiet((int) WORD.getAcquire(memory, control));
    }

    // ---- choice and environment -------------------------------------------------------------------------------------

    @Override
    public int choose(int n) {
        boundary();
        return n == 1 ? 0 : ThreadLocalRandom.current().nextInt(n);
    }

    @Override
    public void stopVcpu(int vcpu) {
        boundary();
        LiveCpu target = cpus[vcpu];
        while (((int) WORD.getAndBitwiseOr(memory, target.attention, Words.STOP) & Words.STOP) != 0) {
            pause();
        }
        while ((int) WORD.getAcquire(memory, target.control) == Words.RUNNING) {
            pause();
        }
    }

    @Override
    public void resumeVcpu(int vcpu) {
        boundary();
        WORD.getAndBitwiseAnd(memory, cpus[vcpu].attention, ~Words.STOP);
    }

    // ---- ghost state and judgement ----------------------------------------------------------------------------------

    @Override
    public int walk(Page table, Cell entry, int owner, Walk walk) {
        boundary();
        int value = (int) WORD.getOpaque(memory, at(entry));
        look(table, owner, walk);
        return value;
    }

    @Override
    public void touch(Page page, int owner, Walk walk) {
        boundary();
        look(page, owner, walk);
    }

    private void look(Page page, int owner, Walk walk) {
        int state = (int) WORD.getOpaque(memory, at(page.state()));
        if (state != Page.LIVE) {
            judge(state, owner, walk);
        }
    }

    private void judge(int state, int owner, Walk walk) {
        Property property = Page.broken(state, owner, walk);
        if (property != null) {
            broken |= 1 << property.ordinal();
        }
        if (state == Page.UNLINKED) {
            reached |= blueprint.insideUnlinked;
        }
    }

    @Override
    public void unlink(Page page) {
        note(page.state(), Page.UNLINKED);
    }

    @Override
    public void relink(Page page) {
        note(page.state(), Page.LIVE);
    }

    @Override
    public void free(Page page) {
        boundary();
        note(page.state(), Page.FREED);
    }

    @Override
    public void repurpose(Page page) {
        boundary();
        note(page.state(), Page.REPURPOSED);
    }

    @Override
    public void handOver(Page page, int owner) {
        boundary();
        note(page.state(), page.ownedBy(owner));
    }

    @Override
    public void note(Ghost ghost, int value) {
        WORD.setOpaque(memory, at(ghost), value);
    }

    @Override
    public void reached(Situation situation) {
        reached |= 1 << situation.index();
    }

    @Override
    public void require(boolean condition, Property property, String otherwise) {
        if (!condition) {
            broken |= 1 << property.ordinal();
            throw End.INSTANCE;
        }
    }

    /** Ends a program early; costs no stack trace. */
    private static final class End extends Error {
        private static final long serialVersionUID = 1L;
        static final End INSTANCE = new End();

        private End() {
            super(null, null, false, false);
        }
    }
}
