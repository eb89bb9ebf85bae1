package org.shootdown.check.reduce;

import static net.jqwik.api.Arbitraries.frequencyOf;
import static net.jqwik.api.Arbitraries.integers;
import static net.jqwik.api.Arbitraries.just;
import static net.jqwik.api.Arbitraries.of;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.options.Reduction;
import org.shootdown.check.options.SearchMonitor;
import org.shootdown.check.reduce.Walkers.Step;
import org.shootdown.check.reduce.Walkers.Watch;
import org.shootdown.check.result.Exploration;
import org.shootdown.check.search.BreadthFirst;
import org.shootdown.check.system.TransitionSystem;
import org.shootdown.check.unfold.UnfoldedMachine;
import org.shootdown.check.unfold.Unfolder;
import org.shootdown.machine.ModelError;
import org.shootdown.property.OnlyDeep;

/**
 * CPUs that are alike change places without anybody noticing: on machines made of them each reduction, and both, say
 * what a search of everything says.
 */
class SymmetryProperties {
    private static final long LIMIT = 30_000;

    @Provide
    Arbitrary<Walkers> walkers() {
        Arbitrary<Watch> watch = watch();
        return Combinators.combine(
                        frequencyOf(Tuple.of(4, just(2)), Tuple.of(4, just(3)), Tuple.of(1, just(4))),
                        step(2).list().ofMinSize(1).ofMaxSize(5),
                        step(0).list().ofMaxSize(2),
                        watch.list()
                                .ofMinSize(1)
                                .ofMaxSize(6)
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(2),
                        of(false, true))
                .as(Walkers::new);
    }

    /** What the reduction has been made for: watchers that wait for each own cell in turn, with little between. */
    @Provide
    Arbitrary<Walkers> trackers() {
        Arbitrary<Step> walk = frequencyOf(
                Tuple.of(3, integers().between(0, 1).map(Walkers.SetOwn::new)),
                Tuple.of(2, of(0, 1).map(Walkers.Load::new)),
                Tuple.of(2, just(new Walkers.Look())),
                Tuple.of(1, just(new Walkers.Fence())),
                Tuple.of(1, just(new Walkers.CopyToOwn())),
                Tuple.of(1, Combinators.combine(of(0, 1), of(0, 1)).as(Walkers.Store::new)));
        Arbitrary<Watch> watch = frequencyOf(
                Tuple.of(4, Combinators.combine(order(), of(0, 1)).as(Walkers.AwaitOwns::new)),
                Tuple.of(2, Combinators.combine(of(0, 1), of(0, 1)).as(Walkers.Write::new)),
                Tuple.of(1, just(new Walkers.Barrier())),
                Tuple.of(1, of(0, 1).map(Walkers.ReadAndTouch::new)),
                Tuple.of(2, just(new Walkers.Repurpose())));
        return Combinators.combine(
                        of(2, 3),
                        walk.list().ofMinSize(2).ofMaxSize(6),
                        watch.list()
                                .ofMinSize(2)
                                .ofMaxSize(5)
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(2),
                        of(false, true))
                .as((count, walker, watchers, observed) -> new Walkers(count, walker, List.of(), watchers, observed));
    }

