package org.shootdown.kernel.history;

import java.util.Set;
import org.shootdown.kernel.Backend;
import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Kernel.CpuStart;
import org.shootdown.kernel.Mm;
import org.shootdown.kernel.tlb.FlushTlb;
import org.shootdown.kernel.tlb.HardwareWalker.Cached;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.KernelFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Program;

/**
 * mremap moves a PTE. When must the old address be flushed? Reported as CVE-2018-18281.
 *
 * <p>mremap drops the page table lock and flushes the old address afterwards. Between the two ftruncate takes the page
 * from the new address, flushes that address and frees the page, while another CPU still has a TLB entry for the old
 * one. The fix flushes before the lock is dropped.
 *
 * <p>Left out: the flush of the new address, for which no CPU has a TLB entry.
 */
final class Cve201818281 {
    static final KnownBug BUG = KnownBug.of(
                    "cve-2018-18281",
                    "mremap flushes the old address after the moved page was freed (reported as CVE-2018-18281)",
                    Cve201818281::machine)
            .fixedBy("eb66ae030829, 4.19: move_ptes flushes before it drops the page table lock (mm/mremap.c)")
            .walkedBy(KnownBug.HARDWARE)
            .on("native");

    private Cve201818281() {}

    private static Machine machine(String name, Backend backend, boolean fixed) {
        Stage stage = Stage.hardware(
                name,
                backend,
                Stage.broadcast(backend),
                Set.of(),
                CpuStart.running(Stage.MM),
                CpuStart.running(Stage.OTHER));
        Kernel k = stage.kernel;
        Mm mm = k.mm(Stage.MM).withPteTable();
        Cell newPte = stage.machine.cell("pte at the new address", Mm.LEAF);
        return stage.cpu(new MovePtes(k, mm, newPte, fixed))
                .cpu(Program.IDLE)
                .cpu(new Truncate(mm, newPte))
                .walkerOf(1, Cached.PTE)
                .build();
    }

    @KernelFunction(value = "move_ptes", in = "mm/mremap.c", version = "4.18")
    private record MovePtes(Kernel k, Mm mm, Cell newPte, boolean flushesUnderLock) implements Program {
        @Override
        public void run(Cpu cpu) {
            cpu.spinLock(mm.ptl);
            int pte = cpu.xchg(mm.pteTable().pte, Mm.NONE);
            cpu.unlink(mm.pteTable().folio.page);
            cpu.writeOnce(newPte, pte);
            if (flushesUnderLock) {
                FlushTlb.range(k, cpu, mm);
            }
            cpu.spinUnlock(mm.ptl);
            if (!flushesUnderLock) {
                FlushTlb.range(k, cpu, mm);
            }
        }

        @Override
        public String title() {
            return "mremap";
        }
    }

    /** ftruncate by another process, which reaches the new address through the file. */
    @KernelFunction(value = "zap_pte_range", in = "mm/memory.c", version = "4.18")
    private record Truncate(Mm mm, Cell newPte) implements Program {
        @Override
        public void run(Cpu cpu) {
            cpu.spinLock(mm.ptl);
            int pte = cpu.xchg(newPte, Mm.NONE);
            cpu.spinUnlock(mm.ptl);
            if (pte != Mm.NONE) {
                cpu.free(mm.pteTable().folio.page);
            }
        }

        @Override
        public String title() {
            return "ftruncate";
        }
    }
}
