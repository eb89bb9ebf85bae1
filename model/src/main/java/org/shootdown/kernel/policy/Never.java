package org.shootdown.kernel.policy;

import org.shootdown.kernel.Gather;
import org.shootdown.kernel.Kernel;
import org.shootdown.machine.Cpu;

/** The control: mainline with the sync deleted. Where this is safe, something else carries the weight. */
record Never() implements SyncOnly {
    @Override
    public void syncOne(Kernel k, Cpu cpu, Gather tlb) {}

    @Override
    public void syncRcu(Kernel k, Cpu cpu, Gather tlb) {}
}
