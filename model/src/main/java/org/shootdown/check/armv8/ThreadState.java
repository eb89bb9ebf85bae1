package org.shootdown.check.armv8;

import org.shootdown.check.armv8.ArmProgram.ArmThread;
import org.shootdown.check.armv8.Step.Acquire;
import org.shootdown.check.armv8.Step.Fence;
import org.shootdown.check.armv8.Step.Update;

/**
 * Where a thread stands, and its views: times up to which it has, in one way or another, seen memory. The names in
 * parentheses are the paper's (PLDI 2019, figure 2).
 *
 * <p>A view of the paper is one time, which bounds reads and writes alike. Here the view of a value is two, that of
 * reads and that of writes, the second never smaller: what the value was only {@linkplain Sources#picked picked} by is in
 * the second alone. In the terms of {@code aarch64.cat}: the first follows {@code lob}, the second also {@code pick-dep;
 * lob; [W]}. Where everything that follows is held back, one time is enough: a load that something was picked by is
 * itself before a barrier, and whatever an acquire was picked by holds back all later writes.
 */
final class ThreadState {
    /** Later reads are after this (vrNew). */
    private static final int READS = 0;

    /** Later writes are after this (vwNew). */
    private static final int WRITES = 1;
    /** The latest read (vrOld). */
    private static final int READ = 2;
    /** The latest read by an instruction with a result, which DMB LD orders. */
    private static final int READ_WITH_RESULT = 3;
    /** The latest write (vwOld). */
    private static final int WRITTEN = 4;
    /** Branches and addresses so far (vCAP). */
    private static final int CAPTURED = 5;
    /** The latest release (vRel). */
    private static final int RELEASED = 6;
    /** The exclusives monitor (xclb): its cell plus 1, or 0; the time of what was read there; the view of that read. */
    private static final int MONITORED = 7;

    private static final int MONITORED_TIME = 8;
    private static final int MONITORED_VIEW = 9;
    private static final int MONITORED_VIEW_PICKED = 10;
    /** 1 if some comparison was taken to come out otherwise than it did. */
    private static final int SPECULATES = 11;

    private static final int FIRST_CELL = 12;

    /** Per cell: coherence (coh): reads may not go behind the first, writes not behind the second. */
    private static final int COHERENCE = 0;

    private static final int COHERENCE_PICKED = 1;
    /** Per cell: this thread's latest write to it (fwdb): its time, and what it was computed from. */
    private static final int FORWARD_TIME = 2;

    private static final int FORWARD = 3;
    private static final int FORWARD_PICKED = 4;
    /** Loads that the value came from and that do not order a read of it: those of an atomic itself. */
    private static final int FORWARD_VALUE = 5;
    /** The view of the read that this write was atomic with: acquires come after it. */
    private static final int FORWARD_ATOMIC = 6;

    private static final int FORWARD_ATOMIC_PICKED = 7;
    private static final int PER_CELL = 8;

    private Step step;
    private final int[] times;
    private final int firstSlot;
    /** Promises not yet kept: bit n stands for the thread's n-th write in the list it started from. */
    private long promises;
    /** The view of the last read, for the step that made it. */
    private int readAfter;

    private int readPicked;

    private ThreadState(Step step, int[] times, int firstSlot, long promises) {
        this.step = step;
        this.times = times;
        this.firstSlot = firstSlot;
        this.promises = promises;
    }

    /** Before the first step. */
    static ThreadState initial(ArmThread thread, int cells, long promises) {
        int firstSlot = FIRST_CELL + PER_CELL * cells;
        return new ThreadState(thread.start(), new int[firstSlot + 2 * thread.slots()], firstSlot, promises);
    }

    ThreadState copy() {
        ThreadState copy = new ThreadState(step, times.clone(), firstSlot, promises);
        copy.readAfter = readAfter;
        copy.readPicked = readPicked;
        return copy;
    }

