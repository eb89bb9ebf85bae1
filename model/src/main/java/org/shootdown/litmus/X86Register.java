package org.shootdown.litmus;

import java.util.List;
import java.util.Locale;

/**
 * A register, by whichever of its names.
 *
 * @param family what the 32-bit and the 64-bit name share, as in {@code ax} or {@code r8}
 * @param bits 32 or 64
 */
record X86Register(String family, int bits) {
    /** The classic general-purpose registers, in herd's order; {@code r8} to {@code r15} come behind them. */
    private static final List<String> CLASSIC = List.of("ax", "bx", "cx", "dx", "si", "di", "bp", "sp");

    /** Registers that a test can ask for although no instruction names them; herd sorts them before all others. */
    private static final List<String> SPECIAL = List.of("rip", "cs");

    /** The general-purpose register called {@code name} in any case, or {@code null} if none of 32 or 64 bits is. */
    static X86Register of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.length() == 3 && CLASSIC.contains(lower.substring(1)) && "er".indexOf(lower.charAt(0)) >= 0) {
            return new X86Register(lower.substring(1), lower.charAt(0) == 'e' ? 32 : 64);
        }
        if (lower.matches("r(8|9|1[0-5])d?")) {
            boolean half = lower.endsWith("d");
            return new X86Register(half ? lower.substring(0, lower.length() - 1) : lower, half ? 32 : 64);
        }
        return null;
    }

    /** Like {@link #of}, with the registers that only a condition or an initial state names. */
    static X86Register ofState(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return SPECIAL.contains(lower) ? new X86Register(lower, 64) : of(name);
    }

    /** Its place in herd's order of registers. */
    int rank() {
        int special = SPECIAL.indexOf(family);
        if (special >= 0) {
            return special;
        }
        int classic = CLASSIC.indexOf(family);
        return SPECIAL.size() + (classic >= 0 ? classic : Integer.parseInt(family.substring(1)));
    }
}
