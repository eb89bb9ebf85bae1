package org.shootdown.machine;

/** Who looks at a page: a lockless walk in software, or the processor's own page walker and the TLB it fills. */
public enum Walk {
    SOFTWARE,
    HARDWARE
}
