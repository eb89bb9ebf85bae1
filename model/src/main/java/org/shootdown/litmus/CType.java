package org.shootdown.litmus;

import java.util.Set;

/**
 * How wide a type of C is, by the words it is written with. Types matter for nothing else here: whatever fits is
 * computed with 64 bits, as herd does.
 *
 * @param bits 32 or 64; 0 if no type was given
 */
record CType(int bits) {
    static final CType UNTYPED = new CType(0);
    static final CType POINTER = new CType(64);

    private static final Set<String> QUALIFIERS = Set.of("volatile", "const", "unsigned", "signed");

    private static final Set<String> NARROW =
            Set.of("int", "char", "short", "bool", "u8", "u16", "u32", "s32", "int32_t", "uint32_t", "atomic_t");

    private static final Set<String> WIDE = Set.of(
            "long",
            "u64",
            "s64",
            "int64_t",
            "uint64_t",
            "intptr_t",
            "uintptr_t",
            "size_t",
            "atomic_long_t",
            "atomic64_t",
            "spinlock_t",
            "struct",
            "void");

    /** Whether {@code word} can start a declaration. */
    static boolean starts(String word) {
        return QUALIFIERS.contains(word) || NARROW.contains(word) || WIDE.contains(word);
    }

    /** This type with one more word; a word that is not known, such as the name of a struct, makes it wide. */
    CType and(String word) {
        if (QUALIFIERS.contains(word) || bits == 64) {
            return this;
        }
        return new CType(NARROW.contains(word) ? 32 : 64);
    }

    /** Whether {@code value} fits, as a signed number or as an unsigned one. */
    boolean holds(long value) {
        return bits != 32 || value >= Integer.MIN_VALUE && value <= 0xffff_ffffL;
    }

    /** The width, or {@code untyped} if no type was given. */
    int bits(int untyped) {
        return bits == 0 ? untyped : bits;
    }
}
