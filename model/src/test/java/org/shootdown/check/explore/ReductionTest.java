package org.shootdown.check.explore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.shootdown.check.CheckOptions;
import org.shootdown.check.MemoryModel;
import org.shootdown.scenario.Scaling;

/** A reduced search says the same as a search of everything, of fewer states. */
class ReductionTest {
    @ParameterizedTest
    @MethodSource("org.shootdown.check.explore.BreadthFirstTest#cases")
    void saysTheSame(BreadthFirstTest.Case c) {
        NaiveSearch naive = new NaiveSearch(c.machine(), c.options());
        Exploration found = BreadthFirstTest.search(c.machine(), c.options().withReduction(true));
        assertThat(found.complete()).isTrue();
        assertThat(found.states()).isLessThanOrEqualTo(naive.states);
        BreadthFirstTest.assertSame(found, naive, c);
    }

    @ParameterizedTest
    @CsvSource({"2, SC", "4, SC", "2, TSO", "4, TSO"})
    void leavesOutMostStates(int walkers, MemoryModel memory) {
        CheckOptions options = CheckOptions.exhaustive(memory);
        var machine = memory == MemoryModel.SC ? Scaling.broadcast(walkers) : Scaling.trackers(walkers, true);
        long all = BreadthFirstTest.search(machine, options).states();
        long few = BreadthFirstTest.search(machine, options.withReduction(true)).states();
        assertThat(few * walkers).isLessThan(all);
    }

    @Test
    void theNumberOfThreadsChangesNothing() {
        CheckOptions options = CheckOptions.exhaustive(MemoryModel.TSO).withReduction(true);
        Exploration alone = BreadthFirstTest.search(Scaling.trackers(6, false), options);
        Exploration together = BreadthFirstTest.search(Scaling.trackers(6, false), options.withThreads(3));
        assertThat(together.states()).isEqualTo(alone.states());
        assertThat(together.transitions()).isEqualTo(alone.transitions());
        assertThat(together.broken()).isEqualTo(alone.broken());
    }
}
