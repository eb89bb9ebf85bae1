package org.shootdown.cli;

import org.shootdown.machine.Machine;

/** The command lines of files that hold one race or one machine, which have no command to name. */
public final class Explore {
    /** How wide traces may be. */
    static final int WIDTH = 100;

    private Explore() {}

    /** Explores the races of an annotated class and returns the exit code. */
    public static int race(Terminal terminal, Class<?> type, String... args) {
        return Main.run(terminal, new RaceCommand(terminal, type), type.getSimpleName(), args);
    }

    /** Explores a machine and returns the exit code. */
    public static int machine(Terminal terminal, Machine machine, String... args) {
        return Main.run(terminal, new MachineCommand(terminal, machine), machine.name(), args);
    }
}
