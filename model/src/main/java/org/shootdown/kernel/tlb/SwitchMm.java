package org.shootdown.kernel.tlb;

import org.shootdown.kernel.Deviation;
import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Mm;
import org.shootdown.kernel.PerCpu;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.KernelFunction;

/** How a CPU changes the mm in its CR3: arch/x86/mm/tlb.c. Interrupts are off in all of it. */
public final class SwitchMm {
    private final Kernel k;

    public SwitchMm(Kernel k) {
        this.k = k;
    }

    /**
     * Loads {@code next}. The previous mm's bit in its {@code mm_cpumask} stays set, as it has since 6.14.
     *
     * @param next an mm's number, or {@link Kernel#INIT_MM}
     */
    @KernelFunction(value = "switch_mm_irqs_off", in = "arch/x86/mm/tlb.c")
    public void switchMmIrqsOff(Cpu cpu, int next) {
        PerCpu me = k.perCpu(cpu.id());
        int prev = cpu.readOnce(me.loadedMm);
        boolean wasLazy = cpu.readOnce(me.isLazy) != 0;
        if (wasLazy) {
            cpu.writeOnce(me.isLazy, 0);
        }
        boolean global = next != Kernel.INIT_MM && hasGlobalAsid(cpu, next);
        boolean flush = true;
        int nextGen = 0;
        if (prev == next) {
            if (global && cpu.readOnce(me.asidIsGlobal) == 0) {
                reloadWithGlobalAsid(cpu, k.mm(next));
                return;
            }
            if (global || !wasLazy) {
                return;
            }
            // Pairs with the increment of tlb_gen: either the flusher sees a CPU that is not lazy, or it is seen here.
            cpu.smpMb();
            nextGen = cpu.readOnce(k.mm(next).tlbGen);
            if (cpu.readOnce(me.ctxTlbGen[next]) == nextGen) {
                return;
            }
        } else {
            cpu.writeOnce(me.loadedMm, k.switching());
            if (prev != Kernel.INIT_MM && k.deviates(Deviation.CPUMASK_CLEARED_ON_SWITCH_OUT)) {
                cpu.clearBit(k.mm(prev).cpumask, cpu.id());
            }
            nextGen = enterMask(cpu, next);
            flush = next != Kernel.INIT_MM && !global && cpu.readOnce(me.ctxTlbGen[next]) != nextGen;
        }
        loadCr3(cpu, next, flush || next == Kernel.INIT_MM);
        if (flush && next != Kernel.INIT_MM) {
            cpu.writeOnce(me.ctxTlbGen[next], nextGen);
        }
        if (k.backend().hasInvlpgb() && next != Kernel.INIT_MM) {
            cpu.writeOnce(me.asidIsGlobal, global ? 1 : 0);
        }
        if (prev != next) {
            cpu.writeOnce(me.loadedMm, next);
        }
    }

    /** Makes this CPU visible to flushers of {@code next}, and only then reads how far it must be flushed. */
    private int enterMask(Cpu cpu, int next) {
        if (next == Kernel.INIT_MM) {
            cpu.smpMb();
            return 0;
        }
        Mm mm = k.mm(next);
        if ((cpu.readOnce(mm.cpumask) >>> cpu.id() & 1) == 0) {
            cpu.setBit(mm.cpumask, cpu.id());
        } else if (!k.deviates(Deviation.NO_BARRIER_IF_IN_CPUMASK)) {
            cpu.smpMb();
        }
        return cpu.readOnce(mm.tlbGen);
    }

    private boolean hasGlobalAsid(Cpu cpu, int mm) {
        return k.backend().hasInvlpgb() && cpu.readOnce(k.mm(mm).globalAsid) != 0;
    }

    /** Reloads CR3 with the mm's global ASID, which this CPU does not use yet. */
    void reloadWithGlobalAsid(Cpu cpu, Mm mm) {
        loadCr3(cpu, mm.id(), true);
        cpu.writeOnce(k.perCpu(cpu.id()).asidIsGlobal, 1);
    }

    /** MOV to CR3 serialises; with a flush it drops the paging-structure cache as well. */
    @KernelFunction(value = "load_new_mm_cr3", in = "arch/x86/mm/tlb.c")
    private void loadCr3(Cpu cpu, int next, boolean flush) {
        PerCpu me = k.perCpu(cpu.id());
        Cell cr3 = me.cr3;
        if (!k.hardwareWalks()) {
            cpu.xchg(cr3, next);
            return;
        }
        cpu.spinLock(me.walkerBusy);
        cpu.xchg(cr3, next);
        if (flush) {
            cpu.writeOnce(me.walkCache, 0);
        }
        cpu.spinUnlock(me.walkerBusy);
    }

    /** A kthread borrows the mm that is loaded: a plain store, no barrier. */
    @KernelFunction(value = "enter_lazy_tlb", in = "arch/x86/mm/tlb.c")
    public void enterLazyTlb(Cpu cpu) {
        PerCpu me = k.perCpu(cpu.id());
        if (cpu.readOnce(me.loadedMm) != Kernel.INIT_MM) {
            cpu.writeOnce(me.isLazy, 1);
        }
    }
}
