package org.shootdown.kernel;

import org.shootdown.machine.Cpu;

/**
 * A rule for when a table that was unlinked and flushed may be let go of: whether to interrupt anybody once more, and
 * whom. Also what the rule asks of the walkers and of the flush. Everything not overridden is mainline.
 *
 * <p>A rule has no state of its own: what it remembers is in cells, which it {@linkplain #declare declares}. Rules are
 * values: two that do the same are equal, so that machines which differ in nothing else are decided once. A record is
 * one by itself.
 */
public interface SyncRule {
    /** Declares the rule's own cells: see {@link PerCpu#declare} and {@link Mm#declare}. Called once for each kernel. */
    default void declare(Kernel k) {}

    /**
     * {@code tlb_remove_table_sync_one}: returns when no walk is still inside a table unlinked before.
     *
     * @param tlb the gather on whose behalf, whose mm is {@code tlb->mm}
     */
    void syncOne(Kernel k, Cpu cpu, Gather tlb);

    /** What an unsharer that leaves others with the table does once it has flushed: nothing, in mainline. */
    default void syncUnshared(Kernel k, Cpu cpu, Gather tlb) {}

    /** Told that a flush of the gather is about to begin. */
    default void flushBegins(Gather tlb) {}

    /**
     * The flush of {@code pmdp_collapse_flush}, for the table that khugepaged has unlinked: without a gather, and with
     * {@code freed_tables = true}, as the macro {@code flush_tlb_range} passes it.
     */
    default void flushCollapse(Kernel k, Cpu cpu, Mm mm) {
        k.backend().flushTlbMmRange(k, cpu, mm, true, Gather.none(mm));
    }

    /** {@link #syncOne} by {@code collapse_huge_page}, which has no gather. */
    default void syncCollapse(Kernel k, Cpu cpu, Mm mm) {
        syncOne(k, cpu, Gather.none(mm));
    }

    /** The same before a single table is freed because no batch page could be had, up to 7.0. */
    default void syncFreeOne(Kernel k, Cpu cpu, Gather tlb) {
        syncOne(k, cpu, tlb);
    }

    /** {@code tlb_remove_table_sync_rcu}: what 7.1 does there. */
    default void syncRcu(Kernel k, Cpu cpu, Gather tlb) {
        cpu.synchronizeRcu();
    }

    /** What x86's {@code tlb_flush} passes to the flush: whether lazy CPUs must be interrupted too. */
    default boolean wakeLazyCpus(boolean freedTables, boolean unsharedTables) {
        return freedTables;
    }

    /**
     * What a walker does when it starts to walk mm number {@code mm}, or init_mm (0). Interrupts are off, but an NMI may
     * start and end a walk of its own inside this one.
     *
     * @return what this walk's {@link #walkEnd} is to know: the kernel function's local variable
     */
    default int walkStart(Kernel k, Cpu cpu, int mm) {
        return 0;
    }

    /**
     * What a walker does when it is done.
     *
     * @param token what {@link #walkStart} returned to this walk
     */
    default void walkEnd(Kernel k, Cpu cpu, int token) {}

    /** What a task does when it enters the kernel from user mode. */
    default void enterKernel(Kernel k, Cpu cpu) {}

    /** What a task does when it goes back to user mode. */
    default void exitKernel(Kernel k, Cpu cpu) {}

    /**
     * The part of the rule that shows where nobody calls {@link #syncOne} and its like, as a value: what it asks of
     * walkers, and of a flush for freed tables. Rules for which it is equal make the same machine there, which is then
     * decided once. The whole rule, unless it is known to be less.
     */
    default Object withoutSync() {
        return this;
    }

    /**
     * Whether it is worth asking how the sync is ordered after the store that clears the entry, by a caller that neither
     * flushes nor makes another fully ordered step in between. It is not if the rule trusts the flush, without which it
     * cannot be right, or if {@link #syncOne} is mainline's, for which mainline's own cells stand.
     */
    default boolean isAskedForOrder() {
        return true;
    }
}
