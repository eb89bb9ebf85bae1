package org.shootdown.kernel.policy;

import org.shootdown.kernel.Gather;
import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.PerCpu;
import org.shootdown.kernel.SyncRule;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.CpuMask;
import org.shootdown.machine.KernelFunction;

/**
 * Patch v4, 2 February 2026: walkers say in a per-CPU variable which mm they walk, and the sync interrupts those that
 * say {@code tlb->mm}. The tracker is set and cleared with interrupts off.
 *
 * @param skips whether the sync is skipped altogether on this machine: the other half of v4
 */
record Targeted(Barrier barrier, boolean skips) implements SyncRule {
    /** The barrier between the page table's change and the look at the trackers. */
    enum Barrier {
        NONE,
        RMB,
        MB
    }

    /** Holds 0, an mm's number, or one more than those for init_mm. */
    private static final String TRACKER = "active_lockless_pt_walk_mm";

    @Override
    public void declare(Kernel k) {
        k.perCpus().forEach(cpu -> cpu.declare(TRACKER, k.mmCount() + 1, 0));
    }

    private static Cell tracker(PerCpu cpu) {
        return cpu.own(TRACKER);
    }

    @Override
    @KernelFunction(
            value = "tlb_remove_table_sync_mm",
            in = "mm/mmu_gather.c",
            version = "patch v4",
            synchronises = true)
    public void syncOne(Kernel k, Cpu cpu, Gather tlb) {
        if (skips) {
            return;
        }
        switch (barrier) {
            case RMB -> cpu.smpRmb();
            case MB -> cpu.smpMb();
            default -> {}
        }
        CpuMask walking = cpu.emptyMask();
        cpu.forEachOther(cpu.onlineMask(), target -> {
            if (cpu.readOnce(tracker(k.perCpu(target))) == tlb.mm().id()) {
                walking.add(target);
            }
        });
        TableSync.interrupt(cpu, walking);
    }

    @Override
    public boolean wakeLazyCpus(boolean freedTables, boolean unsharedTables) {
        return freedTables || unsharedTables;
    }

    /** Not where it skips: there it trusts the flush. */
    @Override
    public boolean isAskedForOrder() {
        return !skips;
    }

    @Override
    public Object withoutSync() {
        return "announces walks";
    }

    @Override
    @KernelFunction(value = "pt_walk_lockless_start", in = "include/linux/mm.h", version = "patch v4")
    public int walkStart(Kernel k, Cpu cpu, int mm) {
        int value = mm == Kernel.INIT_MM ? k.mmCount() + 1 : mm;
        cpu.writeOnce(tracker(k.perCpu(cpu)), value);
        cpu.smpMb();
        return 0;
    }

    /** Clears the tracker whatever it held before: a walk that was interrupted by another is no longer announced. */
    @Override
    @KernelFunction(value = "pt_walk_lockless_end", in = "include/linux/mm.h", version = "patch v4")
    public void walkEnd(Kernel k, Cpu cpu, int token) {
        cpu.storeRelease(tracker(k.perCpu(cpu)), 0);
    }
}
