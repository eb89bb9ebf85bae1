package org.shootdown.kernel.misuse;

import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Mm;
import org.shootdown.kernel.mm.FreePageTables;
import org.shootdown.kernel.mm.MmuGather;
import org.shootdown.kernel.tlb.FlushTlbInfo;
import org.shootdown.kernel.tlb.X86Backend;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.CpuMask;
import org.shootdown.machine.Differs;
import org.shootdown.machine.KernelFunction;
import org.shootdown.machine.Program;

/**
 * A caller that frees a table between {@code arch_enter_lazy_mmu_mode} and {@code arch_leave_lazy_mmu_mode}, where Xen PV
 * queues its multicalls: that the flush returned does not mean that it was done.
 *
 * <p>Left out: that Xen queues the store to the entry in the same way.
 */
@KernelFunction(value = "free_pte_range", in = "mm/memory.c", version = "a caller in lazy MMU mode")
public record FlushInLazyMmuMode(Kernel k, X86Backend backend, Mm mm) implements Program {
    @Override
    public void run(Cpu cpu) {
        MmuGather tlb = new MmuGather(k, mm);
        FreePageTables.clearPmd(cpu, mm);
        FlushTlbInfo info = new FlushTlbInfo(mm, cpu.addReturn(mm.tlbGen, 1), true, false, tlb);
        CpuMask queued = mm.readCpumask(cpu);
        tlb.removeTableOne(cpu, mm.pteTable().page, MmuGather.RemoveOne.SYNC_ONE);
        leaveLazyMmuMode(cpu, queued, info);
    }

    /** {@code xen_mc_flush}: only now is the hypercall made. */
    @KernelFunction(value = "xen_leave_lazy_mmu", in = "arch/x86/xen/mmu_pv.c")
    @Differs(
            model = "call xen_flush_tlb_multi",
            lines = "arch/x86/xen/mmu_pv.c:2181",
            why = "the multicalls that were queued go out now: the flush is made here, where xen_mc_flush " + "would")
    private void leaveLazyMmuMode(Cpu cpu, CpuMask queued, FlushTlbInfo info) {
        backend.flushTlbMulti(k, cpu, queued, info);
    }

    @Override
    public String title() {
        return "free_pgtables";
    }
}
