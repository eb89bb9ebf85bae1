package org.shootdown.kernel.mm;

import java.util.ArrayList;
import java.util.List;
import org.shootdown.kernel.Gather;
import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Mm;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Differs;
import org.shootdown.machine.KernelFunction;
import org.shootdown.machine.Page;
import org.shootdown.machine.Program;

/**
 * {@code struct mmu_gather}: collects page tables that were unlinked, flushes, and only then lets go of them. Lives on
 * the stack of the function that uses it, so make one inside each run of a program.
 *
 * <p>Left out: data pages and the ranges to flush, except whether there is one.
 */
public final class MmuGather implements Gather {
    private final Kernel k;
    private final Mm mm;
    private final List<Page> batch = new ArrayList<>();
    private boolean freedTables;
    private boolean clearedEntries;
    private boolean unsharedTables;
    private boolean fullyUnsharedTables;
    private boolean flushSentIpi;
    /** What the gather has done since it began, for {@link Gather}: no flush resets it. */
    private boolean hasFreedTables;

    private int sharersBefore;
    private boolean hasFullyUnsharedTables;

    /** {@code tlb_gather_mmu}. */
    public MmuGather(Kernel k, Mm mm) {
        this.k = k;
        this.mm = mm;
    }

    /** {@code tlb->mm}. */
    @Override
    public Mm mm() {
        return mm;
    }

    /** {@code __p?d_free_tlb}: the table joins the batch. */
    @KernelFunction(
            value = "tlb_remove_table",
            in = "mm/mmu_gather.c",
            inlines = {"tlb_table_invalidate", "tlb_remove_table_one", "tlb_table_flush", "tlb_remove_table_free"})
    @Differs(
            kernel = {"call tlb_flush_mmu_tlbonly", "call_rcu tlb_remove_table_rcu"},
            lines = "mm/mmu_gather.c:377",
            why = "a batch that is full is flushed and freed; no scenario frees so many tables")
    public void removeTable(Page table) {
        freesTables();
        batch.add(table);
    }

    private void freesTables() {
        freedTables = true;
        clearedEntries = true;
        hasFreedTables = true;
    }

    /** {@code tlb->cleared_p?s}: an entry was cleared, so that there is a range to flush. */
    public void clearedEntry() {
        clearedEntries = true;
    }

    /**
     * No page for the batch can be had: flush at once, and let go of this one table as the kernel at hand does.
     *
     * @param form what is done once the flush is over
     */
    @KernelFunction(
            value = "tlb_remove_table",
            in = "mm/mmu_gather.c",
            inlines = {"tlb_table_invalidate", "tlb_remove_table_one", "tlb_table_flush", "tlb_remove_table_free"})
    public void removeTableWithoutBatch(Cpu cpu, Page table, RemoveOne form) {
        freesTables();
        flushTlbOnly(cpu);
        removeTableOne(cpu, table, form);
    }

    /** The forms that {@code __tlb_remove_table_one} has had. */
    public enum RemoveOne {
        /** CONFIG_PT_RECLAIM: {@code call_rcu}. */
        RECLAIM,
        /** Up to 7.0 without it: {@code tlb_remove_table_sync_one}, then free at once. */
        SYNC_ONE,
        /** From 7.1 without it: {@code tlb_remove_table_sync_rcu}, then free at once. */
        SYNC_RCU
    }

    /** Lets go of one table that is not in the batch; its caller has flushed. */
    @KernelFunction(value = "__tlb_remove_table_one", in = "mm/mmu_gather.c")
    @Differs(
            kernel = "call_rcu __tlb_remove_table_one_rcu",
            model = "call_rcu tlb_remove_table_rcu",
            lines = "mm/mmu_gather.c:325-337",
            why = "frees one table as the callback of a batch does")
    @Differs(
            model = {"synchronize_rcu", "free table"},
            lines = "mm/mmu_gather.c:340-346",
            why = "what 7.1 does here (1fb3d8c20bfa): tlb_remove_table_sync_rcu, and then the free")
    public void removeTableOne(Cpu cpu, Page table, RemoveOne form) {
        switch (form) {
            case RECLAIM -> cpu.callRcu(new FreeTables(List.of(table)));
            case SYNC_ONE -> {
                k.sync().syncFreeOne(k, cpu, this);
                cpu.free(table);
            }
            case SYNC_RCU -> {
                k.sync().syncRcu(k, cpu, this);
                cpu.free(table);
            }
            default -> throw new IllegalStateException(form.name());
        }
    }

