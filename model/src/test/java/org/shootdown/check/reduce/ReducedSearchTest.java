package org.shootdown.check.reduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.options.Reduction;
import org.shootdown.check.options.SearchMonitor;
import org.shootdown.check.search.BreadthFirst;
import org.shootdown.check.search.BreadthFirstTest;
import org.shootdown.check.system.TransitionSystem;
import org.shootdown.check.unfold.Unfolder;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Machine;
import org.shootdown.machine.ModelError;
import org.shootdown.machine.Program;

/** What a reduced search leaves out, and what it must not: {@link ReductionTest} has that it answers the same. */
class ReducedSearchTest {
    /** Pinned, since no answer tells of a reduction that has become weaker; a number that falls is as much news. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    # machine                            | memory | all  | partial order | both
                    broadcast, 2 walkers                 | SC     | 448  | 87            | 55
                    broadcasts without waiting           | SC     | 8495 | 1282          | 866
                    trackers, 2 walkers                  | TSO    | 410  | 98            | 74
                    host                                 | SC     | 1192 | 574           | 574
                    host                                 | TSO    | 1292 | 586           | 586
                    call_rcu                             | TSO    | 108  | 76            | 76
                    synchronize_rcu                      | TSO    | 90   | 54            | 54
                    deadlock                             | TSO    | 80   | 46            | 46
                    ends early                           | TSO    | 36   | 15            | 15
                    wide                                 | TSO    | 2653 | 103           | 103
                    forwards                             | TSO    | 120  | 59            | 59
                    callback behind a reader             | SC     | 26   | 16            | 16
                    waits for a grace period             | TSO    | 91   | 71            | 71
                    waits for a store                    | TSO    | 23   | 12            | 12
                    may have sent                        | TSO    | 30   | 21            | 21
                    alike, in order                      | TSO    | 241  | 57            | 42
                    overtaking one that asks, idle is 0  | TSO    | 446  | 90            | 73
                    """)
    void leavesSoManyStates(String name, MemoryModel memory, long all, long partialOrder, long both) {
        Machine machine = VariedMachines.all().stream()
                .filter(m -> m.name().equals(name))
                .findFirst()
                .orElseThrow();
        assertThat(states(machine, memory, EnumSet.noneOf(Reduction.class))).isEqualTo(all);
        assertThat(states(machine, memory, EnumSet.of(Reduction.PARTIAL_ORDER))).isEqualTo(partialOrder);
        assertThat(states(machine, memory, EnumSet.allOf(Reduction.class))).isEqualTo(both);
    }

    /** The set of movers to follow is one word: 62 CPUs, two of which have a store buffer, are the most. */
    @ParameterizedTest
    @CsvSource({"62, true", "63, false"})
    void partialOrderIsForUpToSixtyFourMovers(int cpus, boolean reduced) {
        Machine.Builder m = Machine.builder("many");
        for (int i = 0; i < cpus; i++) {
            Cell own = i < 2 ? m.cell("own " + i, 1) : null;
            m.cpu("CPU " + i, i < 2 ? cpu -> cpu.writeOnce(own, 1) : Program.IDLE);
        }
        Machine machine = m.build();
        long all = states(machine, MemoryModel.TSO, EnumSet.noneOf(Reduction.class));
        assertThat(all).isEqualTo(9);
        assertThat(states(machine, MemoryModel.TSO, EnumSet.of(Reduction.PARTIAL_ORDER)))
                .isEqualTo(reduced ? 5 : all);
    }

    private record Nothing(Cell cell) implements Program {
        @Override
        public void run(Cpu cpu) {
            cpu.readOnce(cell);
        }
    }

    /** That a callback is handed over again too early is found, though following the callback first would hide it. */
    @ParameterizedTest
    @CsvSource({"false", "true"})
    void findsACallbackHandedOverWhileItIsPending(boolean reduction) {
        Machine.Builder m = Machine.builder("twice");
        Nothing callback = new Nothing(m.cell("x", 1));
        m.cpu("caller", cpu -> {
            cpu.callRcu(callback);
            cpu.choose(2);
            cpu.callRcu(callback);
        });
        Machine machine = m.build();
        for (MemoryModel memory : MemoryModel.values()) {
            assertThatExceptionOfType(ModelError.class)
                    .isThrownBy(() -> BreadthFirstTest.search(
                            machine, CheckOptions.exhaustive(memory).withReduction(reduction)))
                    .withMessageContaining("while the same callback is pending");
        }
    }

    private static long states(Machine machine, MemoryModel memory, Set<Reduction> reductions) {
        TransitionSystem ts = new TransitionSystem(Unfolder.unfold(machine), memory, false);
        return new BreadthFirst(ts, CheckOptions.exhaustive(memory), SearchMonitor.NONE, reductions)
                .run()
                .states();
    }
}
