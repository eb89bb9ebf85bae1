package org.shootdown.drift.c;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.shootdown.drift.c.Access.Kind;

/** The kernel's primitives that access shared memory or order accesses, as far as cited functions use them. */
final class Primitives {
    /** What a primitive does, and to which of its arguments, or to what in any case. */
    record Effect(Kind kind, int argument, String object) {}

    private static final Map<String, List<Effect>> ALL = table("""
            READ_ONCE:                      read 0
            WRITE_ONCE:                     write 0
            smp_load_acquire:               read 0
            smp_store_release:              write 0
            this_cpu_read:                  read 0
            raw_cpu_read:                   read 0
            this_cpu_write:                 write 0
            raw_cpu_write:                  write 0
            this_cpu_inc:                   write 0
            this_cpu_dec:                   write 0
            this_cpu_add_return:            rmw 0
            this_cpu_cmpxchg:               rmw 0
            atomic_read:                    read 0
            atomic64_read:                  read 0
            atomic_long_read:               read 0
            raw_atomic_read:                read 0
            raw_atomic_read_acquire:        read 0
            atomic_set:                     write 0
            atomic64_set:                   write 0
            atomic_inc:                     rmw 0
            atomic_dec:                     rmw 0
            atomic_add:                     rmw 1
            atomic_sub:                     rmw 1
            atomic64_inc_return:            rmw 0
            atomic_inc_return:              rmw 0
            atomic_dec_and_test:            rmw 0
            atomic_add_unless:              rmw 0
            atomic_long_inc_return:         rmw 0
            raw_atomic_add_return:          rmw 1
            xchg:                           rmw 0
            cmpxchg:                        rmw 0
            try_cmpxchg:                    rmw 0
            set_bit:                        rmw 1
            clear_bit:                      rmw 1
            test_and_set_bit:               rmw 1
            test_and_clear_bit:             rmw 1
            refcount_inc:                   rmw 0
            refcount_dec_and_test:          rmw 0
            raw_seqcount_begin:             read 0
            raw_seqcount_try_begin:         read 0
            raw_read_seqcount:              read 0
            read_seqcount_retry:            barrier smp_rmb, read 0
            raw_write_seqcount_begin:       write 0, barrier smp_wmb
            raw_write_seqcount_end:         barrier smp_wmb, write 0
            cpumask_set_cpu:                rmw 1
            cpumask_clear_cpu:              rmw 1
            __cpumask_set_cpu:              write 1
            __cpumask_clear_cpu:            write 1
            cpumask_test_cpu:               read 1
            cpumask_test_and_set_cpu:       rmw 1
            cpumask_any_but:                read 0
            cpumask_empty:                  read 0
            cpumask_weight:                 read 0
            cpumask_equal:                  read 0
            cpumask_copy:                   read 1, write 0
            cpumask_and:                    read 1, write 0
            cpumask_clear:                  write 0
            for_each_cpu:                   read 1
            mm_tlb_flush_nested:            read =tlb_flush_pending
            inc_tlb_flush_pending:          rmw =tlb_flush_pending
            dec_tlb_flush_pending:          rmw =tlb_flush_pending
            cpu_is_lazy:                    read =is_lazy
            cpumask_to_vpset_skip:          read 1, read =is_lazy
            pte_free_tlb:                   call tlb_remove_table
            pmd_free_tlb:                   call tlb_remove_table
            mm_active_cpus_exceeds:         read =mm_cpumask
            inc_mm_tlb_gen:                 rmw =context.tlb_gen
            mm_global_asid:                 read =context.global_asid
            mm_in_asid_transition:          read =context.asid_transition
            mm_clear_asid_transition:       write =context.asid_transition
            mm_assign_global_asid:          write =context.asid_transition, write =context.global_asid
            ptdesc_pmd_pts_inc:             rmw =pt_share_count
            ptdesc_pmd_pts_dec:             rmw =pt_share_count
            ptdesc_pmd_pts_count:           read =pt_share_count
            ptdesc_pmd_is_shared:           read =pt_share_count
            pgdp_get:                       read =pgd
            p4dp_get:                       read =p4d
            pudp_get:                       read =pud
            pmdp_get:                       read =pmd
            pmdp_get_lockless:              read =pmd
            ptep_get:                       read =pte
            ptep_get_lockless:              read =pte
            pud_clear:                      write =pud
            pud_populate:                   write =pud
            set_pud_at:                     write =pud
            pmd_clear:                      write =pmd
            pmd_populate:                   write =pmd
            pmd_populate_kernel:            write =pmd
            set_pmd_at:                     write =pmd
            set_pte_at:                     write =pte
            set_ptes:                       write =pte
            pte_clear:                      write =pte
            ptep_clear:                     write =pte
            ptep_get_and_clear:             rmw =pte
            ptep_get_and_clear_full:        rmw =pte
            get_and_clear_full_ptes:        rmw =pte
            pmdp_get_and_clear:             rmw =pmd
            pmdp_huge_get_and_clear:        rmw =pmd
            pmdp_huge_get_and_clear_full:   rmw =pmd
            pmdp_huge_clear_flush:          rmw =pmd, call flush_pmd_tlb_range
            pudp_huge_get_and_clear:        rmw =pud
            try_get_folio:                  rmw =_refcount
            try_grab_folio:                 rmw =_refcount
            folio_try_get_ref:              rmw =_refcount
            folio_ref_try_add:              rmw =_refcount
            folio_ref_count:                read =_refcount
            folio_put:                      rmw =_refcount
            folio_put_refs:                 rmw =_refcount
            gup_put_folio:                  rmw =_refcount
            ct_state_inc:                   rmw =context_tracking
            ct_kernel_exit_state:           rmw =context_tracking
            ct_kernel_enter_state:          rmw =context_tracking
            barrier:                        barrier barrier
            smp_mb:                         barrier smp_mb
            smp_rmb:                        barrier smp_rmb
            smp_wmb:                        barrier smp_wmb
            smp_mb__before_atomic:          barrier smp_mb__before_atomic
            smp_mb__after_atomic:           barrier smp_mb__after_atomic
            smp_mb__after_spinlock:         barrier smp_mb__after_spinlock
            smp_mb__after_unlock_lock:      barrier smp_mb__after_unlock_lock
            membarrier_arch_switch_mm:      barrier membarrier
            switch_mm_cid:                  barrier switch_mm_cid
            smp_cond_load_relaxed:          await 0
            smp_cond_load_acquire:          await 0
            spin_lock:                      lock 0
            spin_unlock:                    unlock 0
            spin_lock_nested:               lock 0
            raw_spin_lock:                  lock 0
            raw_spin_unlock:                unlock 0
            raw_spin_lock_irqsave:          irq_off, lock 0
            raw_spin_unlock_irqrestore:     unlock 0, irq_on
            task_lock:                      lock =alloc_lock
            task_unlock:                    unlock =alloc_lock
            pte_unmap_unlock:               unlock =ptl
            i_mmap_lock_write:              lock =i_mmap_rwsem
            i_mmap_unlock_write:            unlock =i_mmap_rwsem
            i_mmap_lock_read:               lock =i_mmap_rwsem
            i_mmap_unlock_read:             unlock =i_mmap_rwsem
            pmd_lock:                       lock =ptl
            huge_pte_lock:                  lock =ptl
            pte_offset_map_lock:            read =pmd, lock =ptl
            pte_offset_map_rw_nolock:       read =pmd
            local_irq_save:                 irq_off
            local_irq_restore:              irq_on
            local_irq_disable:              irq_off
            local_irq_enable:               irq_on
            on_each_cpu:                    read =cpu_online_mask, ipi 0, wait
            on_each_cpu_mask:               read 0, ipi 1, wait
            on_each_cpu_cond_mask:          read 4, ipi 1, wait
            smp_call_function:              read =cpu_online_mask, ipi 0, wait
            smp_call_function_many:         read 0, ipi 1, wait
            smp_call_function_many_cond:    read 0, ipi 1, wait
            smp_call_function_single:       ipi 1, wait
            rcu_read_lock:                  rcu_lock
            rcu_read_unlock:                rcu_unlock
            call_rcu:                       call_rcu 1
            synchronize_rcu:                synchronize_rcu
            write_cr3:                      cr3
            __flush_tlb_all:                invalidate
            flush_tlb_local:                invalidate
            flush_tlb_one_user:             invalidate
            flush_tlb_one_kernel:           invalidate
            invlpgb_flush_single_pcid_nosync: invalidate
            invlpgb_flush_user_nr_nosync:   invalidate
            invlpgb_flush_addr_nosync:      invalidate
            invlpgb_flush_all:              invalidate
            __tlbsync:                      barrier tlbsync
            hv_do_hypercall:                invalidate
            hv_do_rep_hypercall:            invalidate
            hyperv_flush_tlb_others_ex:     invalidate
            MULTI_mmuext_op:                invalidate
            xen_mc_issue:                   barrier xen_mc_issue
            kvm_vcpu_flush_tlb_guest:       invalidate
            copy_to_user_nofault:           write 0
            unsafe_put_user:                write 1
            unsafe_get_user:                read 1
            pte_free:                       free =table
            __pte_free:                     free =table
            free_page:                      free =page
            __free_page:                    free =page
            __tlb_remove_table:             free =table
            __tlb_remove_table_free:        free =table
            """);