    @StatisticsReport(StatisticsReportMode.OFF)
    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE, seed = "4719025263018832155")
    void changesNoAnswer(@ForAll("walkers") Walkers walkers) {
        compare(walkers);
    }

    @StatisticsReport(StatisticsReportMode.OFF)
    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void changesNoAnswerOfFreshOnes(@ForAll("walkers") Walkers walkers) {
        compare(walkers);
    }

    @StatisticsReport(StatisticsReportMode.OFF)
    @Property(tries = 5_000, edgeCases = EdgeCasesMode.NONE)
    @AddLifecycleHook(OnlyDeep.class)
    void changesNoAnswerOfMany(@ForAll("walkers") Walkers walkers) {
        compare(walkers);
    }

    @StatisticsReport(StatisticsReportMode.OFF)
    @Property(tries = 75, edgeCases = EdgeCasesMode.NONE, seed = "-4393103438200817610")
    void changesNoAnswerAmongTrackers(@ForAll("trackers") Walkers walkers) {
        compare(walkers);
    }

    @StatisticsReport(StatisticsReportMode.OFF)
    @Property(tries = 75, edgeCases = EdgeCasesMode.NONE)
    void changesNoAnswerAmongTrackersOnFreshOnes(@ForAll("trackers") Walkers walkers) {
        compare(walkers);
    }

    @StatisticsReport(StatisticsReportMode.OFF)
    @Property(tries = 5_000, edgeCases = EdgeCasesMode.NONE)
    @AddLifecycleHook(OnlyDeep.class)
    void changesNoAnswerAmongManyTrackers(@ForAll("trackers") Walkers walkers) {
        compare(walkers);
    }

    /** As {@link #compare(Walkers, long)}, for the statistics too. */
    private static void compare(Walkers walkers) {
        compare(walkers, LIMIT).forEach(Statistics::collect);
        Statistics.coverage(coverage -> {
            coverage.check("left out").percentage(p -> p < 40);
            coverage.check("fewer states").percentage(p -> p > 20);
        });
    }

    /**
     * Returns what became of the comparison under each memory model; a machine of more states than the limit is left out,
     * and so is one whose programs are too wide to unfold, the only thing that can be wrong with such a machine.
     */
    static List<String> compare(Walkers walkers, long limit) {
        List<String> results = new ArrayList<>();
        UnfoldedMachine machine;
        try {
            machine = Unfolder.unfold(walkers.machine());
        } catch (ModelError tooWide) {
            assertThat(tooWide).hasMessageContaining("histories");
            return List.of("left out", "left out");
        }
        for (MemoryModel memory : MemoryModel.values()) {
            TransitionSystem ts = new TransitionSystem(machine, memory, false);
            Exploration all = search(ts, memory, Set.of(), limit);
            results.add(all.complete() ? compare(ts, memory, all) : "left out");
        }
        return results;
    }

    private static String compare(TransitionSystem ts, MemoryModel memory, Exploration all) {
        long states = 0;
        for (Set<Reduction> reductions : List.of(
                EnumSet.of(Reduction.SYMMETRY), EnumSet.of(Reduction.PARTIAL_ORDER), EnumSet.allOf(Reduction.class))) {
            // A representative need not be reachable itself, and small machines can have more of them than states.
            Exploration few = search(ts, memory, reductions, 2 * all.states());
            String as = memory + " " + reductions;
            assertThat(few.complete()).as(as).isTrue();
            assertThat(few.broken().keySet()).as(as).isEqualTo(all.broken().keySet());
            assertThat(few.reached()).as(as).isEqualTo(all.reached());
            assertThat(few.outcomes()).as(as).isEqualTo(all.outcomes());
            states = few.states();
        }
        return states < all.states() ? "fewer states" : "as many states";
    }

    private static Exploration search(TransitionSystem ts, MemoryModel memory, Set<Reduction> reductions, long limit) {
        CheckOptions options = CheckOptions.exhaustive(memory).withMaxStates(limit);
        return new BreadthFirst(ts, options, SearchMonitor.NONE, reductions).run();
    }

    private static Arbitrary<Step> step(int depth) {
        Arbitrary<Integer> bit = of(0, 1);
        Arbitrary<Step> plain = frequencyOf(
                Tuple.of(5, bit.map(Walkers.SetOwn::new)),
                Tuple.of(1, just(new Walkers.CopyToOwn())),
                Tuple.of(1, bit.map(Walkers.AwaitOwn::new)),
                Tuple.of(4, bit.map(Walkers.Load::new)),
                Tuple.of(2, Combinators.combine(bit, bit).as(Walkers.Store::new)),
                Tuple.of(1, Combinators.combine(bit, bit).as(Walkers.Exchange::new)),
                Tuple.of(4, just(new Walkers.Look())),
                Tuple.of(2, just(new Walkers.Fence())));
        if (depth == 0) {
            return plain;
        }
        Arbitrary<List<Step>> body = step(depth - 1).list().ofMinSize(1).ofMaxSize(3);
        return frequencyOf(
                Tuple.of(6, plain),
                Tuple.of(2, body.map(Walkers.IrqOff::new)),
                Tuple.of(1, body.map(Walkers.Twice::new)));
    }

    private static Arbitrary<Watch> watch() {
        Arbitrary<Integer> bit = of(0, 1);
        return frequencyOf(
                Tuple.of(4, order().map(Walkers.Send::new)),
                Tuple.of(3, order().map(Walkers.AwaitIpis::new)),
                Tuple.of(4, Combinators.combine(order(), bit).as(Walkers.AwaitOwns::new)),
                Tuple.of(2, Combinators.combine(order(), bit).as(Walkers.ReadOwns::new)),
                Tuple.of(1, Combinators.combine(integers().between(0, 3), bit).as(Walkers.WriteOwn::new)),
                Tuple.of(3, Combinators.combine(bit, bit).as(Walkers.Write::new)),
                Tuple.of(1, bit.map(Walkers.ReadAndTouch::new)),
                Tuple.of(1, just(new Walkers.Barrier())),
                Tuple.of(3, just(new Walkers.Repurpose())),
                Tuple.of(1, just(new Walkers.Poke())));
    }

    /** Upwards, downwards, or some of them in any order. */
    private static Arbitrary<List<Integer>> order() {
        return frequencyOf(
                Tuple.of(4, just(List.of(0, 1, 2, 3))),
                Tuple.of(2, just(List.of(3, 2, 1, 0))),
                Tuple.of(
                        2,
                        integers()
                                .between(0, 3)
                                .list()
                                .uniqueElements()
                                .ofMinSize(1)
                                .ofMaxSize(3)));
    }
}
