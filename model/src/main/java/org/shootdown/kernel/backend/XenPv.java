package org.shootdown.kernel.backend;

import java.util.Optional;
import org.shootdown.kernel.BootStage;
import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.tlb.FlushTlbInfo;
import org.shootdown.kernel.tlb.X86Backend;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.CpuMask;
import org.shootdown.machine.Differs;
import org.shootdown.machine.KernelFunction;

/**
 * A Xen PV guest: one hypercall flushes the given vCPUs, wherever they run or wait. Xen interrupts physical CPUs for it;
 * no guest ever sees that, and interrupts that a guest has off do not delay it.
 */
final class XenPv implements X86Backend {
    @Override
    public String id() {
        return "xen-pv";
    }

    @Override
    public String description() {
        return "Xen PV guest: a hypercall flushes, no guest is interrupted";
    }

    @Override
    @KernelFunction(value = "xen_flush_tlb_multi", in = "arch/x86/xen/mmu_pv.c")
    @Differs(
            kernel = "write mask",
            lines = "arch/x86/xen/mmu_pv.c:1350",
            why = "the argument of the hypercall, on the way to it")
    @Differs(
            kernel = "barrier xen_mc_issue",
            model = "barrier smp_mb",
            lines = "arch/x86/xen/mmu_pv.c:1361",
            why = "issuing the multicall leaves the guest, which serialises; in lazy MMU mode it is queued, "
                    + "and misuse has that caller")
    public void flushTlbMulti(Kernel k, Cpu cpu, CpuMask mask, FlushTlbInfo info) {
        // MMUEXT_TLB_FLUSH_MULTI. A hypercall serialises.
        cpu.smpMb();
        cpu.forEach(mask, target -> k.perCpu(target).dropWalkCache(k, cpu));
    }

    @Override
    public boolean queuesInLazyMmuMode() {
        return true;
    }

    @Override
    public boolean flushIsNative() {
        return false;
    }

    /** {@code xen_init_mmu_ops} sets all of {@code pv_ops.mmu}. */
    @Override
    public Optional<BootStage> installsFlush() {
        return Optional.of(BootStage.XEN_START_KERNEL);
    }

    @Override
    public boolean alwaysInstallsFlush() {
        return true;
    }

    /** {@code hugepages_supported} and {@code has_transparent_hugepage} ask for PSE, which Xen's CPUID shows no PV guest. */
    @Override
    public Optional<String> noHugePages() {
        return Optional.of("a Xen PV guest has no PSE: asm/hugetlb.h:8, asm/pgtable.h:320");
    }

    @Override
    public Optional<Host> host() {
        return Optional.of(VcpuHost::new);
    }
}
