package org.shootdown.kernel.backend;

import java.util.List;
import java.util.Optional;
import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.tlb.FlushTlbInfo;
import org.shootdown.kernel.tlb.NativeFlush;
import org.shootdown.kernel.tlb.X86Backend;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.CpuMask;

/**
 * {@code native_flush_tlb_multi}, with or without INVLPGB, built with or without PARAVIRT: bare metal, and a VM whose guest
 * flushes as bare metal does. KVM's does so without {@code KVM_FEATURE_PV_TLB_FLUSH} or steal time, and where hints say
 * that vCPUs are not preempted for long (arch/x86/kernel/kvm.c:492-499). No hypervisor of the models shows INVLPGB.
 */
record Native(String id, String description, boolean hasInvlpgb) implements X86Backend {
    @Override
    public void flushTlbMulti(Kernel k, Cpu cpu, CpuMask mask, FlushTlbInfo info) {
        NativeFlush.flushTlbMulti(k, cpu, mask, info);
    }

    @Override
    public Object mechanism() {
        return List.of(Native.class, hasInvlpgb);
    }

    @Override
    public boolean flushIsNative() {
        return true;
    }

    @Override
    public Optional<Host> host() {
        return hasInvlpgb ? Optional.empty() : Optional.of(VcpuHost::new);
    }
}
