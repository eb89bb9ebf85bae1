package org.shootdown.kernel.history;

import java.util.List;
import org.shootdown.kernel.Backend;
import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Kernel.CpuStart;
import org.shootdown.kernel.Mm;
import org.shootdown.kernel.mm.RetractPageTables;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.KernelFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Program;
import org.shootdown.machine.Property;
import org.shootdown.machine.Situation;

/**
 * mremap moves a whole PTE table: is the table still there? Reported as CVE-2024-50066.
 *
 * <p>mremap decides from the PMD, read without a lock, that there is a table to move. Before it takes the page table
 * lock, {@code retract_page_tables} clears the entry and lets go of the table. mremap then puts into the new place what
 * an empty entry points to. The fix looks again with the lock held.
 */
final class Cve202450066 {
    static final KnownBug BUG = KnownBug.of(
                    "cve-2024-50066",
                    "mremap moves a PTE table that khugepaged has retracted (reported as CVE-2024-50066)",
                    Cve202450066::machine)
            .fixedBy("6fa1066fc5d0, 6.12: move_normal_pmd looks again under the lock (mm/mremap.c)")
            .on("native");

    private Cve202450066() {}

    private static Machine machine(String name, Backend backend, boolean fixed) {
        Machine.Builder machine = Machine.builder(name);
        List<CpuStart> cpus = List.of(CpuStart.running(Stage.MM), CpuStart.running(Stage.OTHER));
        Kernel k = Kernel.builder(machine, backend, Stage.broadcast(backend), Stage.OTHER, cpus)
                .build();
        Mm mm = k.mm(Stage.MM).withPteTable();
        Situation late = machine.situation("the table was retracted between the look and the lock");
        machine.cpu("CPU0", new MovePageTables(mm, machine.cell("pmd at the new address", Mm.LEAF), fixed, late));
        machine.cpu("CPU1", new RetractPageTables(k, mm));
        return machine.build();
    }

    @KernelFunction(value = "move_page_tables", in = "mm/mremap.c", version = "6.11")
    private record MovePageTables(Mm mm, Cell newPmd, boolean looksAgain, Situation late) implements Program {
        @Override
        public void run(Cpu cpu) {
            if (cpu.readOnce(mm.pmdTable().pmd) == Mm.TABLE) {
                moveNormalPmd(cpu, mm.pmdTable().pmd);
            }
        }

        @KernelFunction(value = "move_normal_pmd", in = "mm/mremap.c", version = "6.11")
        private void moveNormalPmd(Cpu cpu, Cell oldPmd) {
            cpu.spinLock(mm.ptl);
            int pmd = cpu.readOnce(oldPmd);
            if (pmd != Mm.TABLE) {
                cpu.reached(late);
            }
            if (pmd == Mm.TABLE || !looksAgain) {
                cpu.writeOnce(oldPmd, Mm.NONE);
                cpu.writeOnce(newPmd, Mm.TABLE);
                cpu.require(
                        pmd == Mm.TABLE,
                        Property.ASSERTION,
                        "pmd_populate made a page table of what an empty entry points to, physical page 0");
            }
            cpu.spinUnlock(mm.ptl);
        }

        @Override
        public String title() {
            return "mremap";
        }
    }
}
