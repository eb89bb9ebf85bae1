package org.shootdown.kernel.tlb;

import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Mm;
import org.shootdown.kernel.PerCpu;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Page;
import org.shootdown.machine.Program;
import org.shootdown.machine.Walk;

/**
 * The page walker of one CPU, which speculates whenever it likes and whatever software is doing: on a running CPU, on a
 * lazy one, with interrupts off. It fills its paging-structure cache from memory and then trusts it until the cache is
 * dropped. Two walks, so that the second can use what the first cached.
 *
 * @param cpu the CPU it belongs to
 * @param mm the mm whose tables are watched; while CR3 holds another the walker looks elsewhere
 * @param upperIsPud whether the table of interest hangs off the PUD entry (hugetlb) or off the PMD entry
 */
public record HardwareWalker(Kernel k, int cpu, Mm mm, boolean upperIsPud) implements Program {
    private static final int WALKS = 2;

    @Override
    public void run(Cpu hardware) {
        PerCpu state = k.perCpu(cpu);
        for (int walk = 0; walk < WALKS; walk++) {
            hardware.spinLock(state.walkerBusy);
            if (hardware.readOnce(state.cr3) == mm.id()) {
                walkOnce(hardware, state);
            }
            hardware.spinUnlock(state.walkerBusy);
        }
    }

    private void walkOnce(Cpu hardware, PerCpu state) {
        if (hardware.readOnce(state.walkCache) == 0) {
            int entry = hardware.readOnce(upperIsPud ? mm.pud : mm.pmdTable().pmd);
            if (entry != Mm.TABLE) {
                return;
            }
            hardware.writeOnce(state.walkCache, 1);
        }
        Page table = upperIsPud ? mm.pmdTable().page : mm.pteTable().page;
        hardware.walk(table, upperIsPud ? mm.pmdTable().pmd : mm.pteTable().pte, mm.owner(), Walk.HARDWARE);
    }

    @Override
    public String title() {
        return "page walker of CPU" + cpu;
    }
}
