package org.shootdown.kernel.tlb;

import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Mm;
import org.shootdown.kernel.PerCpu;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Program;
import org.shootdown.machine.Walk;

/**
 * The page walker of one CPU, which speculates whenever it likes and whatever software is doing: on a running CPU, on a
 * lazy one, with interrupts off. It fills its paging-structure cache or its TLB from memory and then trusts that until
 * it is dropped. Two walks, so that the second can use what the first cached.
 *
 * @param cpu the CPU it belongs to
 * @param mm the mm whose tables are watched, {@link Kernel#WATCHED}; while CR3 holds another the walker looks elsewhere
 * @param cached the entry that is cached, which decides what the walker goes on to
 */
public record HardwareWalker(Kernel k, int cpu, Mm mm, Cached cached) implements Program {
    private static final int WALKS = 2;

    /** The entry whose copy the processor keeps. */
    public enum Cached {
        /** It points to the PMD table of hugetlb pages. */
        PUD_ENTRY,
        /** It points to the PTE table. */
        PMD_ENTRY,
        /** It maps the page: what is kept is a TLB entry. */
        PTE
    }

    @Override
    public void run(Cpu hardware) {
        PerCpu state = k.perCpu(cpu);
        for (int walk = 0; walk < WALKS; walk++) {
            hardware.spinLock(state.walkerBusy);
            int cr3 = hardware.readOnce(state.cr3);
            if (cr3 == mm.id()) {
                walkOnce(hardware, state.walkCache);
            } else if (cr3 == k.mmCount() + mm.id()) {
                walkOnce(hardware, state.walkCacheGlobal);
            }
            hardware.spinUnlock(state.walkerBusy);
        }
    }

    /** @param cache what is cached under the ASID that is loaded */
    private void walkOnce(Cpu hardware, Cell cache) {
        if (hardware.readOnce(cache) == 0) {
            if (hardware.readOnce(entry()) != (cached == Cached.PTE ? Mm.LEAF : Mm.TABLE)) {
                return;
            }
            hardware.writeOnce(cache, 1);
        }
        goOn(hardware);
    }

    private Cell entry() {
        return switch (cached) {
            case PUD_ENTRY -> mm.pud;
            case PMD_ENTRY -> mm.pmdTable().pmd;
            case PTE -> mm.pteTable().pte;
        };
    }

    private void goOn(Cpu hardware) {
        switch (cached) {
            case PUD_ENTRY -> hardware.walk(mm.pmdTable().page, mm.pmdTable().pmd, mm.owner(), Walk.HARDWARE);
            case PMD_ENTRY -> hardware.walk(mm.pteTable().page, mm.pteTable().pte, mm.owner(), Walk.HARDWARE);
            case PTE -> hardware.touch(mm.pteTable().folio.page, mm.owner(), Walk.HARDWARE);
            default -> throw new IllegalStateException(cached.name());
        }
    }

    @Override
    public String title() {
        return "page walker of CPU" + cpu;
    }
}
