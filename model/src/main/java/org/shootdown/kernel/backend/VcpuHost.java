package org.shootdown.kernel.backend;

import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.PerCpu;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Program;

/**
 * A host that deschedules one vCPU, wherever it stands, and lets it run again later. While the vCPU does not run, its
 * page walker does not either.
 */
record VcpuHost(Kernel k, int vcpu) implements Program {
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
