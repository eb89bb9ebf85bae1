package org.shootdown.live;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Program;

/**
 * What a CPU has in common with the threads of other CPUs: who runs it, what is wanted of it, and the functions they
 * call on it. Methods are for any thread, but for those that are said to be for the CPU's own: the one that runs it.
 */
abstract class Vcpu {
    private static final VarHandle STATE = field("state");
    private static final VarHandle ATTENTION = field("attention");
    private static final VarHandle SERVED = field("served");

    /** In {@link #state}: the program has not begun. Nobody runs the CPU. */
    private static final int IDLE = 0;
    /** In {@link #state}: the program has ended. Nobody runs the CPU. */
    private static final int ENDED = 1;
    /** In {@link #state}: a thread is running the CPU. */
    private static final int RUNNING = 2;
    /** In {@link #state}: the CPU stands still outside any RCU read-side section. */
    private static final int STOPPED = 3;
    /** In {@link #state}: the CPU stands still in an RCU read-side section. */
    private static final int STOPPED_IN_READER = 4;

    /** What {@link #claim} says of a CPU that another thread runs. */
    static final int TAKEN = -1;

    /** In {@link #attention}: an NMI may still come. */
    static final int NMI = 1;
    /** In {@link #attention}: the host has stopped this CPU. */
    static final int STOP = 2;
    /** In {@link #attention}: someone waits for this CPU to be outside any RCU read-side section. */
    static final int QUIESCE = 4;
    /** In {@link #attention}: the last to queue a call that has not been taken, by its number from 1; 0 if none has. */
    static final int CALLER = 127 * 8;
    /** In {@link #attention}: the bits from here up count the calls ever queued. */
    private static final int CALL = 128 * 8;

    private static final int FIRST_CALLER = 8;
    private static final int WANTED = NMI | STOP | QUIESCE | CALLER;

    final int id;
    final Interruptible[] cpus;

    /** By caller. */
    private final Csd[] csds;

    /** What RCU is to run once a grace period has passed, or null: here, for whoever serves calls for this CPU sees it. */
    private Program @Nullable [] callbacks;

    @SuppressWarnings("UnusedVariable") // by STATE
    private int state;

    @SuppressWarnings("UnusedVariable") // by ATTENTION
    private int attention;
    /** The calls ever served, counted as in {@link #attention}; written by the CPU's own thread. */
    private int served;

    Vcpu(int id, Interruptible[] cpus) {
        this.id = id;
        this.cpus = cpus;
        this.csds = new Csd[cpus.length];
        for (int caller = 0; caller < csds.length; caller++) {
            csds[caller] = new Csd();
        }
    }

    private static VarHandle field(String name) {
        try {
            return MethodHandles.lookup().findVarHandle(Vcpu.class, name, int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /**
     * Makes the CPU as it was before it first ran.
     *
     * @param ended whether it has nothing to run
     * @param nmi whether NMIs may come
     */
    final void reset(boolean ended, boolean nmi) {
        state = ended ? ENDED : IDLE;
        attention = nmi ? NMI : 0;
        served = 0;
    }

    // ---- who runs it ------------------------------------------------------------------------------------------------

    /** Makes the calling thread the CPU's own, if it has none. Returns what to {@link #handBack}, or TAKEN. */
    final int claim() {
        int found = (int) STATE.getOpaque(this);
        return found <= ENDED && STATE.compareAndSet(this, found, RUNNING) ? found : TAKEN;
    }

    /**
     * Leaves the CPU as {@link #claim} found it. By its own thread.
     *
     * @return whether that leaves callbacks behind on a CPU whose program has ended, and that will not run them
     */
    final boolean handBack(int claimed) {
        boolean leftCallbacks = claimed == ENDED && hasCallbacks();
        STATE.setRelease(this, claimed);
        return leftCallbacks;
    }

    /** Leaves the CPU for good. By its own thread. */
    final void end() {
        STATE.setRelease(this, ENDED);
    }

    /** Says that the CPU stands still. By its own thread. */
    final void stop(boolean reader) {
        STATE.setRelease(this, reader ? STOPPED_IN_READER : STOPPED);
    }

    /** Says that the CPU no longer stands still, fully ordered. By its own thread. */
    final void resume() {
        STATE.getAndSet(this, RUNNING);
    }

    final boolean isRunning() {
        return (int) STATE.getAcquire(this) == RUNNING;
    }

    final boolean hasEnded() {
        return (int) STATE.getAcquire(this) == ENDED;
    }

    /** Whether the CPU takes no steps, and is outside any RCU read-side section. */
    final boolean isQuiet() {
        int now = (int) STATE.getAcquire(this);
        return now <= ENDED || now == STOPPED;
    }

    // ---- what is wanted of it ---------------------------------------------------------------------------------------

    /** Whether there is anything in {@link #attention}. All that a CPU does about interrupts where there are none. */
    final boolean isWanted() {
        return ((int) ATTENTION.getOpaque(this) & WANTED) != 0;
    }

    final int attention() {
        return (int) ATTENTION.getAcquire(this);
    }

    /** Sets {@code bit}, fully ordered. Returns whether it was clear. */
    final boolean raise(int bit) {
        return ((int) ATTENTION.getAndBitwiseOr(this, bit) & bit) == 0;
    }

    /** Clears {@code bit}, fully ordered. */
    final void clear(int bit) {
        ATTENTION.getAndBitwiseAnd(this, ~bit);
    }

    // ---- the functions called on it ---------------------------------------------------------------------------------

    /**
     * Queues a call, fully ordered: {@code llist_add}. The last that {@code caller} queued here must have been served.
     *
     * @param last its place in the queue, 0 if there was none: if nobody else has called since, this is still the word
     * @return the call's place in the queue, for {@link #hasServed}
     */
    final int queue(int caller, IpiFunction function, int last) {
        Csd csd = csds[caller];
        int before = last;
        while (true) {
            csd.prepare(function, before & CALLER);
            int after = (before & ~CALLER) + CALL | (caller + 1) * FIRST_CALLER;
            int found = (int) ATTENTION.compareAndExchange(this, before, after);
            if (found == before) {
                return after & -CALL;
            }
            before = found;
        }
    }

    final boolean hasServed(int place) {
        return (int) SERVED.getAcquire(this) - place >= 0;
    }

    /** Takes the queue, youngest call first, fully ordered: {@code llist_del_all}. By the CPU's own thread. */
    final int takeCalls() {
        return (int) ATTENTION.getAndBitwiseAnd(this, ~CALLER) & CALLER;
    }

    /** The youngest call of a queue that was taken and is not empty. By the CPU's own thread. */
    final Csd youngest(int calls) {
        return csds[calls / FIRST_CALLER - 1];
    }

    /** Says that the oldest call has been served. By the CPU's own thread. */
    final void serveNext() {
        SERVED.setRelease(this, served + CALL);
    }

    // ---- what it leaves to RCU --------------------------------------------------------------------------------------

    /** By the CPU's own thread. */
    final void add(Program callback) {
        int before = callbacks == null ? 0 : callbacks.length;
        callbacks = before == 0 ? new Program[1] : Arrays.copyOf(callbacks, before + 1);
        callbacks[before] = callback;
    }

    /** By the CPU's own thread. */
    final boolean hasCallbacks() {
        return callbacks != null;
    }

    /** The callbacks added since they were last taken, or null if there are none. By the CPU's own thread. */
    final Program @Nullable [] takeCallbacks() {
        Program[] due = callbacks;
        callbacks = null;
        return due;
    }
}
