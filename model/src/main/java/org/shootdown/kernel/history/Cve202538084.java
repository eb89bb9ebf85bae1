package org.shootdown.kernel.history;

import java.util.List;
import org.shootdown.kernel.Backend;
import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Kernel.CpuStart;
import org.shootdown.kernel.Mm;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.KernelFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Program;
import org.shootdown.machine.Property;
import org.shootdown.machine.Situation;

/**
 * Can a split of a hugetlb VMA leave a shared PMD table below a VMA that no longer covers it?
 *
 * <p>The split unshares the table first and takes the VMA's lock afterwards. In between another thread faults, finds the
 * entry empty and the VMA still large enough, and shares the table again. Nothing looks a second time. The fix unshares
 * in the middle of the split, with the lock held.
 *
 * <p>Left out: the flush, which decides nothing here, and what comes of it all. A fault after the split fills the entry
 * with a table of the mm's own, which is not modelled.
 */
final class Cve202538084 {
    static final KnownBug BUG = KnownBug.of(
                    "cve-2025-38084",
                    "a fault shares a hugetlb PMD table again while the VMA above it is being split",
                    Cve202538084::machine)
            .fixedBy("081056dc00a2, 6.16: __split_vma unshares with the locks held (mm/vma.c)")
            .on("native");

    private Cve202538084() {}

    private static Machine machine(String name, Backend backend, boolean fixed) {
        Machine.Builder machine = Machine.builder(name);
        List<CpuStart> threads = List.of(CpuStart.running(Stage.MM), CpuStart.running(Stage.MM));
        Kernel k = Kernel.builder(machine, backend, Stage.noSync(backend), Stage.OTHER, threads)
                .build();
        Mm mm = k.mm(Stage.MM).withHugetlb(1);
        Vma vma = new Vma(machine.cell("vm_lock", 1), machine.cell("vma_covers_table", 1, 1));
        Situation empty = machine.situation("a fault finds the entry empty that the split cleared");
        Program unshare = new HugetlbUnsharePmds(k, mm);
        Program lock = cpu -> cpu.spinLock(vma.lock());
        machine.cpu(
                "CPU0",
                fixed
                        ? lock.named("__split_vma").then(unshare).then(new SplitVma(mm, vma))
                        : unshare.then(lock.named("__split_vma")).then(new SplitVma(mm, vma)));
        machine.cpu("CPU1", new HugetlbFault(k, mm, vma, empty));
        return machine.build();
    }

    /**
     * What matters of the VMA.
     *
     * @param lock {@code vma_start_write} and, by faults, {@code vma_start_read}; one reader here, so a plain lock
     * @param coversTable whether it covers all that the table maps, without which the table may not be shared
     */
    private record Vma(Cell lock, Cell coversTable) {}

    @KernelFunction(value = "hugetlb_unshare_pmds", in = "mm/hugetlb.c", version = "6.15")
    private record HugetlbUnsharePmds(Kernel k, Mm mm) implements Program {
        @Override
        public void run(Cpu cpu) {
            cpu.spinLock(k.iMmapRwsem());
            cpu.writeOnce(mm.pud, Mm.NONE);
            cpu.addReturn(mm.pmdTable().shareCount, -1);
            cpu.spinUnlock(k.iMmapRwsem());
        }

        @Override
        public String title() {
            return "hugetlb_unshare_pmds";
        }
    }

    /** The rest of the split, with the lock held. */
    @KernelFunction(value = "__split_vma", in = "mm/vma.c", version = "6.15")
    private record SplitVma(Mm mm, Vma vma) implements Program {
        @Override
        public void run(Cpu cpu) {
            cpu.writeOnce(vma.coversTable(), 0);
            int pud = cpu.readOnce(mm.pud);
            cpu.require(pud == Mm.NONE, Property.ASSERTION, "the VMA was split over a PMD table that is shared");
            cpu.spinUnlock(vma.lock());
        }

        @Override
        public String title() {
            return "__split_vma";
        }
    }

    /** A fault by another thread, under the VMA's lock for reading. */
    @KernelFunction(value = "hugetlb_fault", in = "mm/hugetlb.c", version = "6.15")
    private record HugetlbFault(Kernel k, Mm mm, Vma vma, Situation empty) implements Program {
        @Override
        public void run(Cpu cpu) {
            cpu.spinLock(vma.lock());
            if (cpu.readOnce(mm.pud) == Mm.NONE) {
                cpu.reached(empty);
                if (cpu.readOnce(vma.coversTable()) == 1) {
                    share(cpu);
                }
            }
            cpu.spinUnlock(vma.lock());
        }

        @KernelFunction(value = "huge_pmd_share", in = "mm/hugetlb.c", version = "6.15")
        private void share(Cpu cpu) {
            cpu.spinLock(k.iMmapRwsem());
            cpu.addReturn(mm.pmdTable().shareCount, 1);
            cpu.writeOnce(mm.pud, Mm.TABLE);
            cpu.spinUnlock(k.iMmapRwsem());
        }

        @Override
        public String title() {
            return "hugetlb_fault";
        }
    }
}
