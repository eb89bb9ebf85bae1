package org.shootdown.check.reduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.shootdown.bench.Scaling;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.options.Reduction;
import org.shootdown.check.options.SearchMonitor;
import org.shootdown.check.result.Exploration;
import org.shootdown.check.result.Range;
import org.shootdown.check.search.BreadthFirst;
import org.shootdown.check.search.BreadthFirstTest;
import org.shootdown.check.search.NaiveSearch;
import org.shootdown.check.system.TransitionSystem;
import org.shootdown.check.unfold.Unfolder;
import org.shootdown.machine.Cell;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Machine;

/** A reduced search says the same as a search of everything, of fewer states. */
class ReductionTest {
    @Tag("slow")
    @ParameterizedTest
    @MethodSource("org.shootdown.check.search.BreadthFirstTest#largeCases")
    void eachReductionSaysTheSameOfManyStates(BreadthFirstTest.Case c) {
        eachReductionSaysTheSame(c);
    }

    @ParameterizedTest
    @MethodSource("org.shootdown.check.search.BreadthFirstTest#quickCases")
    void eachReductionSaysTheSame(BreadthFirstTest.Case c) {
        NaiveSearch naive = new NaiveSearch(c.machine(), c.options());
        for (Set<Reduction> reductions : List.of(
                EnumSet.of(Reduction.PARTIAL_ORDER), EnumSet.of(Reduction.SYMMETRY), EnumSet.allOf(Reduction.class))) {
            Exploration found = search(c.machine(), c.options(), reductions);
            assertThat(found.complete()).isTrue();
            assertThat(found.states()).isLessThanOrEqualTo(naive.states);
            BreadthFirstTest.assertSame(found, naive, c);
        }
    }

    private static Exploration search(Machine machine, CheckOptions options, Set<Reduction> reductions) {
        TransitionSystem ts = new TransitionSystem(Unfolder.unfold(machine), options.memory(), options.costs());
        return new BreadthFirst(ts, options, SearchMonitor.NONE, reductions).run();
    }

    /** States for 2, 4, 8 and 16 walkers: what is pinned here is how they grow. */
    @ParameterizedTest
    @CsvSource({"2, 55", "4, 155", "8, 499", "16, 1763"})
    void statesGrowWithTheSquareOfTheNumberOfWalkers(int walkers, long states) {
        CheckOptions options = CheckOptions.exhaustive(MemoryModel.SC).withReduction(true);
        assertThat(BreadthFirstTest.search(Scaling.broadcast(walkers), options).states())
                .isEqualTo(states);
    }

    /** As {@link #statesGrowWithTheSquareOfTheNumberOfWalkers}, with store buffers and a freer that waits for one after the other. */
    @ParameterizedTest
    @CsvSource({"2, 74", "4, 353", "8, 2231", "16, 15971"})
    void statesGrowWithTheCubeOfTheNumberOfWalkers(int walkers, long states) {
        CheckOptions options = CheckOptions.exhaustive(MemoryModel.TSO).withReduction(true);
        assertThat(BreadthFirstTest.search(Scaling.trackers(walkers, true), options)
                        .states())
                .isEqualTo(states);
    }

    /** Whom an IPI disturbs is asked when it is sent: only steps into and out of sections have to be tried before and after. */
    @ParameterizedTest
    @CsvSource({"false, 8, 36", "false, 16, 68", "true, 8, 137", "true, 16, 273"})
    void aCountedIpiCommutesWithStepsThatStayInASection(boolean sections, int steps, long states) {
        Machine.Builder b = Machine.builder("sections");
        Cell own = b.cell("own", 1, 0);
        b.cpu(
                "sends",
                cpu -> cpu.callFunctionMany(1 << 1, IpiFunction.empty("flush", IpiFunction.Purpose.TLB_FLUSH), true));
        b.cpu("works", cpu -> {
            for (int i = 0; i < steps; i++) {
                int flags = sections ? cpu.irqSave() : 0;
                cpu.writeOnce(own, i & 1);
                cpu.irqRestore(flags);
            }
        });
        CheckOptions options = CheckOptions.exhaustive(MemoryModel.SC).withCosts();
        Exploration few = BreadthFirstTest.search(b.build(), options.withReduction(true));
        assertThat(few.disturbed()).isEqualTo(new Range(sections ? 0 : 1, 1));
        assertThat(few.states()).isEqualTo(states);
    }

    @ParameterizedTest
    @CsvSource({"PARTIAL_ORDER, SC, 4", "SYMMETRY, SC, 4", "PARTIAL_ORDER, TSO, 4"})
    void eachReductionLeavesOutMostStates(Reduction reduction, MemoryModel memory, int walkers) {
        Machine machine = memory == MemoryModel.SC ? Scaling.broadcast(walkers) : Scaling.trackers(walkers, true);
        CheckOptions options = CheckOptions.exhaustive(memory);
        long all = search(machine, options, EnumSet.noneOf(Reduction.class)).states();
        long few = search(machine, options, EnumSet.of(reduction)).states();
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
