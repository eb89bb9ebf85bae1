package org.shootdown.check.armv8;

import java.util.List;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;

/**
 * What a thread does next, and what then. Steps are compared by identity, so whoever makes them shows equal futures best
 * as the same object; a function that tells the next step gives the same object each time. Every thread comes to its
 * {@link End}: programs have no loops.
 */
public sealed interface Step {
    /** How a load orders what follows. */
    enum Acquire {
        /** Not at all. */
        NONE,
        /** LDAPR: later accesses stay after it; it may itself pass an earlier release (RCpc). */
        PROCESSOR_CONSISTENT,
        /** LDAR: moreover it stays after the thread's earlier releases (RCsc). */
        SEQUENTIALLY_CONSISTENT
    }

    /**
     * A load.
     *
     * @param exclusive whether it sets the exclusives monitor, as LDXR does
     * @param slot where its view is kept for the steps that depend on it, or -1 if none does
     * @param then the next step, given the value loaded
     */
    record Load(int cell, Acquire acquire, boolean exclusive, Sources address, int slot, LongFunction<Step> then)
            implements Step {}

    /** A store. */
    record Store(int cell, long value, boolean release, Sources address, Sources data, Supplier<Step> then)
            implements Step {}

    /**
     * A store-exclusive: it stores if no other thread wrote the cell since this thread's load-exclusive, and can fail
     * for no reason. After a load-exclusive of another cell it can succeed too, and is then a store like any other.
     *
     * @param then the next step after success; the result of the instruction depends on nothing
     * @param failed the next step if nothing was stored
     */
    record StoreExclusive(
            int cell,
            long value,
            boolean release,
            Sources address,
            Sources data,
            Supplier<Step> then,
            Supplier<Step> failed)
            implements Step {}

    /** How what an atomic stores comes from what it loads. */
    enum Update {
        /** Not at all, as in SWP. */
        SWAP,
        /** It is computed from it, as in LDADD. */
        MODIFY,
        /** Whether anything is stored depends on it, as in CAS. */
        COMPARE
    }

    /**
     * An atomic read-modify-write of FEAT_LSE. Nothing of another thread comes between its load and its store.
     *
     * @param acquire {@link Acquire#NONE} or {@link Acquire#SEQUENTIALLY_CONSISTENT}; meaningless without a result
     * @param returns whether the value loaded goes into a register; if not, no acquire and no DMB LD orders the load
     * @param data the operand's sources
     * @param compared the sources of the value it compares with
     * @param stores whether it stores, given the value loaded
     * @param stored what it stores then
     */
    record Atomic(
            int cell,
            Update update,
            Acquire acquire,
            boolean release,
            boolean returns,
            Sources address,
            Sources data,
            Sources compared,
            int slot,
            LongPredicate stores,
            LongUnaryOperator stored,
            LongFunction<Step> then)
            implements Step {}

    /** What a barrier orders. */
    enum Fence {
        /** DMB SY, DSB SY and their kin: everything before with everything after. */
        FULL,
        /** DMB LD, DSB LD: loads before with everything after. */
        LOADS,
        /** DMB ST: stores before with stores after. */
        STORES,
        /** DSB ST: stores before with everything after. */
        STORES_COMPLETE,
        /** ISB: branches before, and addresses of accesses before, with everything after. */
        CONTEXT
    }

    record Barrier(Fence fence, Supplier<Step> then) implements Step {}

    /** A conditional branch that was decided from {@code condition}. */
    record Branch(Sources condition, Supplier<Step> then) implements Step {}

    /** Goes on in any of these ways. */
    record Either(List<Supplier<Step>> ways) implements Step {}

    /** Nothing that the model knows of, such as an access where no cell is. */
    record Wrong(RuntimeException why) implements Step {}

    /**
     * The end of the thread.
     *
     * @param result what it ends with, the same number of values at each end of a thread
     */
    record End(List<Long> result) implements Step {}
}
