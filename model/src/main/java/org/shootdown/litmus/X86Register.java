package org.shootdown.litmus;

import java.util.Locale;

/**
 * A general-purpose register, by whichever of its names.
 *
 * @param family what the 32-bit and the 64-bit name share, as in {@code ax} or {@code r8}
 * @param bits 32 or 64
 */
record X86Register(String family, int bits) {
    private static final String CLASSIC = "(ax|bx|cx|dx|si|di|bp|sp)";

    /** The register called {@code name} in any case, or {@code null} if none of 32 or 64 bits is called that. */
    static X86Register of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.matches("e" + CLASSIC)) {
            return new X86Register(lower.substring(1), 32);
        }
        if (lower.matches("r" + CLASSIC)) {
            return new X86Register(lower.substring(1), 64);
        }
        if (lower.matches("r(8|9|1[0-5])d?")) {
            boolean half = lower.endsWith("d");
            return new X86Register(half ? lower.substring(0, lower.length() - 1) : lower, half ? 32 : 64);
        }
        return null;
    }
}
