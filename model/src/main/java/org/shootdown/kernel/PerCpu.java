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
    /** Whether {@code loaded_mm_asid} is the mm's global ASID. */
    public final Cell asidIsGlobal;
    /** {@code current->mm}: an mm's number, or 0 for a kthread. */
    public final Cell currentMm;
    /** {@code ctxs[].tlb_gen} for each mm: the generation up to which this CPU's TLB is flushed. */
    public final Cell[] ctxTlbGen;
    /** CR3: the mm whose page tables the hardware walks. */
    public final Cell cr3;
    /** The paging-structure cache: 1 if it holds the entry that points to the table of interest. */
    public final Cell walkCache;
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
        asidIsGlobal = machine.cell("loaded_asid_global" + suffix, 1, global ? 1 : 0);
        currentMm = machine.cell("current->mm" + suffix, mms, start.currentMm());
        ctxTlbGen = new Cell[mms + 1];
        for (int mm = 1; mm <= mms; mm++) {
            ctxTlbGen[mm] = machine.cell("ctx_tlb_gen" + suffix + "[mm" + mm + "]", Mm.MAX_TLB_GEN);
        }
        cr3 = machine.register("cr3" + suffix, mms, start.loadedMm());
        walkCache = machine.register("walk_cache" + suffix, 1, 0);
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
     * The hardware side of a TLB flush on this CPU, whoever orders it: drops the paging-structure cache, after any walk
     * in flight has ended, as INVLPG, INVPCID, MOV to CR3 and INVLPGB do.
     */
    public void dropWalkCache(Kernel k, Cpu by) {
        if (k.hardwareWalks()) {
            by.spinLock(walkerBusy);
            by.writeOnce(walkCache, 0);
            by.spinUnlock(walkerBusy);
        }
    }
}
