package org.shootdown.kernel.tlb;

import org.shootdown.kernel.Deviation;
import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Mm;
import org.shootdown.kernel.PerCpu;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Differs;
import org.shootdown.machine.KernelFunction;

/**
 * How a CPU changes the mm in its CR3: arch/x86/mm/tlb.c. Interrupts are off in all of it.
 *
 * <p>The processor has PCIDs, so that a load of CR3 drops what is cached of the mm that is loaded, and only if it must be
 * flushed; one without drops more, and is no worse. Left out: that a CPU forgets the ASID of an mm after five others, which
 * flushes as well.
 */
public final class SwitchMm {
    private final Kernel k;

    public SwitchMm(Kernel k) {
        this.k = k;
    }

    /** {@code struct new_asid}: the ASID as in {@link PerCpu#loadedMmAsid}, and whether it must be flushed. */
    private record NewAsid(int asid, boolean needFlush) {}

    /** One of the CPU's own. */
    private static final int DYNAMIC = 0;

    /**
     * Loads {@code next}. The previous mm's bit in its {@code mm_cpumask} stays set, as it has since 6.14.
     *
     * @param next an mm's number, or {@link Kernel#INIT_MM}
     */
    @KernelFunction(value = "switch_mm_irqs_off", in = "arch/x86/mm/tlb.c")
    @Differs(
            model = "barrier smp_mb",
            lines = "arch/x86/mm/tlb.c:938",
            why = "the branch for init_mm and the one for a mask with the bit set share the barrier; the "
                    + "model has it in each")
    @Differs(
            kernel = "call load_new_mm_cr3",
            lines = "arch/x86/mm/tlb.c:951, 956",
            why = "with a flush or without, in two branches; the model tells by an argument")
    public void switchMmIrqsOff(Cpu cpu, int next) {
        PerCpu me = k.perCpu(cpu);
        int prev = cpu.readOnce(me.loadedMm);
        int prevAsid = loadedMmAsid(cpu);
        boolean wasLazy = cpu.readOnce(me.isLazy) != 0;
        if (wasLazy) {
            cpu.writeOnce(me.isLazy, 0);
        }
        int nextGen;
        NewAsid ns;
        if (prev != next) {
            cpu.writeOnce(me.loadedMm, k.switching());
            if (prev != Kernel.INIT_MM && k.deviates(Deviation.CPUMASK_CLEARED_ON_SWITCH_OUT)) {
                cpu.clearBit(k.mm(prev).cpumask.get(cpu.id()), 0);
            }
            nextGen = enterMask(cpu, next);
            ns = chooseNewAsid(cpu, next, nextGen);
        } else if (needsGlobalAsid(cpu, next, prevAsid)) {
            nextGen = cpu.readOnce(k.mm(next).tlbGen);
            ns = chooseNewAsid(cpu, next, nextGen);
        } else {
            if (isGlobalAsid(prevAsid) || !wasLazy) {
                return;
            }
            // Pairs with the increment of tlb_gen: either the flusher sees a CPU that is not lazy, or it is seen here.
            cpu.smpMb();
            nextGen = cpu.readOnce(k.mm(next).tlbGen);
            if (cpu.readOnce(me.ctxTlbGen[next]) == nextGen) {
                return;
            }
            ns = new NewAsid(prevAsid, true);
        }
        if (ns.needFlush()) {
            cpu.writeOnce(me.ctxTlbGen[next], nextGen);
        }
        loadNewMmCr3(cpu, next, ns);
        cpu.writeOnce(me.loadedMm, next);
        if (k.backend().hasInvlpgb()) {
            cpu.writeOnce(me.loadedMmAsid, ns.asid());
        }
    }

    /** Without INVLPGB there is nothing to tell apart. */
    int loadedMmAsid(Cpu cpu) {
        return k.backend().hasInvlpgb() ? cpu.readOnce(k.perCpu(cpu.id()).loadedMmAsid) : DYNAMIC;
    }

