package org.shootdown.catalogue;

import java.util.function.Supplier;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.machine.Machine;

/**
 * One cell of the matrix: an immutable value with a stable name, so that it can be listed, selected, repeated and used
 * as a test's name.
 *
 * @param catalogue the catalogue it belongs to: {@code main}, {@code misuse} or {@code history}
 * @param at the choices that make it
 * @param control whether it is meant to fail, to show that the check can
 * @param sameness scenarios with equal sameness have the same machine but for its name, so one may stand for the other
 * @param machine builds the model; the same machine each time, whatever the memory model
 */
public record Scenario(String catalogue, Coordinates at, boolean control, Object sameness, Supplier<Machine> machine) {

    /** A scenario whose machine is like no other's. */
    public Scenario(String catalogue, Coordinates at, boolean control, Supplier<Machine> machine) {
        this(catalogue, at, control, new Object(), machine);
    }

    /** As in {@code v10/native/hugetlb-unshare/gup-fast/tso}, with the situation before the memory model if unusual. */
    public String name() {
        return at.name();
    }

    /** The choice on an axis. */
    public Choice choice(Axis axis) {
        return at.on(axis);
    }

    /** The id of the choice on an axis. */
    public String on(Axis axis) {
        return at.on(axis).id();
    }

    public MemoryModel memory() {
        return at.memory();
    }
}
