package org.shootdown.kernel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.CpuMask;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Page;

/**
 * One {@code mm_struct} and the page tables of one address in it: a PUD entry that points to a PMD table, whose entry
 * points to a PTE table or maps a huge page. The levels above never change and are left out.
 *
 * <p>Several mms may point to one PMD table (hugetlb sharing): {@link #sharePmdTableOf}.
 */
public final class Mm {
    /** An empty entry. */
    public static final int NONE = 0;
    /** An entry that points to the table below. */
    public static final int TABLE = 1;
    /** A PMD entry that maps a huge page; a PTE that maps a page. */
    public static final int LEAF = 2;
    /** A PTE that maps a part of the huge page which a split has mapped by PTEs. */
    public static final int PART = 3;

    /** As many flushes as any scenario makes of one mm; one more would be an error, never a wrong verdict. */
    static final int MAX_TLB_GEN = 2;

    private final int id;
    private final int owners;
    private final Kernel.GlobalAsid globalAsidStart;
    private final Machine.Builder machine;
    private @Nullable PmdTable pmdTable;
    private @Nullable PteTable pteTable;

    /** The PUD entry: {@link #NONE} or {@link #TABLE}. */
    public final Cell pud;
    /**
     * {@code mm_cpumask}: for each CPU whether its bit is set. The kernel reads a mask word by word (kernel/smp.c), so CPUs
     * whose bits are in different words are looked at one after the other; so are all CPUs here, of however many words.
     */
    public final List<Cell> cpumask;
    /** {@code context.tlb_gen}. */
    public final Cell tlbGen;
    /** {@code context.global_asid}: whether there is one. */
    public final Cell globalAsid;
    /** {@code context.asid_transition}. */
    public final Cell asidTransition;
    /** {@code write_protect_seq}: odd while fork copies page tables. */
    public final Cell writeProtectSeq;
    /** The page table lock of the entry that operations clear. */
    public final Cell ptl;

    private final OwnCells own;

    /** A PMD table, which several mms may share, and its entry for the address. */
    public static final class PmdTable {
        /** The page that holds the table. */
        public final Page page;
        /** {@link #NONE}, {@link #TABLE} or {@link #LEAF}. */
        public final Cell pmd;
        /** {@code pt_share_count}: how many mms beyond the first share the table. */
        public final Cell shareCount;
        /** The huge page that a leaf maps. */
        public final Folio folio;

        PmdTable(Machine.Builder machine, String suffix, int owners, int pmd, int extraSharers) {
            page = machine.page("PMD table" + suffix, owners);
            this.pmd = machine.cell("pmd" + suffix, LEAF, pmd);
            shareCount = machine.cell("pt_share_count" + suffix, Math.max(extraSharers, 1), extraSharers);
            folio = new Folio(machine, "huge page" + suffix, owners);
        }
    }

    /** A PTE table and its entry for the address. */
    public static final class PteTable {
        /** The page that holds the table. */
        public final Page page;
        /** {@link #NONE}, {@link #LEAF} or {@link #PART}. */
        public final Cell pte;
        /** The page that the PTE maps. */
        public final Folio folio;

        PteTable(Machine.Builder machine, String suffix, int owners) {
            page = machine.page("PTE table" + suffix, owners);
            pte = machine.cell("pte" + suffix, PART, LEAF);
            folio = new Folio(machine, "page" + suffix, owners);
        }
    }

    /** A folio as GUP sees it: its reference count, and its life. */
    public static final class Folio {
        /** {@code _refcount}, from the one reference that the mapping holds. */
        public final Cell refcount;

        /** The page that holds the table. */
        public final Page page;

        Folio(Machine.Builder machine, String name, int owners) {
            refcount = machine.cell("refcount of " + name, 2, 1);
            page = machine.page(name, owners);
        }
    }