    Step step() {
        return step;
    }

    void step(Step next) {
        step = next;
    }

    long promises() {
        return promises;
    }

    void keepPromise(int promise) {
        promises &= ~(1L << promise);
    }

    /** All times, for comparison. */
    int[] times() {
        return times;
    }

    // ---- reads ------------------------------------------------------------------------------------------------------

    /** A read of {@code cell} may read the last write up to this time, or any later one. */
    int earliestRead(int cell, Acquire acquire, Sources address) {
        return Math.max(time(cell, COHERENCE), beforeRead(acquire, address));
    }

    private int beforeRead(Acquire acquire, Sources address) {
        int before = Math.max(times[READS], slots(address.direct(), 0));
        return acquire == Acquire.SEQUENTIALLY_CONSISTENT ? Math.max(before, times[RELEASED]) : before;
    }

    /** Reads what was written at {@code time}; {@code slot} may be -1. */
    void read(int cell, int time, Acquire acquire, Sources address, int slot, boolean result) {
        int after = beforeRead(acquire, address);
        int picked = Math.max(after, slots(address.all(), 1));
        int value = 0;
        if (time > 0 && time == time(cell, FORWARD_TIME)) {
            // It takes this from its own store, before memory has it.
            after = Math.max(after, time(cell, FORWARD));
            picked = Math.max(picked, time(cell, FORWARD_PICKED));
            if (acquire != Acquire.NONE) {
                after = Math.max(after, time(cell, FORWARD_ATOMIC));
                picked = Math.max(picked, time(cell, FORWARD_ATOMIC_PICKED));
            }
            picked = Math.max(picked, after);
            value = time(cell, FORWARD_VALUE);
        } else {
            after = Math.max(after, time);
            picked = Math.max(picked, time);
        }
        readAfter = after;
        readPicked = picked;
        if (slot >= 0) {
            times[firstSlot + 2 * slot] = Math.max(after, value);
            times[firstSlot + 2 * slot + 1] = Math.max(picked, value);
        }
        raise(cell, COHERENCE, after);
        raise(cell, COHERENCE_PICKED, picked);
        if (acquire != Acquire.NONE) {
            raise(READS, after);
            raise(WRITES, picked);
        }
        raise(READ, after);
        if (result) {
            raise(READ_WITH_RESULT, after);
        }
        raise(CAPTURED, slots(address.all(), 1));
    }

    /** Takes a comparison to fail that did not: a run from here on certifies, but is no final one. */
    void speculate() {
        times[SPECULATES] = 1;
    }

    boolean speculates() {
        return times[SPECULATES] != 0;
    }

    /** Sets the monitor for what was just read. */
    void monitor(int cell, int time) {
        times[MONITORED] = cell + 1;
        times[MONITORED_TIME] = time;
        times[MONITORED_VIEW] = readAfter;
        times[MONITORED_VIEW_PICKED] = readPicked;
    }

    // ---- writes -----------------------------------------------------------------------------------------------------

    /** A write to {@code cell} comes after this time. */
    int beforeWrite(int cell, boolean release, Sources address, Sources data) {
        int before = Math.max(times[WRITES], times[CAPTURED]);
        before = Math.max(before, Math.max(slots(address.all(), 1), slots(data.all(), 1)));
        if (release) {
            before = Math.max(before, Math.max(times[READ], times[WRITTEN]));
        }
        return Math.max(before, time(cell, COHERENCE_PICKED));
    }

    /** Whether no step that is still to come can write {@code cell} at {@code time}. */
    boolean isPast(int cell, int time) {
        return time <= times[WRITES] || time <= times[CAPTURED] || time <= time(cell, COHERENCE_PICKED);
    }

