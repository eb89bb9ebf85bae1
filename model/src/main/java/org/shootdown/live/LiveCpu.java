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
 * reach the CPU. Its fields belong to the thread that made {@link #control} RUNNING, but for those that say otherwise.
 */
class LiveCpu implements Cpu {
    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(int[].class);
    private static final VarHandle ATTENTION = field("attention");
    private static final VarHandle CONTROL = field("control");

    /** In {@link #attention}: an NMI may still come. */
    private static final int NMI = 1;
    /** In {@link #attention}: the host has stopped this CPU. */
    private static final int STOP = 2;
    /** In {@link #attention}: someone waits for this CPU to be outside any RCU read-side section. */
    private static final int QUIESCE = 4;
    /** In {@link #attention}: the bits from here up count the function calls ever queued. */
    private static final int CALL = 8;

    /** In {@link #control}: the program has not begun. */
    private static final int IDLE = 0;
    /** In {@link #control}: a thread is running the CPU. */
    private static final int RUNNING = 1;
    /** In {@link #control}: the CPU stands still in an RCU read-side section. */
    private static final int STOPPED_IN_READER = 2;
    /** In {@link #control}: the CPU stands still outside any. */
    private static final int STOPPED = 3;
    /** In {@link #control}: the program has ended. */
    private static final int ENDED = 4;

    /** An NMI that may still come comes at a step with a chance of 1 in this. */
    private static final int NMI_ODDS = 16;

    private static final Program[] NO_CALLBACKS = {};

    /** So many turns of a wait before the processor is offered to another thread. */
    private static final int TURNS_PER_YIELD = 256;

    private final LiveMachine.Blueprint blueprint;
    private final Machine.Processor processor;
    private final LiveCpu[] cpus;

    /** What each other CPU called here last; published by its {@link #csd}. */
    private final IpiFunction[] called;
    /** The call_single_data of each other CPU for this one: 0 if unlocked, else the request's place in the queue. */
    private final int[] csd;

    private final int id;
    private final Program task;
    private final boolean agent;
    private final int[] memory;
    private final int shift;
    private final int firstGhost;

    /** What others want of this CPU; for any thread. Calls are queued in the order of their count. */
    private int attention;
    /** Whether a thread runs this CPU; for any thread. */
    private int control;
    /** What {@link #attention} holds when there is nothing new in it. */
    private int seen;

    private boolean irqOff;
    private boolean rcuReader;
    private boolean inNmi;
    private boolean immediate;
    private int nmisLeft;

    /** Bit n: CPU n may not have finished what this CPU called there. */
    private int unawaited;

    private Program[] callbacks = NO_CALLBACKS;
    /** Bit n: this CPU's thread has yet to run callbacks of CPU n, whose program has ended. */
    private int indebted;

    private int broken;
    private int reached;

    LiveCpu(LiveMachine.Blueprint blueprint, Machine.Processor processor, int[] memory, LiveCpu[] cpus) {
        this.blueprint = blueprint;
        this.processor = processor;
        this.id = processor.id();
        this.task = processor.task();
        this.agent = processor.agent();
        this.memory = memory;
        this.cpus = cpus;
        this.called = new IpiFunction[cpus.length];
        this.csd = new int[cpus.length];
        this.shift = blueprint.words.shift;
        this.firstGhost = blueprint.words.firstGhost;
        this.immediate = agent;
        reset();
    }

    private static VarHandle field(String name) {
        try {
            return MethodHandles.lookup().findVarHandle(LiveCpu.class, name, int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Makes the CPU as it was before it first ran. */
    void reset() {
        nmisLeft = processor.nmis();
        attention = nmisLeft == 0 ? 0 : NMI;
        seen = 0;
        // Nobody needs to run a CPU that does nothing.
        control = task == Program.IDLE ? ENDED : IDLE;
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
        for (int turn = 1; !claim(); turn++) {
            relax(turn);
        }
        try {
            task.run(this);
        } catch (End end) {
            irqOff = false;
            rcuReader = false;
        }
        if (unawaited != 0) {
            finishCalls();
        }
        runCallbacks();
        CONTROL.setRelease(this, ENDED);
        if (indebted != 0) {
            runCallbacksOfOthers();
        }
    }

    /** Makes the calling thread the one that runs this CPU, if nobody does. */
    private boolean claim() {
        int state = (int) CONTROL.getOpaque(this);
        return isIdle(state) && CONTROL.compareAndSet(this, state, RUNNING);
    }

    /**
     * Takes this CPU's interrupts for it if its program has not begun or has ended. Called by other CPUs' threads.
     *
     * @return whether that left callbacks behind after the end of the program, so that this CPU will not run them
     */
    private boolean interruptIdle() {
        boolean leftCallbacks = false;
        int state = (int) CONTROL.getOpaque(this);
        if (isIdle(state) && CONTROL.compareAndSet(this, state, RUNNING)) {
            if (((int) ATTENTION.getOpaque(this) & STOP) == 0) {
                boundary();
            }
            leftCallbacks = state == ENDED && callbacks.length != 0;
            CONTROL.setRelease(this, state);
        }
        return leftCallbacks;
    }

    private static boolean isIdle(int control) {
        return control == IDLE || control == ENDED;
    }

    /** Whoever called functions sees to it that they are run: the target may have ended before it was interrupted. */
    private void finishCalls() {
        for (int target = 0; target < cpus.length; target++) {
            awaitCsd(target);
        }
    }

    /** Between two steps: the moment at which the environment can act on this CPU. */
    private void boundary() {
        if ((int) ATTENTION.getOpaque(this) != seen) {
            attend();
        }
    }

    /** One turn of a program's wait, numbered from 1. */
    private void pause(int turn) {
        boundary();
        if (agent && allEnded()) {
            throw End.INSTANCE;
        }
        relax(turn);
    }

    private static void relax(int turn) {
        if (turn % TURNS_PER_YIELD == 0) {
            Thread.yield();
        } else {
            Thread.onSpinWait();
        }
    }

    private boolean allEnded() {
        for (LiveCpu cpu : cpus) {
            if (!cpu.agent && (int) CONTROL.getAcquire(cpu) != ENDED) {
                return false;
            }
        }
        return true;
    }

    private void attend() {
        int word = (int) ATTENTION.getAcquire(this);
        if ((word & STOP) != 0) {
            standStill();
        }
        if ((word & NMI) != 0) {
            perhapsNmi();
        }
        if (irqOff) {
            return;
        }
        if ((word & QUIESCE) != 0 && !rcuReader) {
            ATTENTION.getAndBitwiseAnd(this, ~QUIESCE);
        }
        while (((int) ATTENTION.getOpaque(this) & -CALL) != seen) {
            interrupt();
        }
    }

    /** Stopped by the host: with an empty store buffer, and for RCU as good as idle if outside a reader. */
    private void standStill() {
        VarHandle.fullFence();
        do {
            CONTROL.setRelease(this, irqOff || rcuReader ? STOPPED_IN_READER : STOPPED);
            for (int turn = 1; isStopped(); turn++) {
                relax(turn);
            }
            CONTROL.getAndSet(this, RUNNING);
        } while (isStopped());
    }

    private boolean isStopped() {
        return ((int) ATTENTION.getAcquire(this) & STOP) != 0;
    }

    // ---- interrupts -------------------------------------------------------------------------------------------------

    private void interrupt() {
        VarHandle.fullFence();
        int sender = nextSender();
        boolean reader = rcuReader;
        irqOff = true;
        rcuReader = false;
        try {
            called[sender].run(this);
        } catch (End end) {
            // The function is over.
        }
        rcuReader = reader;
        irqOff = false;
        seen += CALL;
        WORD.setRelease(csd, sender, 0);
        VarHandle.fullFence();
    }

    /** The CPU whose request is the oldest in the queue; it may be about to say so. */
    private int nextSender() {
        for (int turn = 1; ; turn++) {
            for (int sender = 0; sender < cpus.length; sender++) {
                if ((int) WORD.getAcquire(csd, sender) == queued(seen)) {
                    return sender;
                }
            }
            relax(turn);
        }
    }

    /** What the call_single_data of the request holds that found its target's attention to be {@code before}. */
    private static int queued(int before) {
        return before & -CALL | 1;
    }

    private void perhapsNmi() {
        if (inNmi || ThreadLocalRandom.current().nextInt(NMI_ODDS) != 0) {
            return;
        }
        if (--nmisLeft == 0) {
            ATTENTION.getAndBitwiseAnd(this, ~NMI);
        }
        VarHandle.fullFence();
        boolean off = irqOff;
        boolean reader = rcuReader;
        inNmi = true;
        irqOff = true;
        rcuReader = false;
        try {
            processor.nmi().run(this);
        } catch (End end) {
            // The handler is over.
        }
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
        unawaited |= 1 << target;
        LiveCpu to = cpus[target];
        if (to.called[id] != function) {
            to.called[id] = function;
        }
        int place = (int) ATTENTION.getAndAdd(to, CALL);
        WORD.setRelease(to.csd, id, queued(place));
    }

    @Override
    public void awaitIpi(int target) {
        boundary();
        awaitCsd(target);
    }

    private void awaitCsd(int target) {
        if ((unawaited & 1 << target) != 0) {
            LiveCpu to = cpus[target];
            for (int turn = 1; (int) WORD.getAcquire(to.csd, id) != 0; turn++) {
                if (to.interruptIdle()) {
                    indebted |= 1 << target;
                }
                pause(turn);
            }
            unawaited &= ~(1 << target);
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
        return id;
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
        for (int turn = 1; ; turn++) {
            int value = (int) WORD.getOpaque(memory, at(cell));
            if (until.test(value)) {
                return value;
            }
            pause(turn);
        }
    }

    @Override
    public void spinLock(Cell lock) {
        boundary();
        for (int turn = 1; (int) WORD.compareAndExchange(memory, at(lock), 0, 1) != 0; turn++) {
            pause(turn);
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

    /** Those included that interrupts hand over meanwhile. */
    private void runCallbacks() {
        while (callbacks.length != 0) {
            Program[] due = callbacks;
            callbacks = NO_CALLBACKS;
            synchronizeRcu();
            immediate = true;
            for (Program callback : due) {
                try {
                    callback.run(this);
                } catch (End end) {
                    // The callback is over.
                }
            }
            immediate = agent;
        }
    }

    /** Only now that this CPU's own program has ended: its sections would delay the grace period for ever. */
    private void runCallbacksOfOthers() {
        for (int target = 0; target < cpus.length; target++) {
            if ((indebted & 1 << target) != 0) {
                LiveCpu other = cpus[target];
                for (int turn = 1; !other.claim(); turn++) {
                    relax(turn);
                }
                other.runCallbacks();
                CONTROL.setRelease(other, ENDED);
            }
        }
        indebted = 0;
    }

    @Override
    public void synchronizeRcu() {
        boundary();
        for (LiveCpu cpu : cpus) {
            if (cpu != this && !cpu.agent) {
                ATTENTION.getAndBitwiseOr(cpu, QUIESCE);
            }
        }
        VarHandle.fullFence();
        for (LiveCpu cpu : cpus) {
            for (int turn = 1; cpu != this && !cpu.agent && !cpu.wasQuiescent(); turn++) {
                pause(turn);
            }
        }
    }

    /** Whether this CPU was outside any read-side section since it was asked to say so. Called by other CPUs' threads. */
    private boolean wasQuiescent() {
        int state = (int) CONTROL.getAcquire(this);
        return isIdle(state) || state == STOPPED || ((int) ATTENTION.getAcquire(this) & QUIESCE) == 0;
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
        for (int turn = 1; ((int) ATTENTION.getAndBitwiseOr(target, STOP) & STOP) != 0; turn++) {
            pause(turn);
        }
        for (int turn = 1; (int) CONTROL.getAcquire(target) == RUNNING; turn++) {
            pause(turn);
        }
    }

    @Override
    public void resumeVcpu(int vcpu) {
        boundary();
        ATTENTION.getAndBitwiseAnd(cpus[vcpu], ~STOP);
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

    /** A CPU whose fields share no cache line with what lies behind them in memory. */
    @SuppressWarnings("unused")
    static final class Padded extends LiveCpu {
        private long p00, p01, p02, p03, p04, p05, p06, p07, p08, p09, p10, p11, p12, p13, p14, p15;

        Padded(LiveMachine.Blueprint blueprint, Machine.Processor processor, int[] memory, LiveCpu[] cpus) {
            super(blueprint, processor, memory, cpus);
        }
    }
}
