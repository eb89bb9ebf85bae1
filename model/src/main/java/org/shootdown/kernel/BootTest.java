package org.shootdown.kernel;

/** What boot code asks, once, of the machine that it finds. Its answer is kept in a static key, and never asked again. */
@FunctionalInterface
public interface BootTest {
    /**
     * @param flushIsNative whether {@code pv_ops.mmu.flush_tlb_multi} is {@code native_flush_tlb_multi}; a build without
     *     PARAVIRT has no other
     * @param hasInvlpgb {@code X86_FEATURE_INVLPGB}
     */
    boolean holds(boolean flushIsNative, boolean hasInvlpgb);
}
