package org.shootdown.kernel.backend;

import java.util.List;
import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.tlb.FlushTlbInfo;
import org.shootdown.kernel.tlb.NativeFlush;
import org.shootdown.kernel.tlb.X86Backend;
import org.shootdown.machine.Cpu;

/** Bare metal: {@code native_flush_tlb_multi}, with or without INVLPGB, built with or without PARAVIRT. */
record Native(String id, String description, boolean hasInvlpgb) implements X86Backend {
    @Override
    public void flushTlbMulti(Kernel k, Cpu cpu, int mask, FlushTlbInfo info) {
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
}
