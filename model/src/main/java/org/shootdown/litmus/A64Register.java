package org.shootdown.litmus;

import java.util.Locale;

/**
 * A general-purpose register by one of its names.
 *
 * @param number 0 to 30, or {@link #ZERO}
 * @param bits 32 (W0) or 64 (X0)
 */
record A64Register(int number, int bits) {
    /** WZR or XZR: reads as 0; what is written to it is lost. */
    static final int ZERO = 31;

    /** In the place of a register: the flags NZCV. */
    static final int FLAGS = 32;

    /** How many numbers there are. */
    static final int NUMBERS = 33;

    /** The register called {@code name} in any case, or {@code null} if none is. */
    static A64Register of(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        if (upper.equals("WZR") || upper.equals("XZR")) {
            return new A64Register(ZERO, upper.charAt(0) == 'W' ? 32 : 64);
        }
        if (!upper.matches("[WX](0|[1-9]\\d?)")) {
            return null;
        }
        int number = Integer.parseInt(upper.substring(1));
        return number > 30 ? null : new A64Register(number, upper.charAt(0) == 'W' ? 32 : 64);
    }
}
