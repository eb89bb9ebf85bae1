package org.shootdown.cli;

import java.util.function.Supplier;
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

    /** Explores a machine, the same one each time that it is built, and returns the exit code. */
    public static int machine(Terminal terminal, Supplier<Machine> build, String... args) {
        return Main.run(terminal, new MachineCommand(terminal, build), "machine", args);
    }
}
