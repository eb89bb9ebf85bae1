package org.shootdown.catalogue;

import org.shootdown.check.options.MemoryModel;

/** Where a scenario is in its catalogue: one choice for each {@link Axis}. */
public record Coordinates(
        Choice policy, Choice backend, Choice operation, Choice walker, Choice situation, MemoryModel memory) {
    /** The situation that names leave out. */
    public static final String USUAL_SITUATION = "running";

    public Choice on(Axis axis) {
        return switch (axis) {
            case POLICY -> policy;
            case BACKEND -> backend;
            case OPERATION -> operation;
            case WALKER -> walker;
            case SITUATION -> situation;
            case MEMORY -> Choice.of(memory);
        };
    }

    /** As in {@code v10/native/hugetlb-unshare/gup-fast/tso}, with the situation before the memory model if unusual. */
    String name() {
        String usual = situation.id().equals(USUAL_SITUATION) ? "" : situation.id() + "/";
        return policy.id() + "/" + backend.id() + "/" + operation.id() + "/" + walker.id() + "/" + usual + memory.id();
    }
}
