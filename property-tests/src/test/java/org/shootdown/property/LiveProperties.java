package org.shootdown.property;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
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
import org.shootdown.live.Sampler;
import org.shootdown.machine.Machine;
import org.shootdown.machine.ModelError;
import org.shootdown.machine.Observation;
import org.shootdown.property.tiny.Instr;
import org.shootdown.property.tiny.TinyModel;
import org.shootdown.property.tiny.TinyModels;

/**
 * Oracle 4: whatever generated programs come to on real threads, the explorer allows under TSO. Not seeing an outcome
 * proves nothing; how much of what is allowed was seen is only counted.
 */
class LiveProperties {
    private static final int EXECUTIONS = 1_000;

    @Provide
    Arbitrary<TinyModel> models() {
        return TinyModels.live();
    }

    @StatisticsReport(StatisticsReportMode.OFF)
    @Property(tries = 10, edgeCases = EdgeCasesMode.NONE, seed = "-4691998103566401285")
    void realThreadsShowOnlyWhatIsAllowed(@ForAll("models") TinyModel model) throws Exception {
        compare(model);
    }

    @StatisticsReport(StatisticsReportMode.OFF)
    @Property(tries = 10, edgeCases = EdgeCasesMode.NONE)
    void realThreadsShowOnlyWhatIsAllowedOnFreshOnes(@ForAll("models") TinyModel model) throws Exception {
        compare(model);
    }

    @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
    @AddLifecycleHook(OnlyDeep.class)
    void realThreadsShowOnlyWhatIsAllowedOnMany(@ForAll("models") TinyModel model) throws Exception {
        compare(model);
    }

    private static void compare(TinyModel model) throws Exception {
        Machine machine = model.machine();
        CheckOptions options = CheckOptions.exhaustive(MemoryModel.TSO).withMaxStates(50_000);
        Set<Observation> allowed;
        try {
            CheckResult result = Checker.check(machine, options);
            // A machine that can deadlock would hang, and so would one where a task waits for what an RCU callback
            // or an NMI does: on real threads a callback runs only once the task that handed it over has ended, and
            // an NMI does not come after that.
            Assume.that(result.exploration().complete() && !deadlocks(result));
            Assume.that(!deadlocks(Checker.check(withoutLateComers(model).machine(), options)));
            allowed = Checker.observations(machine, options);
        } catch (ModelError e) {
            Assume.that(false);
            return;
        }
        Set<Observation> seen = sample(machine);
        assertThat(allowed).containsAll(seen);
        Statistics.collect(seen.size() == allowed.size() ? "all that is allowed" : "a part of it");
    }

    private static boolean deadlocks(CheckResult result) {
        return result.broken().contains(org.shootdown.machine.Property.DEADLOCK);
    }

    private static TinyModel withoutLateComers(TinyModel model) {
        return new TinyModel(
                model.cellMax(),
                model.cpus().stream()
                        .map(cpu -> new TinyModel.TinyCpu(cpu.task(), List.of()))
                        .toList(),
                model.agents(),
                model.functions(),
                model.callbacks().stream().map(body -> List.<Instr>of()).toList(),
                model.judged());
    }

    /** A machine that hangs is to fail the test, not to hang it. */
    private static Set<Observation> sample(Machine machine) throws Exception {
        FutureTask<Set<Observation>> sampling =
                new FutureTask<>(() -> Sampler.sample(machine, EXECUTIONS).keySet());
        Thread thread = new Thread(sampling, "sampler");
        thread.setDaemon(true);
        thread.start();
        return sampling.get(60, TimeUnit.SECONDS);
    }
}
