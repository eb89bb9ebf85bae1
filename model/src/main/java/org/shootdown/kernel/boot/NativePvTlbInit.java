package org.shootdown.kernel.boot;

import org.shootdown.kernel.BootTest;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.KernelFunction;

/**
 * The boot decision of patches v7 to v10: whether a flush is taken to interrupt every CPU it flushes, so that the sync
 * after it may be skipped. Earlier versions ask the same elsewhere.
 */
public final class NativePvTlbInit {
    private NativePvTlbInit() {}

    /** What is asked, once: here, and by earlier versions elsewhere. */
    public static final BootTest TEST = (flushIsNative, hasInvlpgb) -> flushIsNative && !hasInvlpgb;

    /**
     * Looks at what is installed and turns the key on, or leaves it off.
     *
     * @param test what is asked
     * @param flushIsNative whether {@code pv_ops.mmu.flush_tlb_multi} is {@code native_flush_tlb_multi}
     * @param key {@code tlb_ipi_broadcast_key}
     */
    @KernelFunction(value = "native_pv_tlb_init", in = "arch/x86/mm/tlb.c", version = "patch v10")
    static void run(Cpu cpu, BootTest test, Cell flushIsNative, boolean hasInvlpgb, Cell key) {
        if (test.holds(cpu.readOnce(flushIsNative) == 1, hasInvlpgb)) {
            cpu.writeOnce(key, 1);
        }
    }
}
