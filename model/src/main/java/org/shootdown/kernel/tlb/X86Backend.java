package org.shootdown.kernel.tlb;

import org.shootdown.kernel.Backend;
import org.shootdown.kernel.Gather;
import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Mm;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.CpuMask;

/** A backend that flushes as arch/x86/mm/tlb.c does, and has a {@code pv_ops.mmu.flush_tlb_multi}. */
public interface X86Backend extends Backend {
    /** {@code pv_ops.mmu.flush_tlb_multi}: flushes an mm on the CPUs of {@code mask}, of which this one may be one. */
    void flushTlbMulti(Kernel k, Cpu cpu, CpuMask mask, FlushTlbInfo info);

    /** Whether flushes between {@code arch_enter_lazy_mmu_mode} and its leave are queued, as Xen PV does. */
    default boolean queuesInLazyMmuMode() {
        return false;
    }

    @Override
    default void flushTlbMmRange(Kernel k, Cpu cpu, Mm mm, boolean wakeLazyCpus, Gather tlb) {
        new FlushTlb(k, this).mmRange(cpu, mm, wakeLazyCpus, tlb);
    }
}