    /** {@code tlb_flush_mmu_tlbonly}: nothing gathered, nothing flushed. */
    @KernelFunction(value = "tlb_flush_mmu_tlbonly", in = "include/asm-generic/tlb.h")
    public void flushTlbOnly(Cpu cpu) {
        if (!freedTables && !clearedEntries && !unsharedTables) {
            return;
        }
        tlbFlush(cpu);
        // __tlb_reset_range: fully_unshared_tables survives, and so does v3's tlb_flush_sent_ipi.
        freedTables = false;
        clearedEntries = false;
        unsharedTables = false;
    }

    @KernelFunction(value = "tlb_flush", in = "arch/x86/include/asm/tlb.h")
    private void tlbFlush(Cpu cpu) {
        k.sync().flushBegins(this);
        boolean wakeLazyCpus = k.sync().wakeLazyCpus(freedTables, unsharedTables);
        k.backend().flushTlbMmRange(k, cpu, mm, wakeLazyCpus, this);
    }

    /** {@code tlb_flush_mmu}: flush, then hand the batch to RCU. Hardware walkers first, software walkers after. */
    @KernelFunction(
            value = "tlb_flush_mmu",
            in = "mm/mmu_gather.c",
            inlines = {"tlb_flush_mmu_free", "tlb_table_flush", "tlb_table_invalidate", "tlb_remove_table_free"})
    @Differs(
            kernel = "call tlb_flush_mmu_tlbonly",
            lines = "mm/mmu_gather.c:357",
            why = "asked again before the batch is freed: nothing is left to flush")
    public void flushMmu(Cpu cpu) {
        flushTlbOnly(cpu);
        if (!batch.isEmpty()) {
            cpu.callRcu(new FreeTables(List.copyOf(batch)));
            batch.clear();
        }
    }

    /** {@code tlb_unshare_pmd_ptdesc}: one sharer less; the lock on the file's mappings is held. */
    @KernelFunction(value = "tlb_unshare_pmd_ptdesc", in = "include/asm-generic/tlb.h")
    @Differs(
            kernel = "read pt_share_count",
            lines = "include/asm-generic/tlb.h:809",
            why = "the count is read again; nobody changes it meanwhile, for i_mmap_rwsem is held for "
                    + "writing, and a new sharer takes it for reading")
    public void unsharePmd(Cpu cpu, Mm.PmdTable table) {
        noteUnshared(cpu.addReturn(table.shareCount, -1));
    }

    /** @param left {@code pt_share_count} of the table that was unshared: how many mms still share it, beyond the first */
    void noteUnshared(int left) {
        clearedEntries = true;
        unsharedTables = true;
        sharersBefore = left + 2;
        if (left == 0) {
            fullyUnsharedTables = true;
            hasFullyUnsharedTables = true;
        }
    }

    /**
     * {@code tlb_flush_unshared_tables}: must run before the lock on the file's mappings is dropped. Only the last
     * sharer synchronises with walkers.
     */
    @KernelFunction(value = "tlb_flush_unshared_tables", in = "include/asm-generic/tlb.h")
    public void flushUnsharedTables(Cpu cpu) {
        boolean unshared = unsharedTables;
        if (unshared) {
            flushTlbOnly(cpu);
        }
        if (fullyUnsharedTables) {
            k.sync().syncOne(k, cpu, this);
            fullyUnsharedTables = false;
        } else if (unshared) {
            k.sync().syncUnshared(k, cpu, this);
        }
    }

    @Override
    public boolean hasFreedTables() {
        return hasFreedTables;
    }

    @Override
    public boolean hasUnsharedTables() {
        return sharersBefore != 0;
    }

    @Override
    public boolean hasFullyUnsharedTables() {
        return hasFullyUnsharedTables;
    }

    @Override
    public int sharersBefore() {
        return sharersBefore;
    }

    @Override
    public void noteFlushSentIpi() {
        flushSentIpi = true;
    }

    @Override
    public boolean takeFlushSentIpi() {
        boolean sent = flushSentIpi;
        flushSentIpi = false;
        return sent;
    }

    /** {@code __tlb_remove_table_free}, as an RCU callback. */
    @KernelFunction(value = "tlb_remove_table_rcu", in = "mm/mmu_gather.c")
    private record FreeTables(List<Page> tables) implements Program {
        @Override
        public void run(Cpu cpu) {
            tables.forEach(cpu::free);
        }

        @Override
        public String title() {
            return "tlb_remove_table_rcu";
        }
    }
}
