package org.shootdown.kernel.tlb;

import org.shootdown.kernel.Gather;
import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Mm;
import org.shootdown.kernel.PerCpu;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.CpuMask;
import org.shootdown.machine.Differs;
import org.shootdown.machine.KernelFunction;

/** The initiator's side of a TLB flush on x86: arch/x86/mm/tlb.c. */
public record FlushTlb(Kernel k, X86Backend backend) {
    /**
     * Flushes an mm for a caller outside mmu_gather, which always passes {@code freed_tables = true}, as {@code
     * flush_tlb_range} and its kin do. Asks the backend, which need not be x86's.
     */
    @KernelFunction(value = "flush_tlb_range", in = "arch/x86/include/asm/tlbflush.h")
    public static void range(Kernel k, Cpu cpu, Mm mm) {
        k.backend().flushTlbMmRange(k, cpu, mm, true, Gather.none(mm));
    }

    /**
     * Flushes an mm everywhere it may be loaded. The increment of {@code tlb_gen} is the full barrier that pairs with
     * {@code switch_mm_irqs_off}. See {@link org.shootdown.kernel.Backend#flushTlbMmRange}.
     */
    @KernelFunction(
            value = "flush_tlb_mm_range",
            in = "arch/x86/mm/tlb.c",
            synchronises = true,
            inlines = "mm_global_asid in arch/x86/include/asm/tlbflush.h")
    @Differs(
            model = {"call kvm_flush_tlb_multi", "call xen_flush_tlb_multi", "call hyperv_flush_tlb_multi"},
            lines = "arch/x86/mm/tlb.c:1472",
            why = "flush_tlb_multi is the flush that boot code installed: one of these, or the native one")
    void mmRange(Cpu cpu, Mm mm, boolean wakeLazyCpus, Gather gather) {
        int newGen = cpu.addReturn(mm.tlbGen, 1);
        FlushTlbInfo info = new FlushTlbInfo(mm, newGen, wakeLazyCpus, false, gather);
        if (backend.hasInvlpgb() && cpu.loadAcquire(mm.globalAsid) != 0) {
            broadcastTlbFlush(cpu, info);
            return;
        }
        CpuMask mask = mm.readCpumask(cpu);
        if (mask.containsAnyBut(cpu.id())) {
            backend.flushTlbMulti(k, cpu, mask, shouldTrimCpumask(cpu, info));
            considerGlobalAsid(cpu, mm);
        } else if (cpu.readOnce(k.perCpu(cpu).loadedMm) == mm.id()) {
            NativeFlush.flushLocally(k, cpu, info);
            if (wakeLazyCpus) {
                gather.noteFlushSentIpi();
            }
        }
    }

    /**
     * About once a second a flush interrupts CPUs that have the mm no longer loaded as well, so that they leave the mask.
     * When is a matter of time, so both are explored; a flush that spares nobody has nothing to trim.
     */
    @KernelFunction(value = "should_trim_cpumask", in = "arch/x86/mm/tlb.c")
    @Differs(
            kernel = {"read context.next_trim_cpumask", "write context.next_trim_cpumask"},
            model = "choose",
            lines = "arch/x86/mm/tlb.c:1337",
            why = "when is a matter of time: both answers are explored")
    private static FlushTlbInfo shouldTrimCpumask(Cpu cpu, FlushTlbInfo info) {
        return !info.wakeLazyCpus() && cpu.choose(2) == 1 ? info.trimming() : info;
    }

    /**
     * INVLPGB to all CPUs, then TLBSYNC. It names the mm's global PCID: what a CPU has cached under an ASID of its own stays
     * until it is interrupted or switches. No CPU is interrupted unless an ASID transition is under way.
     */
    @KernelFunction(
            value = "broadcast_tlb_flush",
            in = "arch/x86/mm/tlb.c",
            inlines = "mm_global_asid in arch/x86/include/asm/tlbflush.h")
    @Differs(
            kernel = "read context.global_asid",
            lines = "arch/x86/mm/tlb.c:505",
            why = "the ASID is read again; it was assigned before (1468), and is taken away only with the mm")
    @Differs(
            kernel = "invalidate",
            lines = "arch/x86/mm/tlb.c:514-528",
            why = "one page or all, kernel or user PCID: the models have one address, and one form is made")
    @Differs(
            kernel = "barrier tlbsync",
            model = "barrier smp_mb",
            lines = "arch/x86/mm/tlb.c:536",
            why = "TLBSYNC serialises and waits for the INVLPGBs of this CPU, which the model has done at " + "once")
    private void broadcastTlbFlush(Cpu cpu, FlushTlbInfo info) {
        cpu.forEach(cpu.onlineMask(), target -> k.perCpu(target).dropWalkCache(k, cpu, info.mm(), true));
        finishAsidTransition(cpu, info);
        // TLBSYNC: waits for this CPU's INVLPGBs, which were done above; it is serialising.
        cpu.smpMb();
    }

    /** Waits out CPUs that switch, and interrupts the mask if one still runs with an ASID of its own. */
    @KernelFunction(
            value = "finish_asid_transition",
            in = "arch/x86/mm/tlb.c",
            inlines = {
                "mm_global_asid in arch/x86/include/asm/tlbflush.h",
                "mm_in_asid_transition in arch/x86/include/asm/tlbflush.h"
            })
    @Differs(
            kernel = "read context.global_asid",
            lines = "arch/x86/mm/tlb.c:466",
            why = "the ASID is read again; it was assigned before, and is taken away only with the mm")
    private void finishAsidTransition(Cpu cpu, FlushTlbInfo info) {
        Mm mm = info.mm();
        if (cpu.readOnce(mm.asidTransition) == 0) {
            return;
        }
        CpuMask mask = mm.readCpumask(cpu);
        boolean oneHasItsOwn = cpu.anyOf(mask, target -> {
            PerCpu other = k.perCpu(target);
            cpu.awaitUntil(other.loadedMm, value -> value != k.switching());
            return cpu.readOnce(other.loadedMm) == mm.id() && cpu.readOnce(other.loadedMmAsid) != mm.id();
        });
        if (oneHasItsOwn) {
            backend.flushTlbMulti(k, cpu, mask, info);
        } else {
            cpu.writeOnce(mm.asidTransition, 0);
        }
    }

    /** May give a busy mm a global ASID; how busy is enough is a matter of sampling, so both are explored. */
    @KernelFunction(value = "consider_global_asid", in = "arch/x86/mm/tlb.c")
    @Differs(
            kernel = "read mm_cpumask",
            model = "choose",
            lines = "arch/x86/mm/tlb.c:451-459",
            why = "how often, and for how busy an mm, is a matter of sampling: both answers are explored")
    private void considerGlobalAsid(Cpu cpu, Mm mm) {
        if (backend.hasInvlpgb() && mm.mayGetGlobalAsid() && cpu.choose(2) == 1) {
            useGlobalAsid(cpu, mm);
        }
    }

    @KernelFunction(
            value = "use_global_asid",
            in = "arch/x86/mm/tlb.c",
            inlines = "mm_global_asid in arch/x86/include/asm/tlbflush.h")
    private void useGlobalAsid(Cpu cpu, Mm mm) {
        int flags = cpu.irqSave();
        cpu.spinLock(k.globalAsidLock());
        if (cpu.loadAcquire(mm.globalAsid) == 0) {
            cpu.writeOnce(mm.asidTransition, 1);
            cpu.storeRelease(mm.globalAsid, 1);
        }
        cpu.spinUnlock(k.globalAsidLock());
        cpu.irqRestore(flags);
    }
}
