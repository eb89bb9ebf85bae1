package org.shootdown.property;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;
import org.shootdown.check.CheckResult;
import org.shootdown.check.Checker;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.result.Range;
import org.shootdown.check.result.Verdict;
import org.shootdown.machine.ModelError;
import org.shootdown.property.tiny.TinyModel;
import org.shootdown.property.tiny.TinyModels;

/**
 * Oracle 1: on every generated machine the explorer says what a naive one says, under each memory model, with and
 * without reduction, on one thread and on two.
 */
class ExplorerProperties {
    /** A machine with more states than this is left out: the naive explorer takes its time. */
    private static final long LIMIT = 6_000;

    @Provide
    Arbitrary<TinyModel> models() {
        return TinyModels.wholeContract();
    }

    @StatisticsReport(StatisticsReportMode.OFF)
    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE, seed = "-2401053089206453569")
    void agreesWithTheNaiveExplorer(@ForAll("models") TinyModel model) {
        compare(model);
    }

    @StatisticsReport(StatisticsReportMode.OFF)
    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void agreesWithTheNaiveExplorerOnFreshOnes(@ForAll("models") TinyModel model) {
        compare(model);
    }

    @StatisticsReport(StatisticsReportMode.OFF)
    @Property(tries = 20_000, edgeCases = EdgeCasesMode.NONE)
    @AddLifecycleHook(OnlyDeep.class)
    void agreesWithTheNaiveExplorerOnMany(@ForAll("models") TinyModel model) {
        compare(model);
    }

    private static void compare(TinyModel model) {
        for (MemoryModel memory : MemoryModel.values()) {
            Statistics.collect(compare(model, memory));
        }
        Statistics.coverage(coverage -> {
            coverage.check("SAFE").percentage(p -> p > 10);
            coverage.check("UNSAFE").percentage(p -> p > 3);
            coverage.check("VACUOUS").percentage(p -> p > 3);
            coverage.check("left out").percentage(p -> p < 20);
        });
    }

    /** Returns what became of the comparison, for the statistics. */
    static String compare(TinyModel model, MemoryModel memory) {
        CheckOptions exhaustive = CheckOptions.exhaustive(memory).withMaxStates(LIMIT);
        CheckResult plain;
        try {
            plain = Checker.check(model.machine(), exhaustive);
        } catch (ModelError e) {
            assertThat(naiveFails(model, memory)).as(e.getMessage()).isTrue();
            return "error";
        }
        if (!plain.exploration().complete()) {
            return "left out";
        }
        return compare(model, memory, new NaiveExplorer(model, memory.buffersStores()))
                .toString();
    }

    /** Compares every way to search with what the naive explorer found; returns their verdict. */
    static Verdict compare(TinyModel model, MemoryModel memory, NaiveExplorer naive) {
        CheckOptions exhaustive = CheckOptions.exhaustive(memory).withMaxStates(naive.states());
        for (boolean reduction : new boolean[] {false, true}) {
            for (int threads = 1; threads <= 2; threads++) {
                CheckOptions options = exhaustive.withReduction(reduction).withThreads(threads);
                agree(Checker.check(model.machine(), options), naive, model, options.toString());
            }
        }
        CheckOptions costs = CheckOptions.exhaustive(memory).withCosts();
        CheckResult counted = Checker.check(model.machine(), costs);
        costsAgree(counted, naive);
        CheckResult reduced = Checker.check(model.machine(), costs.withReduction(true));
        costsAgree(reduced, naive);
        assertThat(reduced.exploration().disturbed())
                .isEqualTo(counted.exploration().disturbed());
        return counted.verdict();
    }

    private static void agree(CheckResult real, NaiveExplorer naive, TinyModel model, String options) {
        assertThat(real.exploration().complete()).as(options).isTrue();
        assertThat(real.verdict()).as(options).isEqualTo(verdict(naive, model));
        assertThat(real.broken()).as(options).isEqualTo(naive.broken);
        assertThat(real.outcomes()).as(options).isEqualTo(naive.outcomes);
    }

    private static Verdict verdict(NaiveExplorer naive, TinyModel model) {
        if (!naive.broken.isEmpty()) {
            return Verdict.UNSAFE;
        }
        return model.judged() && !(naive.here && naive.insideUnlinked) ? Verdict.VACUOUS : Verdict.SAFE;
    }

    /** Function 0 flushes and function 1 synchronises. */
    private static void costsAgree(CheckResult real, NaiveExplorer naive) {
        assertThat(real.exploration().flush()).isEqualTo(range(naive, 0));
        assertThat(real.exploration().sync()).isEqualTo(range(naive, 1));
    }

    private static Range range(NaiveExplorer naive, int purpose) {
        var sent = naive.costs.stream().mapToInt(c -> c.get(purpose)).summaryStatistics();
        return sent.getCount() == 0 ? Range.EMPTY : new Range(sent.getMin(), sent.getMax());
    }

    private static boolean naiveFails(TinyModel model, MemoryModel memory) {
        try {
            new NaiveExplorer(model, memory.buffersStores());
            return false;
        } catch (ModelError e) {
            return true;
        }
    }
}
