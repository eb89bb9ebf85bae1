package org.shootdown.kernel.tlb;

import org.shootdown.kernel.Deviation;
import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Mm;
import org.shootdown.kernel.PerCpu;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.CpuMask;
import org.shootdown.machine.Differs;
import org.shootdown.machine.KernelFunction;

/** The flush of bare metal, by IPI, on which hypervisors' flushes fall back: arch/x86/mm/tlb.c. */
public final class NativeFlush {
    private NativeFlush() {}

    /**
     * Interrupts the CPUs of a mask and waits for them; runs the function here too if this CPU is among them. Without
     * {@code wakeLazyCpus} only CPUs are interrupted that {@link #shouldFlushTlb} says have the mm loaded.
     */
    @KernelFunction(value = "native_flush_tlb_multi", in = "arch/x86/mm/tlb.c")
    @Differs(
            kernel = {"ipi flush_tlb_func", "wait"},
            lines = "arch/x86/mm/tlb.c:1373",
            why = "every CPU of the mask, or those that the condition picks: two calls of the kernel, one "
                    + "loop of the model")
    @Differs(
            model = "call should_flush_tlb",
            lines = "arch/x86/mm/tlb.c:1375",
            why = "the condition is handed over as a function, which kernel/smp.c:814-863 asks for each CPU")
    @Differs(
            model = {"irq_off", "call flush_tlb_func", "irq_on"},
            lines = "kernel/smp.c:863-870",
            why = "the function runs here too if this CPU is in the mask")
    public static void flushTlbMulti(Kernel k, Cpu cpu, CpuMask mask, FlushTlbInfo info) {
        FlushTlbFunc function = new FlushTlbFunc(k, info.mm(), info.newTlbGen());
        boolean everyone = info.wakeLazyCpus() || inAsidTransition(k, cpu, info.mm());
        CpuMask sent = cpu.emptyMask();
        cpu.forEachOther(mask, target -> {
            if (everyone || shouldFlushTlb(k, cpu, k.perCpu(target), info)) {
                cpu.sendIpi(target, function);
                sent.add(target);
            }
        });
        if (mask.contains(cpu.id())) {
            flushLocally(k, cpu, info);
        }
        cpu.forEachOther(sent, cpu::awaitIpi);
        if (info.wakeLazyCpus()) {
            info.gather().noteFlushSentIpi();
        }
    }

    @KernelFunction(value = "mm_in_asid_transition", in = "arch/x86/include/asm/tlbflush.h")
    private static boolean inAsidTransition(Kernel k, Cpu cpu, Mm mm) {
        return k.backend().hasInvlpgb() && cpu.readOnce(mm.asidTransition) != 0;
    }

    /** Whether a CPU must be interrupted for a flush that lazy CPUs may miss. */
    @KernelFunction(value = "should_flush_tlb", in = "arch/x86/mm/tlb.c")
    private static boolean shouldFlushTlb(Kernel k, Cpu cpu, PerCpu other, FlushTlbInfo info) {
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

    /** What {@code flush_tlb_mm_range} and the flush by IPI both do where this CPU is to be flushed. */
    static void flushLocally(Kernel k, Cpu cpu, FlushTlbInfo info) {
        int flags = cpu.irqSave();
        new FlushTlbFunc(k, info.mm(), info.newTlbGen()).run(cpu);
        cpu.irqRestore(flags);
    }
}
