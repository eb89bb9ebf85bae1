package org.shootdown.findings;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.shootdown.catalogue.Axis;
import org.shootdown.catalogue.Scenario;

/** What the UNSAFE cells of the main catalogue that are not controls come down to. A cell's reason is the first that fits. */
public final class Findings {
    private static final Set<String> NO_OTHER_MMS = Set.of(
            "mm-cpumask",
            "kernel-mode",
            "kernel-mode-posted",
            "v4",
            "v4-targeted",
            "v4-targeted-none",
            "v4-targeted-mb");
    private static final Set<String> TRACKERS = Set.of("v4", "v4-targeted", "v4-targeted-none", "v4-targeted-mb");

    /** Where a task walks, so that an NMI can land in its walk. */
    private static final Set<String> WALKS = Set.of(
            "running",
            "switch-in",
            "switch-back",
            "lazy",
            "preempted",
            "asid-none",
            "asid-walked-only",
            "asid-others-only",
            "asid-mixed",
            "asid-transition");

    /** The catalogue that the findings are about. */
    public static final String CATALOGUE = "main";

    private static final List<Finding> MAIN = List.of(
            new Finding(
                    "An interrupt does not wait for a walker that only holds rcu_read_lock",
                    "__tlb_remove_table_one: sync_one, then free at once",
                    "Without CONFIG_PT_RECLAIM, a table for which no batch page can be had is freed right after"
                            + " tlb_remove_table_sync_one. That interrupt returns at once from a CPU inside"
                            + " pte_offset_map, whose interrupts are on, and the walker goes on in a freed table. Every"
                            + " policy shares this, since all of them replace one interrupt by another, or by none.",
                    "Reported, and fixed in 7.1 by 1fb3d8c20bfa, which is policy sync-rcu here and SAFE. On x86 the path"
                            + " is gone since 7.0, where PT_RECLAIM is always on.",
                    on(Axis.OPERATION, "free-one").and(on(Axis.WALKER, "rcu"))),
            new Finding(
                    "Skipping sync_rcu trusts the flush with walkers that it never waited for",
                    "tlb_remove_table_sync_rcu: early return while the key is on",
                    "v5 and later make tlb_remove_table_sync_rcu return early too. The flush's interrupts drain walks with"
                            + " interrupts off, but a grace period also waits for pte_offset_map under rcu_read_lock, and"
                            + " that walker is still inside when the table is freed. The skip takes back exactly what"
                            + " 1fb3d8c20bfa brought.",
                    "Not found reported. Harmless on x86 as configured today, because PT_RECLAIM replaces this path by"
                            + " call_rcu; a kernel that has both the key and this path is UNSAFE. The fix is to skip only"
                            + " sync_one.",
                    on(Axis.OPERATION, "free-one-7.1").and(on(Axis.WALKER, "rcu"))),
            new Finding(
                    "A vCPU is descheduled inside a walk, and KVM's flush leaves it out",
                    "kvm_flush_tlb_multi: cmpxchg of steal.preempted drops the vCPU from the mask",
                    "The host stops the walker's vCPU between two loads of the walk. The flusher finds it PREEMPTED, notes"
                            + " FLUSH_TLB for its return and interrupts nobody; v4 calls that a flush which implies an"
                            + " IPI, and v3 notes that IPIs were sent because native_flush_tlb_multi ran for the rest of"
                            + " the mask. The table goes, the vCPU comes back, and the walk goes on from the entry in its"
                            + " register.",
                    "Reported by Christopherson against v4. Fixed in v5, which believes no paravirtual backend.",
                    on(Axis.SITUATION, "preempted")
                            .and(on(Axis.BACKEND, "kvm"))
                            .and(on(Axis.POLICY, "v3", "v4", "v4-property"))),
            new Finding(
                    "The posted test of context tracking never holds, and nobody is interrupted",
                    "cpu_in_kernel: state & CT_STATE_MASK == CONTEXT_KERNEL",
                    "In C == binds tighter than &, so that the patch asks for state & (CT_STATE_MASK == CONTEXT_KERNEL),"
                            + " which is state & 0. The sync interrupts no CPU at all, whatever it is doing, and is no"
                            + " better than none: where the flush does not interrupt the walker, nothing does.",
                    "Not found reported; the replies discuss what was meant, which is policy kernel-mode.",
                    on(Axis.POLICY, "kernel-mode-posted")
                            .and(on(Axis.WALKER, "hardware").negate())),
            new Finding(
                    "An NMI's walk ends and takes the announcement of the interrupted walk with it",
                    "pt_walk_lockless_end: stores NULL unconditionally",
                    "gup_fast announces its mm in active_lockless_pt_walk_mm and starts to walk. A perf NMI lands, announces"
                            + " and walks as well, and clears the tracker at its end, whatever it held before. The"
                            + " gup_fast walk goes on unannounced; the sync looks, finds nobody walking, and lets the"
                            + " table go. No barrier helps: v4-targeted-mb fails alike.",
                    "Not found reported in the mails at hand. The fix is to save the old value and restore it.",
                    on(Axis.POLICY, TRACKERS)
                            .and(on(Axis.WALKER, "perf-nmi"))
                            .and(on(Axis.SITUATION, WALKS))
                            .and(on(Axis.OPERATION, "hugetlb-unshare-3mm").negate())),
            new Finding(
                    "current->mm is the mm before the CPU is in its mm_cpumask",
                    "kthread_use_mm, exec_mmap: tsk->mm = mm comes before switch_mm",
                    "A kthread stores tsk->mm = mm and has yet to enter mm_cpumask when a perf NMI lands and walks"
                            + " current->mm. The flusher's mask does not name this CPU, so the flush sends it nothing;"
                            + " whoever skips the sync, or asks mm_cpumask whom to interrupt, lets the table go under the"
                            + " walk. Interrupts are off across the window, but no interrupt is ever sent. The broadcast of"
                            + " mainline is what covers it today, and v4's tracker covers it where its sync is not"
                            + " skipped.",
                    "Not found reported. io_uring and vhost workers take this path with an mm that other threads unmap"
                            + " from. exec_mmap has the same order, but its mm is fresh, so that somebody else must act on"
                            + " it from outside, and hardly anybody can: kthread_use_mm is the case that matters. A fix"
                            + " would enter mm_cpumask first, or keep perf from walking while"
                            + " current->mm is not loaded_mm.",
                    on(Axis.SITUATION, "kthread-use-mm", "exec-mmap").and(on(Axis.WALKER, "perf-nmi"))),
            new Finding(
                    "The last sharer waits for walkers of its own mm; the others' are still inside",
                    "tlb_flush_unshared_tables: only the last sharer synchronises",
                    "Mm 1 leaves a table that three mms share, without a sync, since others still share it. Then mm 3 leaves"
                            + " as the last and synchronises on behalf of everybody. Interrupting only the CPUs in"
                            + " mm_cpumask(mm 3), or only those that announced mm 3, passes over a walker of mm 1 that is"
                            + " still inside, and mm 2 owns and refills the table under it. On bare metal mm 1's own flush"
                            + " had interrupted that walker; where flushes do not interrupt, or pass over a CPU that is"
                            + " between two mms, nothing did.",
                    "Not found reported for these policies; commit 8ce720d5bd91 relies on the sync reaching all CPUs. The"
                            + " fix is to sync by broadcast here, or to announce the table rather than the mm.",
                    on(Axis.OPERATION, "hugetlb-unshare-3mm")
                            .and(on(Axis.POLICY, NO_OTHER_MMS))
                            .and(on(Axis.WALKER, "hardware").negate())),
            new Finding(
                    "A flush that was local, or fell back, stands for an earlier one that interrupted nobody",
                    "flush_tlb_mm_range, native_flush_tlb_multi: v3 notes tlb_flush_sent_ipi",
                    "As above, mm 1 leaves first and its flush is a hypercall that interrupts no guest. The last sharer's"
                            + " flush finds its mm only on its own CPU, or falls back to interrupts, and v3 notes that IPIs"
                            + " were sent; the sync that should have reached mm 1's walker is skipped.",
                    "Not found reported. v3 was replaced by v4; v5 and later skip nothing on such backends.",
                    on(Axis.OPERATION, "hugetlb-unshare-3mm").and(on(Axis.POLICY, "v3"))),
            new Finding(
                    "What one flush did is taken for what the next one did",
                    "tlb_flush_sent_ipi: not cleared by __tlb_reset_range",
                    "One gather frees a table and flushes with interrupts; v3 notes that. Then the gather unshares another"
                            + " table and flushes again, and this flush interrupts nobody: a Hyper-V call that now succeeds,"
                            + " an INVLPGB, a vCPU that is now descheduled, a CPU that is not in the mask. The note of the"
                            + " first flush is still there, and the sync is skipped.",
                    "Hildenbrand asked when the flag is reset if the gather is used again. v3 was replaced by v4.",
                    on(Axis.OPERATION, "unshare-after-free")
                            .and(on(Axis.POLICY, "v3"))
                            .and(on(Axis.SITUATION, "efi-call").negate().or(on(Axis.BACKEND, "hyperv")))),
            new Finding(
                    "A flush for unshared tables leaves out CPUs that an NMI still walks on",
                    "should_flush_tlb: is_lazy, or loaded_mm is another",
                    "Without unshared tables in wake_lazy_cpus the flush asks should_flush_tlb. A CPU in the middle of a"
                            + " switch to a kthread is lazy, one that switches away or uses a temporary mm has another"
                            + " loaded_mm, and is not interrupted; current->mm is still the old mm, and a perf NMI walks"
                            + " it. Nothing else waits for that walk, because the sync is skipped.",
                    "This is what v10 adds unshared_tables to wake_lazy_cpus for; v10 itself is SAFE here. The lazy half was"
                            + " argued in the mails, the temporary mm not.",
                    on(Axis.POLICY, "v10-freed-only").and(on(Axis.WALKER, "perf-nmi"))),
            new Finding(
                    "The first flush takes the CPU out of mm_cpumask while current->mm stays",
                    "flush_tlb_func: clears its bit when loaded_mm is another mm",
                    "During an EFI runtime call the CPU is on a temporary mm with interrupts on. A first flush interrupts it,"
                            + " flush_tlb_func finds another mm loaded and clears the CPU's bit. A perf NMI then walks"
                            + " current->mm, which has not changed. A second flush, of a table that is unshared now, finds"
                            + " the bit clear and interrupts nobody here, and the sync is skipped or asks the same mask.",
                    "Not found reported. A fix would keep the bit while current->mm is the mm, or keep perf from walking while"
                            + " a temporary mm is loaded.",
                    on(Axis.SITUATION, "efi-call")
                            .and(on(Axis.OPERATION, "unshare-after-free"))
                            .and(on(Axis.BACKEND, "native-invlpgb").negate())
                            .and(on(Axis.WALKER, "perf-nmi"))),
            new Finding(
                    "An NMI that came from user mode walks while context tracking says user mode",
                    "ct_nmi_enter: counts for RCU, and leaves CT_STATE alone",
                    "A perf NMI interrupts user mode and walks current->mm in the kernel, but only a system call, an exception"
                            + " or an interrupt sets the CPU's context-tracking state to kernel. The sync reads user mode and"
                            + " leaves the CPU alone. Where the flush interrupts the CPU it waits for the NMI; where it does"
                            + " not, and in unshare-unordered, where there is none, the table goes under the walk.",
                    "Not found reported. A fix would ask RCU's watching count, which an NMI does change.",
                    on(Axis.POLICY, "kernel-mode").and(on(Axis.WALKER, "perf-nmi"))),
            new Finding(
                    "The sync reads the walkers' state before the cleared entry is visible",
                    "tlb_remove_table_sync_mm: smp_rmb orders no store; the same for context tracking",
                    "The store that clears the entry is still in the store buffer when the sync reads the trackers and finds"
                            + " nobody. A walker announces itself, with its full barrier, reads the entry from memory,"
                            + " where it is still set, and walks into the table that is let go. The two CPUs each store"
                            + " one word and load the other's: store buffering. It needs TSO; under SC these cells are"
                            + " SAFE. With a full barrier in the sync, or a locked instruction before it, they are SAFE"
                            + " under TSO as well.",
                    "Reported by Zijlstra against v4, and by Weisbecker against the context-tracking patch. On x86 the locked"
                            + " decrement of the share count and the increment of tlb_gen come before the sync and hide it.",
                    on(Axis.OPERATION, "unshare-unordered")),
            new Finding(
                    "A lazy CPU's page walker keeps the shared table, since only software is synchronised",
                    "tlb_flush: wake_lazy_cpus without unshared_tables; tlb_remove_table_smp_sync is empty",
                    "Up to 7.0 tlb_flush passes freed_tables only, so that an unshare's flush skips lazy CPUs. The broadcast"
                            + " that follows interrupts them, but its function is empty: it drains software walks and"
                            + " leaves the paging-structure cache. The lazy CPU's hardware can go on using the PUD entry"
                            + " it cached and look into a table that is now another mm's, and that will be freed with a"
                            + " flush aimed at that other mm only. It is the lazy-CPU bug of b956575bed91 with unsharing in"
                            + " place of freeing.",
                    "Not found reported as a defect of mainline. Every version that passes unshared_tables on (rfc to v10) is"
                            + " SAFE here, so the series fixes it.",
                    on(Axis.WALKER, "hardware")));

    private Findings() {}

    /** The findings about the main catalogue, in the order in which they are asked. */
    public static List<Finding> main() {
        return MAIN;
    }

    /** The reason for an UNSAFE cell. */
    public static Optional<Finding> of(Scenario scenario) {
        return MAIN.stream().filter(f -> f.explains().test(scenario)).findFirst();
    }

    private static Predicate<Scenario> on(Axis axis, String... ids) {
        return on(axis, Set.of(ids));
    }

    private static Predicate<Scenario> on(Axis axis, Set<String> ids) {
        return scenario -> ids.contains(scenario.on(axis));
    }
}
