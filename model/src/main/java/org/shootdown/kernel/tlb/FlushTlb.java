package org.shootdown.kernel.tlb;

import org.shootdown.kernel.Deviation;
import org.shootdown.kernel.FlushTlbInfo;
import org.shootdown.kernel.Gather;
import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Mm;
import org.shootdown.kernel.PerCpu;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.KernelFunction;

/** The initiator's side of a TLB flush: arch/x86/mm/tlb.c. */
public final class FlushTlb {
    private final Kernel k;

    public FlushTlb(Kernel k) {
        this.k = k;
    }

    /**
     * Flushes an mm everywhere it may be loaded. The increment of {@code tlb_gen} is the full barrier that pairs with
     * {@code switch_mm_irqs_off}.
     *
     * @param wakeLazyCpus whether lazy CPUs must flush too ({@code freed_tables} before v10)
     * @param gather the gather that asks, or {@code null}
     */
    @KernelFunction(value = "flush_tlb_mm_range", in = "arch/x86/mm/tlb.c", synchronises = true)
    public void mmRange(Cpu cpu, Mm mm, boolean wakeLazyCpus, Gather gather) {
        int newGen = cpu.addReturn(mm.tlbGen, 1);
        FlushTlbInfo info = new FlushTlbInfo(mm, newGen, wakeLazyCpus, false, gather);
        if (k.backend().hasInvlpgb() && cpu.readOnce(mm.globalAsid) != 0) {
            broadcastTlbFlush(cpu, info);
            return;
        }
        int mask = cpu.readOnce(mm.cpumask);
        if ((mask & ~(1 << cpu.id())) != 0) {
            k.backend().flushTlbMulti(k, cpu, mask, shouldTrimCpumask(cpu, info));
            considerGlobalAsid(cpu, mm);
        } else if (cpu.readOnce(k.perCpu(cpu.id()).loadedMm) == mm.id()) {
            flushLocally(cpu, info);
            if (gather != null) {
                gather.flushedOnlyHere();
            }
        }
    }

    /** {@code flush_tlb_range} and its kin: callers outside mmu_gather always pass {@code freed_tables = true}. */
    @KernelFunction(value = "flush_tlb_range", in = "arch/x86/include/asm/tlbflush.h")
    public void range(Cpu cpu, Mm mm) {
        mmRange(cpu, mm, true, null);
    }

    /**
     * Interrupts the CPUs of a mask and waits for them; runs the function here too if this CPU is among them. Without
     * {@code wakeLazyCpus} only CPUs are interrupted that {@link #shouldFlushTlb} says have the mm loaded.
     */
    @KernelFunction(value = "native_flush_tlb_multi", in = "arch/x86/mm/tlb.c")
    public void nativeFlushTlbMulti(Cpu cpu, int mask, FlushTlbInfo info) {
        FlushTlbFunc function = new FlushTlbFunc(k, info.mm(), info.newTlbGen());
        boolean transition = k.backend().hasInvlpgb() && cpu.readOnce(info.mm().asidTransition) != 0;
        int sent = 0;
        for (int target = 0; target < k.cpus(); target++) {
            if ((mask >>> target & 1) != 0
                    && target != cpu.id()
                    && (info.wakeLazyCpus() || transition || shouldFlushTlb(cpu, target, info))) {
                cpu.sendIpi(target, function);
                sent |= 1 << target;
            }
        }
        if ((mask >>> cpu.id() & 1) != 0) {
            flushLocally(cpu, info);
        }
        for (int target = 0; target < k.cpus(); target++) {
            if ((sent >>> target & 1) != 0) {
                cpu.awaitIpi(target);
            }
        }
        if (info.gather() != null && info.wakeLazyCpus()) {
            info.gather().nativeFlushSentIpis();
        }
    }

    /** Whether a CPU must be interrupted for a flush that lazy CPUs may miss. */
    @KernelFunction(value = "should_flush_tlb", in = "arch/x86/mm/tlb.c")
    private boolean shouldFlushTlb(Cpu cpu, int target, FlushTlbInfo info) {
        PerCpu other = k.perCpu(target);
        int loaded = cpu.readOnce(other.loadedMm);
        cpu.smpRmb();
        if (cpu.readOnce(other.isLazy) != 0) {
            return false;
        }
        if (loaded == k.switching()) {
            return !k.deviates(Deviation.SWITCHING_IS_NO_MATCH);
        }
        return loaded == info.mm().id() || info.trimCpumask();
    }

    /**
     * About once a second a flush interrupts CPUs that have the mm no longer loaded as well, so that they leave the mask.
     * When is a matter of time, so both are explored; a flush that spares nobody has nothing to trim.
     */
    @KernelFunction(value = "should_trim_cpumask", in = "arch/x86/mm/tlb.c")
    private static FlushTlbInfo shouldTrimCpumask(Cpu cpu, FlushTlbInfo info) {
        return !info.wakeLazyCpus() && cpu.choose(2) == 1 ? info.trimming() : info;
    }

    private void flushLocally(Cpu cpu, FlushTlbInfo info) {
        int flags = cpu.irqSave();
        new FlushTlbFunc(k, info.mm(), info.newTlbGen()).run(cpu);
        cpu.irqRestore(flags);
    }

    /** INVLPGB to all CPUs, then TLBSYNC. No CPU is interrupted unless an ASID transition is under way. */
    @KernelFunction(value = "broadcast_tlb_flush", in = "arch/x86/mm/tlb.c")
    private void broadcastTlbFlush(Cpu cpu, FlushTlbInfo info) {
        for (int target = 0; target < k.cpus(); target++) {
            k.perCpu(target).dropWalkCache(k, cpu);
        }
        finishAsidTransition(cpu, info);
        // TLBSYNC: waits for this CPU's INVLPGBs, which were done above; it is serialising.
        cpu.smpMb();
    }

    /** Waits out CPUs that switch, and interrupts the mask if one still runs with an ASID of its own. */
    @KernelFunction(value = "finish_asid_transition", in = "arch/x86/mm/tlb.c")
    private void finishAsidTransition(Cpu cpu, FlushTlbInfo info) {
        Mm mm = info.mm();
        if (cpu.readOnce(mm.asidTransition) == 0) {
            return;
        }
        int mask = cpu.readOnce(mm.cpumask);
        for (int target = 0; target < k.cpus(); target++) {
            if ((mask >>> target & 1) != 0) {
                int loaded = cpu.awaitUntil(k.perCpu(target).loadedMm, value -> value != k.switching());
                if (loaded == mm.id() && cpu.readOnce(k.perCpu(target).asidIsGlobal) == 0) {
                    k.backend().flushTlbMulti(k, cpu, mask, info);
                    return;
                }
            }
        }
        cpu.writeOnce(mm.asidTransition, 0);
    }

    /** May give a busy mm a global ASID; how busy is enough is a matter of sampling, so both are explored. */
    @KernelFunction(value = "consider_global_asid", in = "arch/x86/mm/tlb.c")
    private void considerGlobalAsid(Cpu cpu, Mm mm) {
        if (k.backend().hasInvlpgb() && mm.mayGetGlobalAsid() && cpu.choose(2) == 1) {
            cpu.writeOnce(mm.asidTransition, 1);
            cpu.writeOnce(mm.globalAsid, 1);
        }
    }
}
