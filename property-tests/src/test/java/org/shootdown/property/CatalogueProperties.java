package org.shootdown.property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Iterator;
import java.util.List;
import java.util.function.IntUnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;
import org.shootdown.catalogue.Catalogues;
import org.shootdown.catalogue.Scenario;
import org.shootdown.check.CheckResult;
import org.shootdown.check.Checker;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.result.RandomWalk;
import org.shootdown.check.result.Verdict;
import org.shootdown.machine.Machine;

/** Random scenarios of all catalogues: decided within a bound, and what random schedules show of them confirmed. */
class CatalogueProperties {
    /** The largest of a sample of 40 had 5,505 states. */
    private static final long BOUND = 2_000_000;

    @Provide
    Arbitrary<Scenario> scenarios() {
        return Arbitraries.of(Catalogues.all().stream()
                .flatMap(catalogue -> catalogue.scenarios().stream())
                .toList());
    }

    @Provide
    Arbitrary<List<Integer>> schedules() {
        return Arbitraries.integers().between(0, 30).list().ofSize(150);
    }

    @Property(tries = 30, edgeCases = EdgeCasesMode.NONE, seed = "-2559221730883038311")
    void everyScenarioIsDecided(@ForAll("scenarios") Scenario scenario) {
        decide(scenario);
    }

    @Property(tries = 30, edgeCases = EdgeCasesMode.NONE)
    void everyScenarioIsDecidedOnFreshOnes(@ForAll("scenarios") Scenario scenario) {
        decide(scenario);
    }

    @Property(tries = 5_000, edgeCases = EdgeCasesMode.NONE)
    @AddLifecycleHook(OnlyDeep.class)
    void everyScenarioIsDecidedOfMany(@ForAll("scenarios") Scenario scenario) {
        decide(scenario);
    }

    /** And SAFE under TSO is SAFE under SC. */
    private static void decide(Scenario scenario) {
        Machine machine = scenario.machine().get();
        Verdict sc = check(machine, MemoryModel.SC).verdict();
        Verdict tso = check(machine, MemoryModel.TSO).verdict();
        assertThat(sc).as(scenario.name()).isNotEqualTo(Verdict.INCOMPLETE);
        assertThat(tso).as(scenario.name()).isNotEqualTo(Verdict.INCOMPLETE);
        if (tso == Verdict.SAFE) {
            assertThat(sc).as(scenario.name()).isEqualTo(Verdict.SAFE);
        }
    }

    @StatisticsReport(StatisticsReportMode.OFF)
    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE, seed = "8393070169262468309")
    void theExplorerKnowsEveryRandomSchedule(
            @ForAll("scenarios") Scenario scenario, @ForAll("schedules") List<Integer> schedule) {
        confirm(scenario, schedule);
    }

    @StatisticsReport(StatisticsReportMode.OFF)
    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void theExplorerKnowsEveryRandomScheduleOnFreshOnes(
            @ForAll("scenarios") Scenario scenario, @ForAll("schedules") List<Integer> schedule) {
        confirm(scenario, schedule);
    }

    @StatisticsReport(StatisticsReportMode.OFF)
    @Property(tries = 20_000, edgeCases = EdgeCasesMode.NONE)
    @AddLifecycleHook(OnlyDeep.class)
    void theExplorerKnowsEveryRandomScheduleOfMany(
            @ForAll("scenarios") Scenario scenario, @ForAll("schedules") List<Integer> schedule) {
        confirm(scenario, schedule);
    }

    private static void confirm(Scenario scenario, List<Integer> schedule) {
        Machine machine = scenario.machine().get();
        Iterator<Integer> next = schedule.iterator();
        IntUnaryOperator choice = options -> next.hasNext() ? next.next() % options : 0;
        RandomWalk walk = Checker.walk(machine, scenario.memory(), choice);
        Statistics.collect(walk.broken().isEmpty() ? "ends" : "breaks");
        if (!walk.broken().isEmpty()) {
            assertThat(check(machine, scenario.memory()).broken())
                    .as(scenario.name())
                    .containsAll(walk.broken());
            walk.broken()
                    .forEach(broken -> assertThatCode(
                                    () -> Checker.replay(machine, scenario.memory(), broken, walk.schedule()))
                            .doesNotThrowAnyException());
        }
    }

    private static CheckResult check(Machine machine, MemoryModel memory) {
        return Checker.check(
                machine, CheckOptions.exhaustive(memory).withReduction(true).withMaxStates(BOUND));
    }
}
