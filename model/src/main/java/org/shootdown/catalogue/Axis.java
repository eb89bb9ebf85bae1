package org.shootdown.catalogue;

/** The axes of the matrix, in the order in which a scenario's name has them. */
public enum Axis {
    POLICY("policy", "rule for skipping or aiming the sync"),
    BACKEND("backend", "how TLB flushes reach other CPUs"),
    OPERATION("operation", "what is done to a page table"),
    WALKER("walker", "who looks at page tables without a lock"),
    SITUATION("situation", "what the walker's CPU is doing"),
    MEMORY("memory", "memory model");

    private final String id;
    private final String description;

    Axis(String id, String description) {
        this.id = id;
        this.description = description;
    }

    /** The name used in selectors, as in {@code --policy}. */
    public String id() {
        return id;
    }

    public String description() {
        return description;
    }
}
