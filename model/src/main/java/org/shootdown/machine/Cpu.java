package org.shootdown.machine;

import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/**
 * A CPU as kernel code sees it. Every method is one atomic step of the machine unless its text says that it belongs to
 * the step before it (ghost writes do) or that it is a sequence of steps. Between two steps anything can happen: another
 * CPU's step, an interrupt, an NMI, a store leaving a store buffer, the host stopping this vCPU.
 *
 * <p>Names and meanings are the kernel's (Documentation/memory-barriers.txt, kernel/smp.c). Memory ordering is exactly
 * what the kernel primitive promises on the modelled memory model and no more.
 */
public interface Cpu {
    /** {@code smp_processor_id()}: this CPU's number in its machine, from 0. */
    int id();

    // ---- memory -----------------------------------------------------------------------------------------------------

    /** {@code READ_ONCE}: an unordered load. */
    int readOnce(Cell cell);

    /** {@code WRITE_ONCE}: an unordered store. */
    void writeOnce(Cell cell, int value);

    /** {@code smp_load_acquire}: later accesses stay after this load. */
    int loadAcquire(Cell cell);

    /** {@code smp_store_release}: earlier accesses stay before this store. */
    void storeRelease(Cell cell, int value);

    /**
     * A fully ordered atomic read-modify-write: stores {@code f(old)} and returns {@code old}. {@code f} must be a pure
     * function; where it returns {@code old} itself the memory is left as it was, as in a failed {@code cmpxchg}, and
     * the step is fully ordered all the same (on x86 a failed {@code LOCK CMPXCHG} is).
     */
    int readModifyWrite(Cell cell, IntUnaryOperator f);

    /** {@code xchg}: fully ordered; returns the old value. */
    default int xchg(Cell cell, int value) {
        return readModifyWrite(cell, old -> value);
    }

    /** {@code cmpxchg}: fully ordered; returns the old value, which equals {@code expected} iff the store was made. */
    default int cmpxchg(Cell cell, int expected, int value) {
        return readModifyWrite(cell, old -> old == expected ? value : old);
    }

    /** {@code atomic_add_return}: fully ordered; returns the new value. */
    default int addReturn(Cell cell, int delta) {
        return readModifyWrite(cell, old -> old + delta) + delta;
    }

    /** {@code set_bit}, as x86 makes it (LOCK OR): fully ordered; returns the old word. */
    default int setBit(Cell cell, int bit) {
        return readModifyWrite(cell, old -> old | 1 << bit);
    }

    /** {@code clear_bit}, as x86 makes it (LOCK AND): fully ordered; returns the old word. */
    default int clearBit(Cell cell, int bit) {
        return readModifyWrite(cell, old -> old & ~(1 << bit));
    }

    /** {@code smp_mb}: a full barrier. */
    void smpMb();

    /** {@code smp_rmb}: orders loads before it with loads after it. */
    void smpRmb();

    /** {@code smp_wmb}: orders stores before it with stores after it. */
    void smpWmb();

    /** {@code smp_cond_load_relaxed}: waits until the cell's value, as this CPU sees it, satisfies {@code until}. */
    int awaitUntil(Cell cell, IntPredicate until);

    /** {@code spin_lock}: waits until the lock is 0 and makes it 1, fully ordered as on x86. */
    void spinLock(Cell lock);

    /** {@code spin_unlock}: a store-release of 0. */
    default void spinUnlock(Cell lock) {
        storeRelease(lock, 0);
    }

    // ---- interrupts -------------------------------------------------------------------------------------------------

    /** {@code local_irq_save}: interrupts off; returns 1 if they were on. */
    int irqSave();

    /** {@code local_irq_restore}: interrupts on again if {@code flags} is the 1 that {@link #irqSave} returned. */
    void irqRestore(int flags);

    /**
     * Queues {@code function} for {@code target} and interrupts it ({@code csd_lock}, {@code llist_add},
     * {@code arch_send_call_function_single_ipi}). Waits first while an earlier request of this CPU to the same target
     * is unfinished. The queueing is a locked instruction, so the step is fully ordered. The request pends while the
     * target has interrupts off, runs a handler or an NMI, or is stopped by its host.
     */
    void sendIpi(int target, IpiFunction function);

    /** {@code csd_lock_wait}: waits until {@code target} has finished what this CPU last sent it. */
    void awaitIpi(int target);

    /**
     * {@code smp_call_function_many}: interrupts every CPU of {@code mask} but this one, lowest first, and then, if
     * {@code wait}, waits for each in the same order. One step per interrupt and one per wait.
     */
    default void callFunctionMany(CpuMask mask, IpiFunction function, boolean wait) {
        forEachOther(mask, target -> sendIpi(target, function));
        if (wait) {
            forEachOther(mask, this::awaitIpi);
        }
    }

    /**
     * The same for a program that names CPUs.
     *
     * @param mask bit n stands for CPU n
     */
    default void callFunctionMany(int mask, IpiFunction function, boolean wait) {
        callFunctionMany(CpuMask.of(Integer.toUnsignedLong(mask)), function, wait);
    }

