package org.shootdown.kernel.history;

import java.util.Set;
import org.shootdown.kernel.Backend;
import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Kernel.CpuStart;
import org.shootdown.kernel.Mm;
import org.shootdown.kernel.mm.FreePageTables;
import org.shootdown.kernel.mm.MmuGather;
import org.shootdown.kernel.tlb.HardwareWalker.Cached;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.KernelFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Program;

/**
 * Is an mm with one user on one CPU only? Reported by Jann Horn, 2018.
 *
 * <p>With {@code mm_users} below 2 the table was freed at once, since nobody else could walk it. But a kthread borrows
 * the mm without being a user of it, and the processor it runs on has the page-table root in CR3 and speculates. The fix
 * drops the shortcut: the table waits in the batch for the flush, as any other.
 */
final class TlbRemoveTableOneUser {
    static final KnownBug BUG = KnownBug.of(
                    "tlb-remove-table-one-user-2018",
                    "one user: tlb_remove_table frees the table at once, under a lazy CPU (reported by Jann Horn)",
                    TlbRemoveTableOneUser::machine)
            .fixedBy("a6f572084fbe (reported as), 4.19: tlb_remove_table has no shortcut (mm/memory.c)")
            .walkedBy(KnownBug.HARDWARE)
            .inSituation(KnownBug.LAZY)
            .on("native");

    private TlbRemoveTableOneUser() {}

    private static Machine machine(String name, Backend backend, boolean fixed) {
        Stage stage = Stage.hardware(name, backend, Stage.broadcast(backend), Set.of(), CpuStart.lazy(Stage.MM));
        Kernel k = stage.kernel;
        Mm mm = k.mm(Stage.MM).withPteTable();
        return stage.cpu(fixed ? new FreePageTables(k, mm, null) : new FreeAtOnce(k, mm))
                .cpu(Program.IDLE)
                .walkerOf(1, Cached.PMD_ENTRY)
                .build();
    }

    /** {@code atomic_read(&tlb->mm->mm_users) < 2}. */
    @KernelFunction(value = "tlb_remove_table", in = "mm/memory.c", version = "4.18")
    private record FreeAtOnce(Kernel k, Mm mm) implements Program {
        @Override
        public void run(Cpu cpu) {
            MmuGather tlb = new MmuGather(k, mm);
            FreePageTables.clearPmd(cpu, mm);
            cpu.free(mm.pteTable().page);
            tlb.clearedEntry();
            tlb.flushMmu(cpu);
        }

        @Override
        public String title() {
            return "tlb_remove_table";
        }
    }
}