    /** Makes this CPU visible to flushers of {@code next}, and only then reads how far it must be flushed. */
    private int enterMask(Cpu cpu, int next) {
        if (next == Kernel.INIT_MM) {
            cpu.smpMb();
            return 0;
        }
        Mm mm = k.mm(next);
        Cell bit = mm.cpumask.get(cpu.id());
        if (cpu.readOnce(bit) == 0) {
            cpu.setBit(bit, 0);
        } else if (!k.deviates(Deviation.NO_BARRIER_IF_IN_CPUMASK)) {
            cpu.smpMb();
        }
        return cpu.readOnce(mm.tlbGen);
    }

    /** A global ASID is kept up to date by INVLPGB. What is cached of init_mm is of no concern here. */
    @KernelFunction(value = "choose_new_asid", in = "arch/x86/mm/tlb.c")
    @Differs(
            kernel = {"rmw next_asid", "write next_asid"},
            lines = "arch/x86/mm/tlb.c:267-270",
            why = "a slot that another mm had is taken in turn, and flushed; in the model each mm keeps a "
                    + "slot of its own, so that more stays cached than in the kernel, never less")
    @Differs(
            kernel = "read invalidate_other",
            lines = "arch/x86/mm/tlb.c:250",
            why = "pages of the kernel that were flushed in one ASID only")
    private NewAsid chooseNewAsid(Cpu cpu, int next, int nextGen) {
        if (next == Kernel.INIT_MM) {
            return new NewAsid(DYNAMIC, false);
        }
        if (hasGlobalAsid(cpu, next)) {
            return new NewAsid(next, false);
        }
        return new NewAsid(DYNAMIC, cpu.readOnce(k.perCpu(cpu).ctxTlbGen[next]) < nextGen);
    }

    /** Whether the mm has a global ASID, which this CPU does not use yet. */
    @KernelFunction(value = "mm_needs_global_asid", in = "arch/x86/mm/tlb.c")
    boolean needsGlobalAsid(Cpu cpu, int mm, int asid) {
        return mm != Kernel.INIT_MM && hasGlobalAsid(cpu, mm) && asid != mm;
    }

    /** Whether {@code asid} is some mm's global one. */
    @KernelFunction(value = "is_global_asid", in = "arch/x86/include/asm/tlbflush.h")
    static boolean isGlobalAsid(int asid) {
        return asid != DYNAMIC;
    }

    @KernelFunction(value = "mm_global_asid", in = "arch/x86/include/asm/tlbflush.h")
    private boolean hasGlobalAsid(Cpu cpu, int mm) {
        return k.backend().hasInvlpgb() && cpu.loadAcquire(k.mm(mm).globalAsid) != 0;
    }

    /** MOV to CR3 serialises; with a flush it drops what the paging-structure cache holds of the mm as well. */
    @KernelFunction(value = "load_new_mm_cr3", in = "arch/x86/mm/tlb.c")
    @Differs(
            model = {"cr3", "invalidate"},
            lines = "arch/x86/mm/tlb.c:582",
            why = "with a hardware walker in the model the load is held against its accesses in flight, and "
                    + "drops what it cached")
    private void loadNewMmCr3(Cpu cpu, int next, NewAsid ns) {
        PerCpu me = k.perCpu(cpu);
        int value = next + (isGlobalAsid(ns.asid()) ? k.mmCount() : 0);
        if (!k.hardwareWalks()) {
            cpu.xchg(me.cr3, value);
            return;
        }
        cpu.spinLock(me.walkerBusy);
        cpu.xchg(me.cr3, value);
        if (ns.needFlush() && next == Kernel.WATCHED) {
            cpu.writeOnce(me.walkCache, 0);
        }
        cpu.spinUnlock(me.walkerBusy);
    }

    /** A kthread borrows the mm that is loaded: a plain store, no barrier. */
    @KernelFunction(value = "enter_lazy_tlb", in = "arch/x86/mm/tlb.c")
    public void enterLazyTlb(Cpu cpu) {
        PerCpu me = k.perCpu(cpu);
        if (cpu.readOnce(me.loadedMm) != Kernel.INIT_MM) {
            cpu.writeOnce(me.isLazy, 1);
        }
    }
}
