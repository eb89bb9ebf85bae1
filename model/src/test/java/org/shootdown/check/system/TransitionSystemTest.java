package org.shootdown.check.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.reduce.VariedMachines;
import org.shootdown.check.unfold.Unfolder;
import org.shootdown.machine.Machine;

/** How many bits a state takes: each field those of the values it can hold, and not one more. */
class TransitionSystemTest {
    @ParameterizedTest
    @CsvSource({
        "'broadcast, 2 walkers', 16, 17, 21",
        "'trackers, 2 walkers', 14, 19, 19",
        "handlers and NMIs, 26, 33, 37",
        "host, 21, 22, 24",
        "call_rcu, 15, 19, 19",
        "synchronize_rcu, 15, 16, 16",
        "deadlock, 10, 20, 20",
        "wide, 80, 144, 144"
    })
    void takesTheBitsItNeeds(String name, int sc, int tso, int costs) {
        Machine machine = VariedMachines.all().stream()
                .filter(m -> m.name().equals(name))
                .findFirst()
                .orElseThrow();
        assertThat(bits(machine, MemoryModel.SC, false)).isEqualTo(sc);
        assertThat(bits(machine, MemoryModel.TSO, false)).isEqualTo(tso);
        assertThat(bits(machine, MemoryModel.TSO, true)).isEqualTo(costs);
    }

    private static int bits(Machine machine, MemoryModel memory, boolean costs) {
        return new TransitionSystem(Unfolder.unfold(machine), memory, costs).bits();
    }
}
