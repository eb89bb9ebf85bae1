package org.shootdown.litmus;

import java.util.Map;
import java.util.function.IntPredicate;

/** The flags N, Z, C and V in the lowest four bits of a number, and the conditions on them. */
final class A64Flags {
    private static final int N = 8;
    private static final int Z = 4;
    private static final int C = 2;
    private static final int V = 1;

    /** Conditions by the name they have in B.cond and CSEL. */
    static final Map<String, IntPredicate> CONDITIONS = Map.ofEntries(
            Map.entry("EQ", f -> has(f, Z)),
            Map.entry("NE", f -> !has(f, Z)),
            Map.entry("CS", f -> has(f, C)),
            Map.entry("HS", f -> has(f, C)),
            Map.entry("CC", f -> !has(f, C)),
            Map.entry("LO", f -> !has(f, C)),
            Map.entry("MI", f -> has(f, N)),
            Map.entry("PL", f -> !has(f, N)),
            Map.entry("VS", f -> has(f, V)),
            Map.entry("VC", f -> !has(f, V)),
            Map.entry("HI", f -> has(f, C) && !has(f, Z)),
            Map.entry("LS", f -> !has(f, C) || has(f, Z)),
            Map.entry("GE", f -> has(f, N) == has(f, V)),
            Map.entry("LT", f -> has(f, N) != has(f, V)),
            Map.entry("GT", f -> !has(f, Z) && has(f, N) == has(f, V)),
            Map.entry("LE", f -> has(f, Z) || has(f, N) != has(f, V)),
            Map.entry("AL", f -> true));

    private A64Flags() {}

    private static boolean has(int flags, int flag) {
        return (flags & flag) != 0;
    }

    /** The flags after a logical operation. */
    static int logical(long result, int bits) {
        return (negative(result, bits) ? N : 0) | (result == 0 ? Z : 0);
    }

    /** The flags after {@code left + right}, whose sum in {@code bits} is {@code result}. */
    static int sum(long left, long right, long result, int bits) {
        boolean carry = Long.compareUnsigned(result, left) < 0;
        boolean overflow =
                negative(left, bits) == negative(right, bits) && negative(result, bits) != negative(left, bits);
        return logical(result, bits) | (carry ? C : 0) | (overflow ? V : 0);
    }

    /** The flags after {@code left - right}, whose difference in {@code bits} is {@code result}. */
    static int difference(long left, long right, long result, int bits) {
        boolean noBorrow = Long.compareUnsigned(left, right) >= 0;
        boolean overflow =
                negative(left, bits) != negative(right, bits) && negative(result, bits) != negative(left, bits);
        return logical(result, bits) | (noBorrow ? C : 0) | (overflow ? V : 0);
    }

    private static boolean negative(long value, int bits) {
        return (value >>> (bits - 1) & 1) != 0;
    }
}