    // ---- sets of CPUs -----------------------------------------------------------------------------------------------

    /** {@code cpu_online_mask}: every CPU of the machine, agents left out. No step. */
    CpuMask onlineMask();

    /** An empty set, to be filled in one loop and used in another. No step. */
    default CpuMask emptyMask() {
        CpuMask mask = onlineMask();
        mask.clear();
        return mask;
    }

    /**
     * {@code for_each_cpu}: runs {@code body} for each CPU of {@code mask}, lowest first. The steps are those that the body
     * makes. What one CPU's turn tells the next, or what comes after the loop, goes into a {@link CpuMask} or a cell,
     * never into a variable: then the loop means the same for every number of CPUs.
     *
     * @param body is given a CPU's number
     */
    default void forEach(CpuMask mask, IntConsumer body) {
        anyOf(mask, cpu -> {
            body.accept(cpu);
            return false;
        });
    }

    /** As {@link #forEach}, but for this CPU. */
    default void forEachOther(CpuMask mask, IntConsumer body) {
        int self = id();
        for (int cpu = 0; cpu < Long.SIZE; cpu++) {
            if (cpu != self && mask.contains(cpu)) {
                body.accept(cpu);
            }
        }
    }

    /**
     * {@code for_each_cpu} with a {@code break}: runs {@code body} for each CPU of {@code mask}, lowest first, until it
     * returns true.
     *
     * @return whether it did
     */
    default boolean anyOf(CpuMask mask, IntPredicate body) {
        for (int cpu = 0; cpu < Long.SIZE; cpu++) {
            if (mask.contains(cpu) && body.test(cpu)) {
                return true;
            }
        }
        return false;
    }

    // ---- RCU --------------------------------------------------------------------------------------------------------

    /** {@code rcu_read_lock}: a read-side section in which interrupts may be on. Does not nest. */
    void rcuReadLock();

    /** {@code rcu_read_unlock()}. */
    void rcuReadUnlock();

    /**
     * {@code call_rcu}: runs {@code callback} some time after a grace period, in a context of its own. The grace period
     * starts once the stores before this call are visible, and ends when every CPU that was then inside a read-side
     * section (interrupts off, a handler, an NMI, or {@link #rcuReadLock}) has left it and its stores are visible.
     */
    void callRcu(Program callback);

    /** {@code synchronize_rcu}: waits for a grace period; a start step, fully ordered, and a step that waits. */
    void synchronizeRcu();

    // ---- choice and environment -------------------------------------------------------------------------------------

    /** Picks a number in {@code 0..n-1}; all are explored. What the model leaves to chance or to the environment. */
    int choose(int n);

    /** A host deschedules a vCPU: at whatever point it stands, it takes no step until {@link #resumeVcpu}. */
    void stopVcpu(int vcpu);

    /** A host lets a vCPU run again. */
    void resumeVcpu(int vcpu);

    // ---- ghost state and judgement ----------------------------------------------------------------------------------

    /**
     * Loads {@code entry} from {@code table} on behalf of mm {@code owner}, and judges the look in the same step: it
     * violates {@link Property#P1}, {@link Property#P2} or {@link Property#P3} as {@link Page#broken} says. As a load
     * it is a {@link #readOnce}.
     */
    int walk(Page table, Cell entry, int owner, Walk walk);

    /**
     * Uses {@code page} through a cached translation, as an instruction of the hardware does: loads {@code entry} (an
     * entry of a TLB, say) and, if it holds {@code mapping}, uses the page on behalf of mm {@code owner}, judged as
     * {@link Walk#HARDWARE}. Look and use are one step, so nothing can drop the translation in between; where the entry
     * holds something else the page is left alone. As a load it is a {@link #readOnce}.
     *
     * @param entry mostly a {@linkplain Machine.Builder#register register}
     * @param mapping the value of {@code entry} that translates to {@code page}
     * @return what {@code entry} holds
     */
    int translate(Cell entry, int mapping, Page page, int owner);

    /** Uses {@code page} on behalf of mm {@code owner} without loading a cell; judged like {@link #walk}. */
    void touch(Page page, int owner, Walk walk);

    /** The page is no longer linked. Belongs to the step before it: the store that unlinked it. */
    void unlink(Page page);

    /** The page is linked again or put back in use. Belongs to the step before it. */
    void relink(Page page);

    /** The page goes back to the allocator: an event of its own, visible at once. */
    void free(Page page);

    /** The page is put to another use, whoever looks at it ({@link Page#REPURPOSED}): an event of its own. */
    void repurpose(Page page);

    /** The page now belongs to mm {@code owner} alone: an event of its own, visible at once. */
    void handOver(Page page, int owner);

    /** Writes a history variable. Belongs to the step before it. */
    void note(Ghost ghost, int value);

    /** The execution is in the situation the model is about. Belongs to the step before it. */
    void reached(Situation situation);

    /**
     * Breaks {@code property} unless {@code condition} holds. Belongs to the step before it; nothing after a failed
     * condition is run.
     */
    void require(boolean condition, Property property, String otherwise);
}
