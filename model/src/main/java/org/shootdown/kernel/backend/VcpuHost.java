package org.shootdown.kernel.backend;

import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.PerCpu;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Program;

/**
 * A host that deschedules one vCPU, wherever it stands, and lets it run again later.
 *
 * <p>It waits until the vCPU's page walker has no access in flight, stops the vCPU, and lets the walker go again: the
 * walker may go on while the vCPU stands. A processor would not do that for a vCPU that does not run, so this host
 * allows more than there is, never less.
 */
public record VcpuHost(Kernel k, int vcpu) implements Program {
    @Override
    public void run(Cpu host) {
        PerCpu state = k.perCpu(vcpu);
        if (k.hardwareWalks()) {
            host.spinLock(state.walkerBusy);
        }
        host.stopVcpu(vcpu);
        if (k.hardwareWalks()) {
            host.spinUnlock(state.walkerBusy);
        }
        host.resumeVcpu(vcpu);
    }

    @Override
    public String title() {
        return "host";
    }
}
