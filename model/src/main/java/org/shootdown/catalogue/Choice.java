package org.shootdown.catalogue;

import java.util.List;
import java.util.stream.Stream;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.kernel.Backend;
import org.shootdown.kernel.SyncPolicy;
import org.shootdown.kernel.Walker;

/**
 * One value of one axis: a policy, a backend, an operation, a walker, a CPU situation, a memory model.
 *
 * @param id its stable name, lower case with dashes
 * @param description one line for people
 */
public record Choice(String id, String description) {
    static Choice of(SyncPolicy policy) {
        return new Choice(policy.id(), policy.description());
    }

    static Choice of(Backend backend) {
        return new Choice(backend.id(), backend.description());
    }

    static Choice of(Walker walker) {
        return new Choice(walker.id(), walker.description());
    }

    static Choice of(MemoryModel memory) {
        return new Choice(memory.id(), memory.description());
    }

    /** Every memory model, in the order of the tables. */
    public static List<Choice> memoryModels() {
        return Stream.of(MemoryModel.values()).map(Choice::of).toList();
    }
}
