package org.shootdown.litmus;

import java.util.Locale;
import java.util.Optional;
import org.shootdown.check.options.MemoryModel;

/** A memory model that a litmus test can be decided under. */
public enum LitmusMemory {
    /** Sequential consistency. */
    SC(MemoryModel.SC),
    /** x86-TSO. */
    TSO(MemoryModel.TSO),
    /** Armv8-A, see {@link org.shootdown.check.armv8}. */
    ARMV8(null);

    private final MemoryModel machine;

    LitmusMemory(MemoryModel machine) {
        this.machine = machine;
    }

    static LitmusMemory of(MemoryModel model) {
        return model == MemoryModel.SC ? SC : TSO;
    }

    /** The memory model of the machine that has this one; empty if threads of steps are explored instead. */
    Optional<MemoryModel> machine() {
        return Optional.ofNullable(machine);
    }

    /** As on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
