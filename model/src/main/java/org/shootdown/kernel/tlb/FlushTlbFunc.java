package org.shootdown.kernel.tlb;

import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Mm;
import org.shootdown.kernel.PerCpu;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Differs;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.KernelFunction;

/**
 * What a CPU does when it is told to flush an mm. Runs with interrupts off: in the handler of an IPI, or locally.
 *
 * <p>Left out: the choice between a partial and a full flush.
 */
@KernelFunction(value = "flush_tlb_func", in = "arch/x86/mm/tlb.c")
@Differs(
        kernel = "invalidate",
        lines = "arch/x86/mm/tlb.c:1272-1281",
        why = "one page or all: the models have one address, and one form is made")
public record FlushTlbFunc(Kernel k, Mm mm, int newTlbGen) implements IpiFunction {
    @Override
    public void run(Cpu cpu) {
        PerCpu me = k.perCpu(cpu);
        int loaded = cpu.readOnce(me.loadedMm);
        SwitchMm switching = new SwitchMm(k);
        int asid = switching.loadedMmAsid(cpu);
        if (loaded != mm.id()) {
            // The CPU has long moved on: leave the mask, so that it is not interrupted again.
            cpu.clearBit(mm.cpumask.get(cpu.id()), 0);
            return;
        }
        if (switching.needsGlobalAsid(cpu, loaded, asid)) {
            switching.switchMmIrqsOff(cpu, loaded);
            asid = switching.loadedMmAsid(cpu);
        }
        if (SwitchMm.isGlobalAsid(asid)) {
            return;
        }
        if (cpu.readOnce(me.isLazy) != 0) {
            switching.switchMmIrqsOff(cpu, Kernel.INIT_MM);
            return;
        }
        int localGen = cpu.readOnce(me.ctxTlbGen[mm.id()]);
        if (newTlbGen <= localGen) {
            return;
        }
        int mmGen = cpu.readOnce(mm.tlbGen);
        if (localGen == mmGen) {
            return;
        }
        me.dropWalkCache(k, cpu, mm, false);
        cpu.writeOnce(me.ctxTlbGen[mm.id()], mmGen);
    }

    @Override
    public String title() {
        return "flush_tlb_func";
    }

    @Override
    public Purpose purpose() {
        return Purpose.TLB_FLUSH;
    }
}
