package org.shootdown.interleaving;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.interleaving.RaceResult.Seen;
import org.shootdown.machine.Machine;
import org.shootdown.machine.ModelError;

/** What the tests of race classes ask of one: its machine, what it comes to, and that it is refused in one line. */
final class RaceClasses {
    private RaceClasses() {}

    static Machine machine(Class<?> type) {
        return Race.of(type).get(0).machine();
    }

    static List<String> processors(Class<?> type) {
        return machine(type).processors().stream()
                .map(p -> p.id() + " " + p.name() + " " + p.task().title())
                .toList();
    }

    static List<String> outcomes(Class<?> type, MemoryModel memory) {
        return Race.of(type).get(0).explore(CheckOptions.exhaustive(memory).withReduction(true)).outcomes().stream()
                .map(Seen::id)
                .toList();
    }

    static void refused(Class<?> type, String because) {
        assertThatThrownBy(() -> Race.of(type))
                .isInstanceOf(ModelError.class)
                .hasMessageStartingWith("@Interleavings class " + type.getName())
                .hasMessageContaining(because)
                .message()
                .doesNotContain("\n");
    }
}
