package org.shootdown.catalogue;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.misuse.FlushBeforeWrite;
import org.shootdown.kernel.misuse.FlushInLazyMmuMode;
import org.shootdown.kernel.misuse.FlushWithoutFlags;
import org.shootdown.kernel.mm.CollapseHugePage;
import org.shootdown.kernel.mm.FreePageTables;
import org.shootdown.kernel.mm.HugePmdUnshare;
import org.shootdown.kernel.mm.MmuGather.RemoveOne;
import org.shootdown.kernel.mm.RetractPageTables;
import org.shootdown.kernel.mm.ReuseExclusiveTable;
import org.shootdown.kernel.mm.UnshareAfterFree;
import org.shootdown.kernel.mm.UnshareUnordered;
import org.shootdown.kernel.tlb.X86Backend;
import org.shootdown.machine.Program;

/**
 * What is done to a page table of {@link #WALKED}, the mm whose tables the walker looks at.
 *
 * @param choice its name
 * @param mms how many mms take part: the walked one, for hugetlb the one that is left with the table, and a further one
 * @param hugetlb whether the table is a shared PMD table of hugetlb pages rather than a PTE table
 * @param syncs whether it synchronises with walkers by the rule in force, rather than by RCU alone
 * @param huge whether there are huge pages in it, of hugetlbfs or THP
 * @param fromOutside whether CPU 0 runs a kthread that has never used the mm, rather than one of the mm's own threads
 * @param program what CPU 0 runs
 * @param third what a further CPU runs in a third mm, or {@code null}
 */
record Operation(
        Choice choice,
        int mms,
        boolean hugetlb,
        boolean syncs,
        boolean huge,
        boolean fromOutside,
        Function<Kernel, Program> program,
        @Nullable Function<Kernel, Program> third) {
    /** The mm that the walker is in. */
    static final int WALKED = 1;
    /** The mm that is left with a formerly shared table. */
    static final int HEIR = 2;
    /** The third mm, which unshares as well. */
    static final int THIRD = 3;

    /** The misuse that is Xen PV's alone. */
    static final String FLUSH_IN_LAZY_MMU = "flush-in-lazy-mmu";

    private static final List<Operation> MAIN = List.of(
            byRcu("free-batch", "mmu_gather frees a batch by call_rcu", k -> free(k, null)),
            table("free-one", "no batch page: sync_one, then free at once (to 7.0)", k -> free(k, RemoveOne.SYNC_ONE)),
            table("free-one-7.1", "no batch page: sync_rcu, then free at once", k -> free(k, RemoveOne.SYNC_RCU)),
            byRcu("free-one-reclaim", "no batch page, PT_RECLAIM: call_rcu", k -> free(k, RemoveOne.RECLAIM)),
            shared("hugetlb-unshare", "the last sharer leaves a hugetlb PMD table", 2, Operation::unshare, null),
            shared(
                    "hugetlb-unshare-3mm",
                    "the walker's mm leaves a table that two others share, then one of them does",
                    3,
                    k -> new HugePmdUnshare(k, k.mm(WALKED)),
                    k -> new HugePmdUnshare(k, k.mm(THIRD)).then(new ReuseExclusiveTable(k, k.mm(HEIR), true))),
            shared(
                    "unshare-after-free",
                    "one gather frees a table, flushes, unshares another, flushes again",
                    2,
                    k -> new UnshareAfterFree(k, k.mm(WALKED), k.machine().page("another table", 0)).then(heir(k)),
                    null),
            shared(
                    "unshare-unordered",
                    "unshare, then sync, with no fully ordered step between",
                    2,
                    k -> new UnshareUnordered(k, k.mm(WALKED)).then(heir(k)),
                    null),
            shared(
                            "hugetlb-unshare-rmap",
                            "as hugetlb-unshare, by a kthread that unmaps a folio",
                            2,
                            Operation::unshare,
                            null)
                    .byKthread(),
            collapse("thp-collapse", "a thread of the mm collapses (MADV_COLLAPSE); the old table goes later"),
            collapse("thp-collapse-khugepaged", "khugepaged, a kthread, collapses; the old table goes later")
                    .byKthread(),
            retract("pte-retract", "a thread of the mm retracts a file mapping's table: call_rcu"),
            retract("pte-retract-khugepaged", "khugepaged, a kthread, retracts it: call_rcu")
                    .byKthread());

    /** Callers that break the rules: the catalogue {@code misuse}. */
    private static final List<Operation> MISUSE = List.of(
            shared(
                    "sync-without-flush",
                    "unshares and syncs, but never flushes",
                    2,
                    k -> new UnshareUnordered(k, k.mm(WALKED)).then(heir(k)),
                    null),
            shared(
                    "flush-without-flags",
                    "flushes with neither freed nor unshared tables noted",
                    2,
                    k -> new FlushWithoutFlags(k, k.mm(WALKED)).then(heir(k)),
                    null),
            shared(
                    "flush-before-write",
                    "flushes first and clears the entry afterwards",
                    2,
                    k -> new FlushBeforeWrite(k, k.mm(WALKED)).then(heir(k)),
                    null),
            table(
                    FLUSH_IN_LAZY_MMU,
                    "frees in lazy MMU mode: the flush is queued, the table freed before it is done",
                    k -> new FlushInLazyMmuMode(k, (X86Backend) k.backend(), k.mm(WALKED))));

    /** The operations of the main catalogue, in the order of the tables. */
    static List<Operation> main() {
        return MAIN;
    }

    /** The operations of the catalogue {@code misuse}. */
    static List<Operation> misuse() {
        return MISUSE;
    }

    String id() {
        return choice.id();
    }

    /** Whether nothing fully ordered comes between the change and the sync. */
    boolean isUnordered() {
        return id().equals("unshare-unordered");
    }

    /** Whether the table's range is collapsed. */
    boolean isCollapse() {
        return id().startsWith("thp-collapse");
    }

    private static Operation collapse(String id, String description) {
        return table(id, description, k -> new CollapseHugePage(k, k.mm(WALKED)))
                .withHugePages();
    }

    private static Operation retract(String id, String description) {
        return table(id, description, k -> new RetractPageTables(k, k.mm(WALKED)))
                .withHugePages();
    }

    static Operation table(String id, String description, Function<Kernel, Program> program) {
        return new Operation(new Choice(id, description), 1, false, true, false, false, program, null);
    }

    private static Operation byRcu(String id, String description, Function<Kernel, Program> program) {
        return new Operation(new Choice(id, description), 1, false, false, false, false, program, null);
    }

    static Operation shared(
            String id,
            String description,
            int mms,
            Function<Kernel, Program> program,
            @Nullable Function<Kernel, Program> third) {
        return new Operation(new Choice(id, description), mms, true, true, true, false, program, third);
    }

    private Operation withHugePages() {
        return new Operation(choice, mms, hugetlb, syncs, true, fromOutside, program, third);
    }

    private Operation byKthread() {
        return new Operation(choice, mms, hugetlb, syncs, huge, true, program, third);
    }

    private static Program free(Kernel k, @Nullable RemoveOne form) {
        return new FreePageTables(k, k.mm(WALKED), form);
    }

    private static Program unshare(Kernel k) {
        return new HugePmdUnshare(k, k.mm(WALKED)).then(heir(k));
    }

    /** The mm that is left finds itself alone with the table, on the same CPU for want of a reason for another. */
    static Program heir(Kernel k) {
        return new ReuseExclusiveTable(k, k.mm(HEIR), false);
    }
}
