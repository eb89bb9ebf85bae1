package org.shootdown.kernel.history;

import java.util.Set;
import org.shootdown.kernel.Backend;
import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Kernel.CpuStart;
import org.shootdown.kernel.Mm;
import org.shootdown.kernel.mm.FreePageTables;
import org.shootdown.kernel.mm.MmuGather;
import org.shootdown.kernel.mm.MmuGather.RemoveOne;
import org.shootdown.kernel.tlb.HardwareWalker.Cached;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.KernelFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Program;

/**
 * Can the processor still reach a page table that was freed because no batch page could be had? Reported by Jann Horn,
 * 2018.
 *
 * <p>With no page for the batch the table is freed after an interrupt to every CPU, which stops walks in software. The
 * TLB is flushed only at the end of the gather, so a paging-structure cache still points into the free page. The fix
 * invalidates first.
 */
final class TlbRemoveTableEarly {
    static final KnownBug BUG = KnownBug.of(
                    "tlb-remove-table-early-2018",
                    "no batch page: tlb_remove_table frees the table before the TLB is flushed (reported by Jann Horn)",
                    TlbRemoveTableEarly::machine)
            .fixedBy("d86564a2f085, 4.19: tlb_remove_table invalidates first (mm/memory.c)")
            .walkedBy(KnownBug.HARDWARE)
            .on("native");

    private TlbRemoveTableEarly() {}

    private static Machine machine(String name, Backend backend, boolean fixed) {
        Stage stage = Stage.hardware(name, backend, Stage.broadcast(backend), Set.of(), CpuStart.running(Stage.MM));
        Kernel k = stage.kernel;
        Mm mm = k.mm(Stage.MM).withPteTable();
        return stage.cpu(fixed ? new FreePageTables(k, mm, RemoveOne.SYNC_ONE) : new FreeThenFlush(k, mm))
                .cpu(Program.IDLE)
                .walkerOf(1, Cached.PMD_ENTRY)
                .build();
    }

    /** The table goes at once; what the gather still has to flush, it flushes when it ends. */
    @KernelFunction(value = "tlb_remove_table", in = "mm/memory.c", version = "4.18")
    private record FreeThenFlush(Kernel k, Mm mm) implements Program {
        @Override
        public void run(Cpu cpu) {
            MmuGather tlb = new MmuGather(k, mm);
            FreePageTables.clearPmd(cpu, mm);
            tlb.removeTableOne(cpu, mm.pteTable().page, RemoveOne.SYNC_ONE);
            tlb.clearedEntry();
            tlb.flushMmu(cpu);
        }

        @Override
        public String title() {
            return "tlb_remove_table";
        }
    }
}
