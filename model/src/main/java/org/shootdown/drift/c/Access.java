package org.shootdown.drift.c;

/**
 * What a function does that others can see, or that orders what they see.
 *
 * @param kind what it does
 * @param object what it does it to, as in {@code ctxs.tlb_gen}; the function called or sent; empty if nothing is named
 * @param verb the primitive, as in {@code this_cpu_read}, or {@code plain} for an access without one
 * @param line where it stands; 0 where that is not known
 */
public record Access(Kind kind, String object, String verb, int line) {
    /** The verb of an access that the language itself makes. */
    public static final String PLAIN = "plain";

    /** What can be done. */
    public enum Kind {
        READ,
        WRITE,
        /** A read-modify-write. */
        RMW,
        /** A read that is repeated until it finds what it waits for. */
        AWAIT,
        /** A barrier; the verb says which. */
        BARRIER,
        LOCK,
        UNLOCK,
        IRQ_OFF,
        IRQ_ON,
        /** An interrupt of other CPUs that runs a function there. */
        IPI,
        /** The wait for those CPUs. */
        WAIT,
        RCU_LOCK,
        RCU_UNLOCK,
        CALL_RCU,
        SYNCHRONIZE_RCU,
        /** A load of CR3. */
        CR3,
        /** An instruction or a hypercall that invalidates TLB entries. */
        INVALIDATE,
        /** A page goes back to the allocator. */
        FREE,
        /** A call of another function that is cited. */
        CALL
    }

    /** The same access, wherever it stands. */
    Access at(int other) {
        return new Access(kind, object, verb, other);
    }

    /** What is done and to what, without the primitive and the line. */
    public String what() {
        String name = kind.name().toLowerCase(java.util.Locale.ROOT);
        return object.isEmpty() ? kind == Kind.BARRIER ? name + " " + verb : name : name + " " + object;
    }

    /** Whether the other does the same in the same way. */
    public boolean isLike(Access other) {
        return kind == other.kind && object.equals(other.object) && verb.equals(other.verb);
    }
}
