package org.shootdown.kernel.history;

import java.util.Set;
import org.shootdown.kernel.Backend;
import org.shootdown.kernel.Gather;
import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Kernel.CpuStart;
import org.shootdown.kernel.Mm;
import org.shootdown.kernel.SyncRule;
import org.shootdown.kernel.mm.FreePageTables;
import org.shootdown.kernel.tlb.HardwareWalker.Cached;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Program;

/**
 * May a flush leave out lazy CPUs when it precedes the freeing of page tables?
 *
 * <p>A lazy CPU runs no user code of the mm and flushes when it next switches, so a flush may skip it, unless page
 * tables are freed: its processor speculates through them in the meantime, and finds whatever the page is used for next.
 * The fix tells the flush whether tables were freed.
 */
final class LazyCpuSkipped {
    static final KnownBug BUG = KnownBug.of(
                    "lazy-cpu-skipped-2018",
                    "a flush that frees page tables skips a lazy CPU, whose processor walks them",
                    LazyCpuSkipped::machine)
            .fixedBy("016c4d92cd16 and b956575bed91, 4.20: freed_tables wakes lazy CPUs (arch/x86/mm/tlb.c)")
            .walkedBy(KnownBug.HARDWARE)
            .inSituation(KnownBug.LAZY)
            .on("native");

    private LazyCpuSkipped() {}

    private static Machine machine(String name, Backend backend, boolean fixed) {
        SyncRule sync = fixed ? Stage.broadcast(backend) : new LetLazyCpusSleep();
        Stage stage = Stage.hardware(name, backend, sync, Set.of(), CpuStart.lazy(Stage.MM));
        Kernel k = stage.kernel;
        Mm mm = k.mm(Stage.MM).withPteTable();
        return stage.cpu(new FreePageTables(k, mm, null))
                .cpu(Program.IDLE)
                .walkerOf(1, Cached.PMD_ENTRY)
                .build();
    }

    /** {@code tlb_flush} before it passed {@code freed_tables}. Nothing here syncs. */
    private record LetLazyCpusSleep() implements SyncRule {
        @Override
        public void syncOne(Kernel k, Cpu cpu, Gather tlb) {}

        @Override
        public boolean wakeLazyCpus(boolean freedTables, boolean unsharedTables) {
            return false;
        }
    }
}
