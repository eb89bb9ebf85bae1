package org.shootdown.catalogue;

import java.util.function.Supplier;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.machine.Machine;

/**
 * One cell of the matrix: an immutable value with a stable name, so that it can be listed, selected, repeated and used
 * as a test's name.
 *
 * @param catalogue the catalogue it belongs to: {@code main}, {@code misuse} or {@code history}
 * @param control whether it is meant to fail, to show that the check can
 * @param sameness scenarios with equal sameness have the same machine but for its name, so one may stand for the other
 * @param machine builds the model; the same machine each time, whatever the memory model
 */
public record Scenario(
        String catalogue,
        Choice policy,
        Choice backend,
        Choice operation,
        Choice walker,
        Choice situation,
        MemoryModel memory,
        boolean control,
        Object sameness,
        Supplier<Machine> machine) {

    /** A scenario whose machine is like no other's. */
    public Scenario(
            String catalogue,
            Choice policy,
            Choice backend,
            Choice operation,
            Choice walker,
            Choice situation,
            MemoryModel memory,
            boolean control,
            Supplier<Machine> machine) {
        this(catalogue, policy, backend, operation, walker, situation, memory, control, new Object(), machine);
    }

    /** The situation that names leave out. */
    public static final String USUAL_SITUATION = "running";

    /** As in {@code v10/native/hugetlb-unshare/gup-fast/tso}, with the situation before the memory model if unusual. */
    public String name() {
        String usual = situation.id().equals(USUAL_SITUATION) ? "" : situation.id() + "/";
        return policy.id() + "/" + backend.id() + "/" + operation.id() + "/" + walker.id() + "/" + usual + memory.id();
    }

    /** The id of this scenario's choice on an axis. */
    public String on(Axis axis) {
        return switch (axis) {
            case POLICY -> policy.id();
            case BACKEND -> backend.id();
            case OPERATION -> operation.id();
            case WALKER -> walker.id();
            case SITUATION -> situation.id();
            case MEMORY -> memory.id();
        };
    }
}
