package org.shootdown.kernel.backend;

import java.util.Optional;
import org.shootdown.kernel.BootStage;
import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.tlb.FlushTlbInfo;
import org.shootdown.kernel.tlb.NativeFlush;
import org.shootdown.kernel.tlb.X86Backend;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.CpuMask;
import org.shootdown.machine.Differs;
import org.shootdown.machine.KernelFunction;

/**
 * A Hyper-V guest with remote TLB flush: a hypercall flushes the virtual processors without interrupting them, lazy ones
 * left out unless tables were freed. If it fails, the native flush does it. Which of the two happens is not known
 * beforehand, so both are explored.
 */
final class HyperV implements X86Backend {
    @Override
    public String id() {
        return "hyperv";
    }

    @Override
    public String description() {
        return "Hyper-V guest: a hypercall flushes, or falls back to IPIs";
    }

    @Override
    @KernelFunction(value = "hyperv_flush_tlb_multi", in = "arch/x86/hyperv/mmu.c")
    @Differs(
            model = "choose",
            lines = "arch/x86/hyperv/mmu.c:164",
            why = "whether the hypercall succeeds is not known beforehand: both are explored, the failure "
                    + "before it instead of after, since a failed hypercall flushed nothing")
    @Differs(
            kernel = "irq_on",
            lines = "arch/x86/hyperv/mmu.c:78, 120, 133",
            why = "interrupts come on again on each way out; the model has one way to each end")
    @Differs(
            kernel = "invalidate",
            lines = "arch/x86/hyperv/mmu.c:146-161",
            why = "four forms of the hypercall, of which one is made; each flushes the processors that it " + "names")
    @Differs(
            model = "barrier smp_mb",
            lines = "arch/x86/hyperv/mmu.c:146",
            why = "a hypercall leaves the guest and comes back, which serialises")
    public void flushTlbMulti(Kernel k, Cpu cpu, CpuMask mask, FlushTlbInfo info) {
        if (cpu.choose(2) == 0) {
            hypercall(k, cpu, mask, info);
        } else {
            NativeFlush.flushTlbMulti(k, cpu, mask, info);
        }
    }

    /** HVCALL_FLUSH_VIRTUAL_ADDRESS_SPACE or _LIST, of the mm. A mask of all CPUs goes out whole: the lazy test is bypassed. */
    private static void hypercall(Kernel k, Cpu cpu, CpuMask mask, FlushTlbInfo info) {
        int flags = cpu.irqSave();
        CpuMask processors = cpu.emptyMask();
        boolean all = mask.containsAll();
        cpu.forEach(mask, target -> {
            boolean skip = !all && !info.wakeLazyCpus() && cpu.readOnce(k.perCpu(target).isLazy) != 0;
            if (!skip) {
                processors.add(target);
            }
        });
        if (!processors.isEmpty()) {
            cpu.smpMb();
            cpu.forEach(processors, target -> k.perCpu(target).dropWalkCache(k, cpu, info.mm(), false));
        }
        cpu.irqRestore(flags);
    }

    @Override
    public boolean flushIsNative() {
        return false;
    }

    /** {@code hyperv_setup_mmu_ops}, if the hypervisor recommends remote TLB flushes. */
    @Override
    public Optional<BootStage> installsFlush() {
        return Optional.of(BootStage.INIT_HYPERVISOR_PLATFORM);
    }

    @Override
    public Optional<Host> host() {
        return Optional.of(VcpuHost::new);
    }
}
