package org.shootdown.live;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import org.shootdown.machine.Cell;
import org.shootdown.machine.CpuMask;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Page;
import org.shootdown.machine.Program;
import org.shootdown.machine.Property;
import org.shootdown.machine.Situation;
import org.shootdown.machine.Walk;

/**
 * A CPU played by a thread: the steps of its programs. The package's documentation has the access mode of each primitive
 * and says how interrupts reach the CPU; {@link Vcpu} is what other threads see of it, {@link Interruptible} what can
 * happen to it between two steps. These are layers of one object rather than objects of their own, for a sample makes
 * a machine and throws it away, and no step should have to look further than it must.
 */
final class LiveCpu extends Interruptible {
    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(int[].class);

    private final Program task;
    private final int[] words;
    private final int insideUnlinked;
    private final Machine machine;

    /** Whether stores do not wait in a store buffer: those of an agent, which is no CPU. */
    private boolean immediate;

    private int broken;
    private int reached;

    LiveCpu(LiveMachine.Blueprint blueprint, Machine.Processor processor, int[] words, LiveCpu[] cpus) {
        super(processor, cpus);
        this.task = processor.task();
        this.words = words;
        this.insideUnlinked = blueprint.insideUnlinked;
        this.machine = blueprint.machine;
        this.immediate = isAgent();
        reset();
    }

    @Override
    void reset() {
        super.reset();
        broken = 0;
        reached = 0;
    }

    int broken() {
        return broken;
    }

    int reached() {
        return reached;
    }

    /** Runs the task, and what it leaves behind, on the calling thread. */
    void run() {
        begin();
        try {
            task.run(this);
        } catch (End end) {
            leaveSections();
        }
        long debts = 0;
        if (hasLooseEnds()) {
            debts = finishCalls();
            runCallbacks();
        }
        finish();
        for (; debts != 0; debts &= debts - 1) {
            runCallbacksOf((LiveCpu) cpus[Long.numberOfTrailingZeros(debts)]);
        }
    }

    @Override
    public CpuMask onlineMask() {
        return machine.onlineMask();
    }

    // ---- memory -----------------------------------------------------------------------------------------------------

    @Override
    public int readOnce(Cell cell) {
        boundary();
        return (int) WORD.getOpaque(words, Words.at(cell));
    }

    @Override
    public void writeOnce(Cell cell, int value) {
        boundary();
        WORD.setOpaque(words, Words.at(cell), value);
        stored(cell);
    }

    @Override
    public int loadAcquire(Cell cell) {
        boundary();
        return (int) WORD.getAcquire(words, Words.at(cell));
    }

    @Override
    public void storeRelease(Cell cell, int value) {
        boundary();
        WORD.setRelease(words, Words.at(cell), value);
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
        int old = (int) WORD.getOpaque(words, Words.at(cell));
        while (true) {
            int found = (int) WORD.compareAndExchange(words, Words.at(cell), old, f.applyAsInt(old));
            if (found == old) {
                return old;
            }
            old = found;
        }
    }

    @Override
    public int xchg(Cell cell, int value) {
        boundary();
        return (int) WORD.getAndSet(words, Words.at(cell), value);
    }

    @Override
    public int cmpxchg(Cell cell, int expected, int value) {
        boundary();
        return (int) WORD.compareAndExchange(words, Words.at(cell), expected, value);
    }

    @Override
    public int addReturn(Cell cell, int delta) {
        boundary();
        return (int) WORD.getAndAdd(words, Words.at(cell), delta) + delta;
    }

    @Override
    public int setBit(Cell cell, int bit) {
        boundary();
        return (int) WORD.getAndBitwiseOr(words, Words.at(cell), 1 << bit);
    }

    @Override
    public int clearBit(Cell cell, int bit) {
        boundary();
        return (int) WORD.getAndBitwiseAnd(words, Words.at(cell), ~(1 << bit));
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
            int value = (int) WORD.getOpaque(words, Words.at(cell));
            if (until.test(value)) {
                return value;
            }
            pause(turn);
        }
    }

    @Override
    public void spinLock(Cell lock) {
        boundary();
        for (int turn = 1; (int) WORD.compareAndExchange(words, Words.at(lock), 0, 1) != 0; turn++) {
            pause(turn);
        }
    }

    // ---- callbacks and choice ---------------------------------------------------------------------------------------

    /** Only noted: its grace period begins when the program has ended, which is as good a time as any. */
    @Override
    public void callRcu(Program callback) {
        boundary();
        add(callback);
    }

    /** Those included that interrupts hand over meanwhile. */
    private void runCallbacks() {
        for (Program[] due = takeCallbacks(); due != null; due = takeCallbacks()) {
            synchronizeRcu();
            immediate = true;
            for (Program callback : due) {
                try {
                    callback.run(this);
                } catch (End end) {
                    // The callback is over.
                }
            }
            immediate = isAgent();
        }
    }

    /** Only once this CPU's own program has ended: its sections would delay the grace period for ever. */
    private static void runCallbacksOf(LiveCpu other) {
        other.begin();
        other.runCallbacks();
        other.finish();
    }

    @Override
    public int choose(int n) {
        boundary();
        return n == 1 ? 0 : ThreadLocalRandom.current().nextInt(n);
    }

    // ---- ghost state and judgement ----------------------------------------------------------------------------------

    @Override
    public int walk(Page table, Cell entry, int owner, Walk walk) {
        boundary();
        int[] memory = words;
        int page = Words.at(table);
        int value = (int) WORD.getOpaque(memory, Words.at(entry));
        look((int) WORD.getOpaque(memory, page), owner, walk);
        return value;
    }

    /** Entry and page are read as one look: once more if the translation was dropped in between. */
    @Override
    public int translate(Cell entry, int mapping, Page page, int owner) {
        boundary();
        int[] memory = words;
        int at = Words.at(entry);
        while (true) {
            int value = (int) WORD.getAcquire(memory, at);
            if (value != mapping) {
                return value;
            }
            int state = (int) WORD.getAcquire(memory, Words.at(page));
            if (state == Page.LIVE) {
                return value;
            }
            if ((int) WORD.getAcquire(memory, at) == mapping) {
                judge(state, owner, Walk.HARDWARE);
                return value;
            }
        }
    }

    @Override
    public void touch(Page page, int owner, Walk walk) {
        boundary();
        look((int) WORD.getOpaque(words, Words.at(page)), owner, walk);
    }

    private void look(int state, int owner, Walk walk) {
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
            reached |= insideUnlinked;
        }
    }

    @Override
    public void unlink(Page page) {
        note(page, Page.UNLINKED);
    }

    @Override
    public void relink(Page page) {
        note(page, Page.LIVE);
    }

    @Override
    public void free(Page page) {
        boundary();
        note(page, Page.FREED);
    }

    @Override
    public void repurpose(Page page) {
        boundary();
        note(page, Page.REPURPOSED);
    }

    @Override
    public void handOver(Page page, int owner) {
        boundary();
        note(page, page.ownedBy(owner));
    }

    private void note(Page page, int state) {
        WORD.setOpaque(words, Words.at(page), state);
    }

    @Override
    public void note(Ghost ghost, int value) {
        WORD.setOpaque(words, Words.at(ghost), value);
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
}
