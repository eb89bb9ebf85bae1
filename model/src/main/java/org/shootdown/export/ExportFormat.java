package org.shootdown.export;

import org.shootdown.check.options.MemoryModel;
import org.shootdown.machine.Machine;
import org.shootdown.machine.ModelError;

/** A language that machines can be written in for another model checker. */
public enum ExportFormat {
    /** SPIN's language. Without reduction SPIN stores exactly as many states as the project's own exhaustive search. */
    PROMELA {
        @Override
        String write(GuardedCommands model, String module) {
            return PromelaWriter.write(model);
        }
    },
    /** For TLC. The file has to be called like the module in it. */
    TLA {
        @Override
        String write(GuardedCommands model, String module) {
            return TlaWriter.write(model, module);
        }
    };

    /**
     * A self-contained model of {@code machine} under {@code memory}: all of its behaviour, each step one transition,
     * without IPI counts and situations.
     *
     * @param module what the TLA+ module is called, an identifier
     * @throws ModelError if the machine itself is wrong
     */
    public String export(Machine machine, MemoryModel memory, String module) {
        return write(Encoder.encode(machine, memory), module);
    }

    /** Like {@link #export(Machine, MemoryModel, String)}, with a module called after the machine. */
    public String export(Machine machine, MemoryModel memory) {
        return export(machine, memory, moduleName(machine.name()));
    }

    abstract String write(GuardedCommands model, String module);

    /** An identifier that resembles {@code name}. */
    public static String moduleName(String name) {
        String identifier = name.replaceAll("[^A-Za-z0-9]+", "_");
        return identifier.matches("[A-Za-z].*") ? identifier : "M" + identifier;
    }
}
