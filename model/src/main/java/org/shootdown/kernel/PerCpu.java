package org.shootdown.kernel;

import java.util.List;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Machine;

/**
 * One CPU's part of the kernel's state: {@code cpu_tlbstate} and {@code cpu_tlbstate_shared} (arch/x86/mm/tlb.c), the
 * mm of the current task, and the processor's own registers and caches.
 */
public final class PerCpu {
    /** {@code loaded_mm}: {@link Kernel#INIT_MM}, an mm's number, or {@link Kernel#switching}. */
    public final Cell loadedMm;
    /** {@code is_lazy}. */
    public final Cell isLazy;
    /** {@code loaded_mm_asid}: 0 for one of this CPU's own, the number of an mm for that mm's global one. */
    public final Cell loadedMmAsid;
    /** {@code current->mm}: an mm's number, or 0 for a kthread. */
    public final Cell currentMm;
    /** {@code ctxs[].tlb_gen} for each mm: the generation up to which this CPU's TLB is flushed. */
    public final Cell[] ctxTlbGen;
    /** CR3: the mm whose page tables the hardware walks, plus the number of mms if under its global ASID. */
    public final Cell cr3;
    /**
     * The paging-structure cache, under the ASID that this CPU has for {@link Kernel#WATCHED}: 1 if it holds the entry that
     * points to the table of interest.
     */
    public final Cell walkCache;
    /** The same under the global ASID of that mm. What is cached under one ASID is not used under another. */
    public final Cell walkCacheGlobal;
    /** Taken while the hardware walker has an access in flight; an invalidation waits for it. */
    public final Cell walkerBusy;

    private final OwnCells own;

    PerCpu(Machine.Builder machine, int cpu, Kernel.CpuStart start, List<Mm> all) {
        String suffix = "[" + cpu + "]";
        int mms = all.size();
        loadedMm = machine.cell("loaded_mm" + suffix, mms + 1, start.loadedMm());
        isLazy = machine.cell("is_lazy" + suffix, 1, start.lazy() ? 1 : 0);
        boolean global = start.loadedMm() != Kernel.INIT_MM
                && all.get(start.loadedMm() - 1).startsWithGlobalAsidLoaded();
        loadedMmAsid = machine.cell("loaded_mm_asid" + suffix, mms, global ? start.loadedMm() : 0);
        currentMm = machine.cell("current->mm" + suffix, mms, start.currentMm());
        ctxTlbGen = new Cell[mms + 1];
        for (int mm = 1; mm <= mms; mm++) {
            ctxTlbGen[mm] = machine.cell("ctx_tlb_gen" + suffix + "[mm" + mm + "]", Mm.MAX_TLB_GEN);
        }
        cr3 = machine.register("cr3" + suffix, 2 * mms, start.loadedMm() + (global ? mms : 0));
        walkCache = machine.register("walk_cache" + suffix, 1, 0);
        walkCacheGlobal = machine.register("walk_cache_global" + suffix, 1, 0);
        walkerBusy = machine.register("walker_busy" + suffix, 1, 0);
        own = new OwnCells(machine, suffix);
    }

    /**
     * Declares a per-CPU variable ({@code DEFINE_PER_CPU}) of a rule's or a backend's own with values {@code 0..max}, in
     * {@link SyncRule#declare} or {@link Backend#declare}.
     */
    public void declare(String name, int max, int initial) {
        own.declare(name, max, initial);
    }

    void sealOwn() {
        own.seal();
    }

    /** This CPU's copy of a variable that was declared with {@link #declare}. */
    public Cell own(String name) {
        return own.get(name);
    }

    /**
     * The hardware side of a TLB flush on this CPU, whoever orders it, that spares nothing: drops the paging-structure cache,
     * after any walk in flight has ended, as INVLPG, INVPCID, MOV to CR3 and INVLPGB do.
     */
    public void dropWalkCache(Kernel k, Cpu by) {
        if (k.hardwareWalks()) {
            by.spinLock(walkerBusy);
            by.writeOnce(walkCache, 0);
            if (k.backend().hasInvlpgb()) {
                by.writeOnce(walkCacheGlobal, 0);
            }
            by.spinUnlock(walkerBusy);
        }
    }

    /** The same for what is cached of one mm under one ASID: its global one, or the one that this CPU has for it. */
    public void dropWalkCache(Kernel k, Cpu by, Mm mm, boolean underGlobalAsid) {
        if (k.hardwareWalks() && mm.id() == Kernel.WATCHED) {
            by.spinLock(walkerBusy);
            by.writeOnce(underGlobalAsid ? walkCacheGlobal : walkCache, 0);
            by.spinUnlock(walkerBusy);
        }
    }
}