    Mm(Machine.Builder machine, int id, int mms, List<Kernel.CpuStart> start, Kernel.GlobalAsid asid) {
        this.id = id;
        this.owners = mms + 1;
        this.globalAsidStart = asid;
        this.machine = machine;
        String suffix = mms == 1 ? "" : "[mm" + id + "]";
        pud = machine.cell("pud" + suffix, TABLE, TABLE);
        List<Cell> bits = new ArrayList<>();
        for (int cpu = 0; cpu < start.size(); cpu++) {
            bits.add(machine.cell(
                    "mm_cpumask" + suffix + "[" + cpu + "]", 1, start.get(cpu).loadedMm() == id ? 1 : 0));
        }
        cpumask = List.copyOf(bits);
        tlbGen = machine.cell("tlb_gen" + suffix, MAX_TLB_GEN);
        boolean assigned = asid == Kernel.GlobalAsid.STEADY || asid == Kernel.GlobalAsid.TRANSITION;
        globalAsid = machine.cell("global_asid" + suffix, 1, assigned ? 1 : 0);
        asidTransition = machine.cell("asid_transition" + suffix, 1, asid == Kernel.GlobalAsid.TRANSITION ? 1 : 0);
        writeProtectSeq = machine.cell("write_protect_seq" + suffix, 2);
        ptl = machine.cell("ptl" + suffix, 1);
        own = new OwnCells(machine, "[mm" + id + "]");
    }

    /** Reads {@link #cpumask}, each CPU's bit in a step of its own. */
    public CpuMask readCpumask(Cpu cpu) {
        CpuMask mask = cpu.emptyMask();
        cpu.forEach(cpu.onlineMask(), target -> {
            if (cpu.readOnce(cpumask.get(target)) != 0) {
                mask.add(target);
            }
        });
        return mask;
    }

    /**
     * Declares a field of {@code mm_struct} of a rule's or a backend's own with values {@code 0..max}, in {@link
     * SyncRule#declare} or {@link Backend#declare}.
     */
    public void declare(String name, int max, int initial) {
        own.declare(name, max, initial);
    }

    void sealOwn() {
        own.seal();
    }

    /** This mm's field that was declared with {@link #declare}. */
    public Cell own(String name) {
        return own.get(name);
    }

    /** The mm's number in {@code loaded_mm} and the like, from 1. */
    public int id() {
        return id;
    }

    /** The mm's number as an owner of pages: the same as its id. */
    public int owner() {
        return id;
    }

    /** Gives the mm a PTE table below a PMD table of its own. */
    public Mm withPteTable() {
        String suffix = owners == 2 ? "" : "[mm" + id + "]";
        pmdTable = new PmdTable(machine, suffix, owners, TABLE, 0);
        pteTable = new PteTable(machine, suffix, owners);
        return this;
    }

    /** Gives the mm a PMD table that maps hugetlb pages, shared with {@code extraSharers} other mms. */
    public Mm withHugetlb(int extraSharers) {
        pmdTable = new PmdTable(machine, " T", owners, LEAF, extraSharers);
        return this;
    }

    /** Points the mm to another's PMD table. */
    public Mm sharePmdTableOf(Mm other) {
        pmdTable = other.pmdTable;
        return this;
    }

    /** The table that the PUD entry points to. */
    @SuppressWarnings("NullAway") // asked only of an mm that has one
    public PmdTable pmdTable() {
        return pmdTable;
    }

    /** The table that the PMD entry points to, or {@code null} in an mm with huge pages only. */
    @SuppressWarnings("NullAway") // asked only of an mm that may have one
    public PteTable pteTable() {
        return pteTable;
    }

    /** Whether the mm may be given a global ASID while the model runs. */
    public boolean mayGetGlobalAsid() {
        return globalAsidStart == Kernel.GlobalAsid.MAY_COME;
    }

    boolean startsWithGlobalAsidLoaded() {
        return globalAsidStart == Kernel.GlobalAsid.STEADY;
    }
}
