package org.shootdown.kernel.mm;

import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Mm;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Program;

/**
 * The mm that is left as the only owner of a formerly shared PMD table: under the lock it finds nobody sharing it any
 * more, and fills it with entries of its own.
 *
 * @param mm the mm that is left
 * @param waits whether to wait until nobody else shares the table; otherwise a table still shared is left alone
 */
public record ReuseExclusiveTable(Kernel k, Mm mm, boolean waits) implements Program {
    @Override
    public void run(Cpu cpu) {
        Mm.PmdTable table = mm.pmdTable();
        if (waits) {
            cpu.awaitUntil(table.shareCount, count -> count == 0);
        }
        cpu.spinLock(k.iMmapRwsem());
        if (cpu.readOnce(table.shareCount) == 0) {
            cpu.handOver(table.page, mm.owner());
            cpu.writeOnce(table.pmd, Mm.NONE);
            cpu.writeOnce(table.pmd, Mm.TABLE);
        }
        cpu.spinUnlock(k.iMmapRwsem());
    }

    @Override
    public String title() {
        return "the remaining owner";
    }
}
