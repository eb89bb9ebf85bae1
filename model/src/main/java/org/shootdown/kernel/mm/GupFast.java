package org.shootdown.kernel.mm;

import org.jspecify.annotations.Nullable;
import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Mm;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Differs;
import org.shootdown.machine.KernelFunction;
import org.shootdown.machine.Program;
import org.shootdown.machine.Walk;

/**
 * Takes a reference on the page behind one address of the current mm, walking its page tables with interrupts off and
 * no lock.
 *
 * <p>Every load from a table that can be freed or unshared is a {@link Cpu#walk}, the rechecks included: they look at
 * the very tables whose life is in question. Left out: the levels above the PUD, which never change here, and the
 * checks of permissions and folio flags, which load nothing from page tables.
 *
 * @param pin FOLL_PIN: watch {@code write_protect_seq}, which a fork would hold odd; no operation modelled here forks
 * @param recheckPmd whether {@code gup_fast_pte_range} reloads the PMD after taking the reference, as it does since
 *     70cbc3cc78a9
 */
@KernelFunction(
        value = "gup_fast",
        in = "mm/gup.c",
        inlines = {"gup_fast_pgd_range", "gup_fast_p4d_range"})
@Differs(
        kernel = "read current.mm",
        lines = "mm/gup.c:3097",
        why = "the walker's own task, whose mm does not change while it walks")
public record GupFast(Kernel k, Mm mm, boolean pin, boolean recheckPmd) implements Program {
    /** A walk that rechecks the PMD, as Linux 7.0 does. */
    public GupFast(Kernel k, Mm mm, boolean pin) {
        this(k, mm, pin, true);
    }

    @Override
    public void run(Cpu cpu) {
        int seq = 0;
        if (pin) {
            seq = cpu.loadAcquire(mm.writeProtectSeq);
            if ((seq & 1) != 0) {
                return;
            }
        }
        int flags = cpu.irqSave();
        int token = k.sync().walkStart(k, cpu, mm.id());
        Mm.Folio got = pudRange(cpu);
        k.sync().walkEnd(k, cpu, token);
        cpu.irqRestore(flags);
        if (pin && got != null) {
            cpu.smpRmb();
            if (cpu.readOnce(mm.writeProtectSeq) != seq) {
                putFolio(cpu, got);
            }
        }
    }

    @KernelFunction(value = "gup_fast_pud_range", in = "mm/gup.c")
    private Mm.@Nullable Folio pudRange(Cpu cpu) {
        int pud = cpu.readOnce(mm.pud);
        return pud == Mm.TABLE ? pmdRange(cpu, mm.pmdTable()) : null;
    }

    @KernelFunction(value = "gup_fast_pmd_range", in = "mm/gup.c")
    private Mm.@Nullable Folio pmdRange(Cpu cpu, Mm.PmdTable table) {
        int pmd = cpu.walk(table.page, table.pmd, mm.owner(), Walk.SOFTWARE);
        return switch (pmd) {
            case Mm.LEAF -> pmdLeaf(cpu, table);
            case Mm.TABLE -> mm.pteTable() == null ? null : pteRange(cpu, table, mm.pteTable());
            default -> null;
        };
    }

    /** The PUD is not rechecked: only the leaf is. */
    @KernelFunction(value = "gup_fast_pmd_leaf", in = "mm/gup.c")
    @Differs(
            kernel = "rmw _refcount",
            lines = "mm/gup.c:2951, 2955",
            why = "the reference is given back for folios that are not allowed or must be unshared: flags of "
                    + "the folio, which are left out")
    private Mm.@Nullable Folio pmdLeaf(Cpu cpu, Mm.PmdTable table) {
        if (!tryGrabFolio(cpu, table.folio)) {
            return null;
        }
        if (cpu.walk(table.page, table.pmd, mm.owner(), Walk.SOFTWARE) != Mm.LEAF) {
            putFolio(cpu, table.folio);
            return null;
        }
        return grabbed(cpu, table.folio);
    }

    @KernelFunction(value = "gup_fast_pte_range", in = "mm/gup.c")
    @Differs(
            kernel = "rmw _refcount",
            lines = "mm/gup.c:2875-2891",
            why = "the reference is given back for folios that are not allowed, must be unshared or cannot "
                    + "be made accessible: flags of the folio, which are left out")
    private Mm.@Nullable Folio pteRange(Cpu cpu, Mm.PmdTable above, Mm.PteTable table) {
        int pte = cpu.walk(table.page, table.pte, mm.owner(), Walk.SOFTWARE);
        Mm.Folio folio = pte == Mm.PART ? above.folio : table.folio;
        if (pte == Mm.NONE || !tryGrabFolio(cpu, folio)) {
            return null;
        }
        boolean pmdChanged = recheckPmd && cpu.walk(above.page, above.pmd, mm.owner(), Walk.SOFTWARE) != Mm.TABLE;
        if (pmdChanged || cpu.walk(table.page, table.pte, mm.owner(), Walk.SOFTWARE) != pte) {
            putFolio(cpu, folio);
            return null;
        }
        return grabbed(cpu, folio);
    }

    /** {@code try_grab_folio_fast}: takes a reference unless there is none left, fully ordered. */
    @KernelFunction(value = "try_grab_folio_fast", in = "mm/gup.c")
    @Differs(
            kernel = "rmw _refcount",
            lines = "mm/gup.c:543, 554",
            why = "taken for FOLL_PIN in another branch than for FOLL_GET, and given back in a zone that "
                    + "forbids long pins: one branch, and no zones, in the model")
    @Differs(
            kernel = {"rmw _pincount", "barrier smp_mb__after_atomic"},
            lines = "mm/gup.c:567-576",
            why = "the count of pins of large folios, read by nobody in the model; what orders it on x86 is "
                    + "nothing")
    private static boolean tryGrabFolio(Cpu cpu, Mm.Folio folio) {
        Cell count = folio.refcount;
        return cpu.readModifyWrite(count, old -> old == 0 ? 0 : old + 1) != 0;
    }

    private static void putFolio(Cpu cpu, Mm.Folio folio) {
        cpu.addReturn(folio.refcount, -1);
    }

    /** The walk succeeded: its caller now uses the page, which must still be what the mm maps. */
    private Mm.@Nullable Folio grabbed(Cpu cpu, Mm.Folio folio) {
        cpu.touch(folio.page, mm.owner(), Walk.SOFTWARE);
        return folio;
    }

    @Override
    public String title() {
        return "gup_fast";
    }
}
