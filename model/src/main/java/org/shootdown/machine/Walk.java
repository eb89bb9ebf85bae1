package org.shootdown.machine;

/** Who looks at a page: a lockless walk in software, or the processor's own page walker and the TLB it fills. */
public enum Walk {
    /** By the kernel, which must not look at a page that was freed or put to another use. */
    SOFTWARE,
    /** By the MMU, or through what the TLB and the paging-structure caches have kept. */
    HARDWARE
}
