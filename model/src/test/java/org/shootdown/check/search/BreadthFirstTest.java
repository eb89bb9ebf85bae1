package org.shootdown.check.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.shootdown.bench.Scaling;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.options.SearchMonitor;
import org.shootdown.check.reduce.VariedMachines;
import org.shootdown.check.result.End;
import org.shootdown.check.result.Exploration;
import org.shootdown.check.result.Range;
import org.shootdown.check.system.TransitionSystem;
import org.shootdown.check.unfold.Unfolder;
import org.shootdown.machine.Machine;

/** The search with its caches, batches and threads sees exactly what a naive one sees. */
public class BreadthFirstTest {
    public record Case(Machine machine, MemoryModel memory, boolean costs) {
        /** Whether it has so many states that pitest cannot ask for it once per change. */
        boolean isLarge() {
            return memory == MemoryModel.TSO && machine.name().startsWith("awaits");
        }

        public CheckOptions options() {
            CheckOptions options = CheckOptions.exhaustive(memory);
            return costs ? options.withCosts() : options;
        }

        @Override
        public String toString() {
            return machine.name() + " " + memory.id() + (costs ? " costs" : "");
        }
    }

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (Machine machine : VariedMachines.all()) {
            for (MemoryModel memory : MemoryModel.values()) {
                cases.add(new Case(machine, memory, false));
                cases.add(new Case(machine, memory, true));
            }
        }
        return cases.stream();
    }

    static Stream<Case> quickCases() {
        return cases().filter(c -> !c.isLarge());
    }

    static Stream<Case> largeCases() {
        return cases().filter(Case::isLarge);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("largeCases")
    void seesWhatANaiveSearchSeesOfManyStates(Case c) {
        seesWhatANaiveSearchSees(c);
    }

    @ParameterizedTest
    @MethodSource("quickCases")
    void seesWhatANaiveSearchSees(Case c) {
        NaiveSearch naive = new NaiveSearch(c.machine(), c.options());
        Exploration found = search(c.machine(), c.options());
        assertThat(found.complete()).isTrue();
        assertThat(found.states()).isEqualTo(naive.states);
        assertThat(found.transitions()).isEqualTo(naive.taken);
        assertSame(found, naive, c);
    }

    /** The same answers; states and transitions may differ. */
    public static void assertSame(Exploration found, NaiveSearch naive, Case c) {
        assertThat(found.broken().keySet()).isEqualTo(naive.broken);
        assertThat(found.reached()).isEqualTo(naive.reached);
        int observed = c.machine().observedCells().size()
                + c.machine().observedGhosts().size();
        if (observed > 0) {
            assertThat(found.outcomes())
                    .isEqualTo(naive.finals.stream()
                            .map(f -> f.subList(0, observed))
                            .collect(Collectors.toSet()));
        }
        if (c.costs()) {
            assertThat(found.flush()).isEqualTo(range(naive, observed));
            assertThat(found.sync()).isEqualTo(range(naive, observed + 1));
            assertThat(found.disturbed()).isEqualTo(range(naive, observed + 2));
        }
    }

    private static Range range(NaiveSearch naive, int index) {
        Range range = Range.EMPTY;
        for (List<Integer> ending : naive.finals) {
            range = range.with(ending.get(index));
        }
        return range;
    }

    /** Large enough for several threads to share levels, and for tables to grow. */
    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"SC, 1", "SC, 2", "SC, 3", "TSO, 2"})
    void theNumberOfThreadsChangesNothing(MemoryModel memory, int threads) {
        Machine machine = memory == MemoryModel.SC ? Scaling.broadcast(5) : Scaling.trackers(4, true);
        Exploration alone = search(machine, CheckOptions.exhaustive(memory));
        Exploration together = search(machine, CheckOptions.exhaustive(memory).withThreads(threads));
        assertThat(together.states()).isEqualTo(alone.states());
        assertThat(together.transitions()).isEqualTo(alone.transitions());
        assertThat(together.depth()).isEqualTo(alone.depth());
        assertThat(together.reached()).isEqualTo(alone.reached());
        assertThat(together.broken()).isEqualTo(alone.broken());
    }

    @ParameterizedTest
    @CsvSource({"1000, 1", "1000, 3", "1, 1"})
    void aLimitOnStatesIsKeptClosely(long limit, int threads) {
        Exploration found = search(
                Scaling.broadcast(5),
                CheckOptions.exhaustive(MemoryModel.SC).withMaxStates(limit).withThreads(threads));
        assertThat(found.end()).isEqualTo(End.STATES);
        assertThat(found.states()).isBetween(limit, limit + 1_000);
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"1", "2"})
    void aLimitOnMemoryEndsTheSearchWithWhatItHas(int threads) {
        Exploration found = search(
                Scaling.broadcast(7),
                CheckOptions.exhaustive(MemoryModel.SC)
                        .withMaxMemory(CheckOptions.LEAST_MEMORY)
                        .withThreads(threads));
        assertThat(found.end()).isEqualTo(End.MEMORY);
        assertThat(found.states()).isGreaterThan(100_000);
        assertThat(found.bytes()).isLessThan(CheckOptions.LEAST_MEMORY);
    }

    @ParameterizedTest
    @CsvSource({"1", "2"})
    void aSearchThatIsCalledOffKeepsWhatItHas(int threads) {
        SearchMonitor.Progress[] last = new SearchMonitor.Progress[1];
        SearchMonitor impatient = new SearchMonitor() {
            @Override
            public void progress(SearchMonitor.Progress progress) {
                last[0] = progress;
            }

            @Override
            public boolean cancelled() {
                return last[0] != null && last[0].states() > 10_000;
            }
        };
        TransitionSystem ts = new TransitionSystem(Unfolder.unfold(Scaling.broadcast(5)), MemoryModel.SC, false);
        CheckOptions options = CheckOptions.exhaustive(MemoryModel.SC).withThreads(threads);
        Exploration found = new BreadthFirst(ts, options, impatient).run();
        assertThat(found.end()).isEqualTo(End.CANCELLED);
        assertThat(found.states()).isEqualTo(last[0].states()).isLessThan(838_656);
    }

    @Tag("slow")
    @Test
    void aStateOfOneWordTakesAtMostTwelveBytes() {
        Exploration found = search(Scaling.broadcast(5), CheckOptions.exhaustive(MemoryModel.SC));
        assertThat((double) found.bytes() / found.states()).isLessThan(12);
    }

    public static Exploration search(Machine machine, CheckOptions options) {
        TransitionSystem ts = new TransitionSystem(Unfolder.unfold(machine), options.memory(), options.costs());
        return new BreadthFirst(ts, options, SearchMonitor.NONE).run();
    }
}
