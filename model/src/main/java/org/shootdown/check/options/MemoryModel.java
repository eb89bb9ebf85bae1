package org.shootdown.check.options;

/**
 * What a CPU's loads and stores may look like to other CPUs. Both models here are machines with a FIFO store buffer per
 * CPU; they differ in how much it holds. A weaker architecture needs a machine of its own beside them.
 */
public enum MemoryModel {
    /** Sequential consistency: a store reaches memory at once. */
    SC("sc", "sequential consistency"),

    /**
     * x86-TSO (Owens, Sarkar, Sewell, TPHOLs 2009): an unbounded FIFO store buffer per CPU with forwarding to the CPU's
     * own loads; {@code mfence}, locked instructions, and interrupt entry and return wait until it is empty. Unbounded
     * in effect: programs end, so the longest run of stores without a fence, which is known once they are unfolded, is
     * all that a buffer can ever hold.
     */
    TSO("tso", "x86-TSO with exact store buffers");

    private final String id;
    private final String description;

    MemoryModel(String id, String description) {
        this.id = id;
        this.description = description;
    }

    /** The name in scenario names and on the command line. */
    public String id() {
        return id;
    }

    /** What it is, in a few words. */
    public String description() {
        return description;
    }

    /** Whether stores wait in a buffer of their CPU. */
    public boolean buffersStores() {
        return this == TSO;
    }
}