    /** Writes {@code cell} at {@code time}. */
    void write(int cell, int time, boolean release, Sources address, Sources data) {
        setTime(cell, COHERENCE, time);
        setTime(cell, COHERENCE_PICKED, time);
        setTime(cell, FORWARD_TIME, time);
        setTime(cell, FORWARD, Math.max(slots(address.direct(), 0), slots(data.direct(), 0)));
        setTime(cell, FORWARD_PICKED, Math.max(slots(address.all(), 1), slots(data.all(), 1)));
        setTime(cell, FORWARD_VALUE, 0);
        setTime(cell, FORWARD_ATOMIC, 0);
        setTime(cell, FORWARD_ATOMIC_PICKED, 0);
        raise(WRITTEN, time);
        raise(CAPTURED, slots(address.all(), 1));
        if (release) {
            raise(RELEASED, time);
        }
    }

    /** The write to {@code cell} just made was a store-exclusive. */
    void wroteExclusive(int cell) {
        if (times[MONITORED] == cell + 1) {
            setTime(cell, FORWARD_ATOMIC, times[MONITORED_VIEW]);
            setTime(cell, FORWARD_ATOMIC_PICKED, times[MONITORED_VIEW_PICKED]);
        }
        clearMonitor();
    }

    /**
     * The write to {@code cell} just made was an atomic's, whose read is in {@code slot}. As an acquire and a release it
     * is before everything that follows: {@code [range([A]; amo; [L])]; po} in bob.
     */
    void wroteAtomic(int cell, Update update, int slot, boolean fullBarrier) {
        setTime(cell, FORWARD_ATOMIC, readAfter);
        setTime(cell, FORWARD_ATOMIC_PICKED, readPicked);
        if (update != Update.SWAP) {
            raise(cell, FORWARD_PICKED, times[firstSlot + 2 * slot + 1]);
        }
        if (update == Update.MODIFY) {
            setTime(cell, FORWARD_VALUE, times[firstSlot + 2 * slot]);
        }
        if (fullBarrier) {
            before(time(cell, FORWARD_TIME));
        }
    }

    /** Whether a store-exclusive to {@code cell} has nothing of another thread between it and the load-exclusive. */
    boolean monitorHolds(Memory memory, int cell, int thread, int time) {
        return times[MONITORED] != 0
                && (times[MONITORED] != cell + 1 || !memory.othersWrote(cell, thread, times[MONITORED_TIME], time));
    }

    void clearMonitor() {
        times[MONITORED] = 0;
        times[MONITORED_TIME] = 0;
        times[MONITORED_VIEW] = 0;
        times[MONITORED_VIEW_PICKED] = 0;
    }

    // ---- order without an access ------------------------------------------------------------------------------------

    void branch(Sources condition) {
        raise(CAPTURED, slots(condition.all(), 1));
    }

    void fence(Fence fence) {
        switch (fence) {
            case FULL -> before(Math.max(times[READ], times[WRITTEN]));
            case LOADS -> before(times[READ_WITH_RESULT]);
            case STORES -> raise(WRITES, times[WRITTEN]);
            case STORES_COMPLETE -> before(times[WRITTEN]);
            case CONTEXT -> before(times[CAPTURED]);
        }
    }

    /** Everything that follows is after {@code time}. */
    private void before(int time) {
        raise(READS, time);
        raise(WRITES, time);
    }

    private int slots(long set, int which) {
        int latest = 0;
        for (long rest = set; rest != 0; rest &= rest - 1) {
            latest = Math.max(latest, times[firstSlot + 2 * Long.numberOfTrailingZeros(rest) + which]);
        }
        return latest;
    }

    private int time(int cell, int field) {
        return times[FIRST_CELL + PER_CELL * cell + field];
    }

    private void setTime(int cell, int field, int time) {
        times[FIRST_CELL + PER_CELL * cell + field] = time;
    }

    private void raise(int cell, int field, int time) {
        raise(FIRST_CELL + PER_CELL * cell + field, time);
    }

    private void raise(int index, int time) {
        times[index] = Math.max(times[index], time);
    }
}
