package org.shootdown.litmus;

import org.shootdown.machine.Cpu;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.KernelFunction;

/** What {@code sys_membarrier} has every other CPU run: a full barrier. */
@KernelFunction(value = "ipi_mb", in = "kernel/sched/membarrier.c")
record MembarrierIpi() implements IpiFunction {
    @Override
    public void run(Cpu cpu) {
        cpu.smpMb();
    }

    @Override
    public Purpose purpose() {
        return Purpose.OTHER;
    }
}
