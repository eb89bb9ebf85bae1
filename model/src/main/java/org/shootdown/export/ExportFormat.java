package org.shootdown.export;

import org.shootdown.check.MemoryModel;
import org.shootdown.machine.Machine;
import org.shootdown.machine.ModelError;

/** A language that machines can be written in for another model checker. */
public enum ExportFormat {
    /** SPIN's language. Without reduction SPIN stores exactly as many states as the project's own exhaustive search. */
    PROMELA("promela", "pml") {
        @Override
        String write(GuardedCommands model) {
            return PromelaWriter.write(model);
        }
    },
    /** For TLC, which counts exactly as many distinct states. The module is called {@link #moduleName}. */
    TLA("tla", "tla") {
        @Override
        String write(GuardedCommands model) {
            return TlaWriter.write(model, moduleName(model.name()));
        }
    };

    private final String id;
    private final String extension;

    ExportFormat(String id, String extension) {
        this.id = id;
        this.extension = extension;
    }

    /** The name on the command line. */
    public String id() {
        return id;
    }

    /** What a file in this language ends with, without the dot. */
    public String extension() {
        return extension;
    }

    /**
     * A self-contained model of {@code machine} under {@code memory}: all of its behaviour, each step one transition,
     * without IPI counts and situations.
     *
     * @throws ModelError if the machine itself is wrong
     */
    public String export(Machine machine, MemoryModel memory) {
        return write(Encoder.encode(machine, memory));
    }

    abstract String write(GuardedCommands model);

    /** What the TLA+ module of a machine called {@code name} is called; its file must be called the same. */
    public static String moduleName(String name) {
        String identifier = name.replaceAll("[^A-Za-z0-9]+", "_");
        return identifier.matches("[A-Za-z].*") ? identifier : "M" + identifier;
    }
}
