package org.shootdown.property;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;
import org.shootdown.check.CheckResult;
import org.shootdown.check.Checker;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.result.RandomWalk;
import org.shootdown.check.result.Trace;
import org.shootdown.machine.Machine;
import org.shootdown.machine.ModelError;
import org.shootdown.property.tiny.TinyModel;
import org.shootdown.property.tiny.TinyModels;

/** Random schedules: whatever one of them comes to, the explorer says is possible, and it can be run again. */
class SchedulesProperties {
    @Provide
    Arbitrary<TinyModel> models() {
        return TinyModels.wholeContract();
    }

    /** A choice for each step; shrinks to fewer choices, and to the first transition of a state. */
    @Provide
    Arbitrary<List<Integer>> schedules() {
        return Arbitraries.integers().between(0, 30).list().ofMaxSize(80);
    }

    @StatisticsReport(StatisticsReportMode.OFF)
    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE, seed = "5136361897128710354")
    void theExplorerKnowsEveryRandomSchedule(
            @ForAll("models") TinyModel model,
            @ForAll MemoryModel memory,
            @ForAll("schedules") List<Integer> schedule) {
        confirm(model, memory, schedule);
    }

    @StatisticsReport(StatisticsReportMode.OFF)
    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void theExplorerKnowsEveryRandomScheduleOnFreshOnes(
            @ForAll("models") TinyModel model,
            @ForAll MemoryModel memory,
            @ForAll("schedules") List<Integer> schedule) {
        confirm(model, memory, schedule);
    }

    @StatisticsReport(StatisticsReportMode.OFF)
    @Property(tries = 50_000, edgeCases = EdgeCasesMode.NONE)
    @AddLifecycleHook(OnlyDeep.class)
    void theExplorerKnowsEveryRandomScheduleOfMany(
            @ForAll("models") TinyModel model,
            @ForAll MemoryModel memory,
            @ForAll("schedules") List<Integer> schedule) {
        confirm(model, memory, schedule);
    }

    private static void confirm(TinyModel model, MemoryModel memory, List<Integer> schedule) {
        Machine machine = model.machine();
        RandomWalk walk;
        CheckResult all;
        try {
            walk = Checker.walk(machine, memory, choices(schedule));
            all = Checker.check(machine, CheckOptions.exhaustive(memory).withMaxStates(20_000));
        } catch (ModelError e) {
            Assume.that(false);
            return;
        }
        Assume.that(all.exploration().complete());
        Statistics.collect(walk.broken().isEmpty() ? "ends" : "breaks");
        Statistics.coverage(coverage -> coverage.check("breaks").count(c -> c > 0));
        if (walk.broken().isEmpty()) {
            assertThat(all.outcomes()).contains(walk.outcome());
        }
        for (org.shootdown.machine.Property broken : walk.broken()) {
            int steps = walk.schedule().turns().size();
            assertThat(all.exploration().broken()).containsKey(broken);
            assertThat(all.exploration().broken().get(broken)).isLessThanOrEqualTo(steps);
            Trace again = Checker.replay(machine, memory, broken, walk.schedule());
            assertThat(again.events()).hasSize(steps);
        }
    }

    /** As a person would: find a violation at random, shrink it, run what is left again. */
    @StatisticsReport(StatisticsReportMode.OFF)
    @Property(tries = 15, edgeCases = EdgeCasesMode.NONE, seed = "3")
    void aShrunkScheduleReplays(@ForAll("models") TinyModel model, @ForAll Random random) {
        shrinkAndReplay(model, random);
    }

    @StatisticsReport(StatisticsReportMode.OFF)
    @Property(tries = 30, edgeCases = EdgeCasesMode.NONE)
    void aShrunkScheduleReplaysOnFreshOnes(@ForAll("models") TinyModel model, @ForAll Random random) {
        shrinkAndReplay(model, random);
    }

    private void shrinkAndReplay(TinyModel model, Random random) {
        Machine machine = model.machine();
        Optional<Shrinkable<List<Integer>>> found = find(machine, random);
        Statistics.collect(found.isPresent());
        Statistics.coverage(coverage -> coverage.check(true).count(c -> c > 0));
        if (found.isEmpty()) {
            return;
        }
        RandomWalk first = walk(machine, found.get().value()).orElseThrow();
        Shrinkable<List<Integer>> smallest = shrink(machine, found.get());
        RandomWalk shrunk = walk(machine, smallest.value()).orElseThrow();
        assertThat(smallest.value().size())
                .isLessThanOrEqualTo(found.get().value().size());
        org.shootdown.machine.Property broken = shrunk.broken().iterator().next();
        Trace again = Checker.replay(machine, MemoryModel.TSO, broken, shrunk.schedule());
        assertThat(again.property()).isEqualTo(broken);
        assertThat(again.events()).hasSameSizeAs(shrunk.schedule().turns());
        assertThat(first.broken()).isNotEmpty();
    }

    private Optional<Shrinkable<List<Integer>>> find(Machine machine, Random random) {
        var generator = schedules().generator(1_000);
        for (int i = 0; i < 50; i++) {
            Shrinkable<List<Integer>> schedule = generator.next(random);
            if (walk(machine, schedule.value()).isPresent()) {
                return Optional.of(schedule);
            }
        }
        return Optional.empty();
    }

    private static Shrinkable<List<Integer>> shrink(Machine machine, Shrinkable<List<Integer>> schedule) {
        Shrinkable<List<Integer>> smallest = schedule;
        Optional<Shrinkable<List<Integer>>> smaller = Optional.of(schedule);
        while (smaller.isPresent()) {
            smallest = smaller.get();
            smaller = smallest.shrink()
                    .filter(s -> walk(machine, s.value()).isPresent())
                    .findFirst();
        }
        return smallest;
    }

    /** The walk along the schedule if it breaks something; a model that is wrong counts as one that breaks nothing. */
    private static Optional<RandomWalk> walk(Machine machine, List<Integer> schedule) {
        try {
            RandomWalk walk = Checker.walk(machine, MemoryModel.TSO, choices(schedule));
            return walk.broken().isEmpty() ? Optional.empty() : Optional.of(walk);
        } catch (ModelError e) {
            return Optional.empty();
        }
    }

    /** One choice after another; the first transition once they are used up. */
    private static IntUnaryOperator choices(List<Integer> schedule) {
        Iterator<Integer> next = schedule.iterator();
        return options -> next.hasNext() ? next.next() % options : 0;
    }
}
