package org.shootdown.kernel;

import org.shootdown.machine.Cpu;

/**
 * A rule for when a table that was unlinked and flushed may be let go of: whether to interrupt anybody once more, and
 * whom. Also what the rule asks of the walkers and of the flush. Everything not overridden is mainline.
 *
 * <p>Rules are values: two that do the same are equal, so that machines which differ in nothing else are the same.
 */
public interface SyncRule {
    /**
     * {@code tlb_remove_table_sync_one}: returns when no walk is still inside a table unlinked before.
     *
     * @param tlb the gather on whose behalf, whose mm is {@code tlb->mm}
     */
    void syncOne(Kernel k, Cpu cpu, Gather tlb);

    /** The same by {@code collapse_huge_page}, which has no gather. */
    default void syncCollapse(Kernel k, Cpu cpu, Mm mm) {
        syncOne(k, cpu, Gather.none(mm));
    }

    /** The same before a single table is freed because no batch page could be had, up to 7.0. */
    default void syncFreeOne(Kernel k, Cpu cpu, Gather tlb) {
        syncOne(k, cpu, tlb);
    }

    /**
     * The part of the rule that is in force where nobody synchronises: what it asks of walkers, as a value. A flush for
     * freed tables is the same under every rule.
     */
    default Object withoutSync() {
        return "mainline";
    }

    /** {@code tlb_remove_table_sync_rcu}: what 7.1 does there. */
    default void syncRcu(Kernel k, Cpu cpu, Gather tlb) {
        cpu.synchronizeRcu();
    }

    /** What x86's {@code tlb_flush} passes to the flush: whether lazy CPUs must be interrupted too. */
    default boolean wakeLazyCpus(boolean freedTables, boolean unsharedTables) {
        return freedTables;
    }

    /** What a walker does when it starts to walk mm number {@code mm}, or init_mm (0). Interrupts are off. */
    default void walkStart(Kernel k, Cpu cpu, int mm) {}

    /** What a walker does when it is done. */
    default void walkEnd(Kernel k, Cpu cpu) {}

    /** What a task does when it enters the kernel from user mode. */
    default void enterKernel(Kernel k, Cpu cpu) {}

    /** What a task does when it goes back to user mode. */
    default void exitKernel(Kernel k, Cpu cpu) {}

    /** What an NMI does when it enters; returns whether it came from user mode. */
    default boolean enterNmi(Kernel k, Cpu cpu) {
        return false;
    }

    /** What an NMI does when it returns to where {@link #enterNmi} found the CPU. */
    default void exitNmi(Kernel k, Cpu cpu, boolean toUser) {}
}