    /** What checks itself and is empty in the modelled build, counts, or traces; with its arguments. */
    private static final Set<String> NOTHING = Set.of(
            "VM_WARN_ON",
            "VM_WARN_ON_ONCE",
            "VM_WARN_ON_FOLIO",
            "VM_WARN_ON_ONCE_PAGE",
            "VM_WARN_ON_ONCE_FOLIO",
            "VM_BUG_ON",
            "VM_BUG_ON_VMA",
            "VM_BUG_ON_PAGE",
            "VM_BUG_ON_FOLIO",
            "BUILD_BUG_ON",
            "lockdep_assert",
            "lockdep_assert_held",
            "lockdep_assert_held_write",
            "lockdep_assert_irqs_enabled",
            "lockdep_assert_irqs_disabled",
            "lockdep_assert_preemption_enabled",
            "lockdep_assert_preemption_disabled",
            "hugetlb_vma_assert_locked",
            "i_mmap_assert_write_locked",
            "sizeof",
            "typeof",
            "prefetch");

    private Primitives() {}

    static List<Effect> of(String function) {
        return ALL.getOrDefault(function, List.of());
    }

    static boolean isNothing(String function) {
        return NOTHING.contains(function) || function.startsWith("trace_") || function.startsWith("count_vm_");
    }

    private static Map<String, List<Effect>> table(String lines) {
        Map<String, List<Effect>> table = new HashMap<>();
        for (String line : lines.lines().toList()) {
            String[] parts = line.split(":\\s*", 2);
            table.put(
                    parts[0],
                    Arrays.stream(parts[1].split(",\\s*"))
                            .map(Primitives::effect)
                            .toList());
        }
        return table;
    }

    private static Effect effect(String text) {
        String[] parts = text.split(" ");
        Kind kind = Kind.valueOf(parts[0].toUpperCase(Locale.ROOT));
        if (parts.length == 1) {
            return new Effect(kind, -1, "");
        }
        boolean number = Character.isDigit(parts[1].charAt(0));
        return number
                ? new Effect(kind, Integer.parseInt(parts[1]), "")
                : new Effect(kind, -1, parts[1].replace("=", ""));
    }
}
