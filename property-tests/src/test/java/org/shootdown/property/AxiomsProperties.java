package org.shootdown.property;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
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
import org.shootdown.machine.ModelError;
import org.shootdown.property.tiny.TinyModel;
import org.shootdown.property.tiny.TinyModels;

/**
 * Oracle 2: on every generated machine without interrupts, the executions that the axioms of x86-TSO allow end as those
 * of the machine with store buffers do, outcome by outcome; and likewise for SC.
 */
class AxiomsProperties {
    @Provide
    Arbitrary<TinyModel> models() {
        return TinyModels.interruptFree();
    }

    @StatisticsReport(StatisticsReportMode.OFF)
    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE, seed = "7214417403166206321")
    void theMachinesAreTheirAxioms(@ForAll("models") TinyModel model) {
        Statistics.collect(compare(model));
        checkCoverage();
    }

    @StatisticsReport(StatisticsReportMode.OFF)
    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void theMachinesAreTheirAxiomsOnFreshOnes(@ForAll("models") TinyModel model) {
        Statistics.collect(compare(model));
        checkCoverage();
    }

    @StatisticsReport(StatisticsReportMode.OFF)
    @Property(tries = 100_000, edgeCases = EdgeCasesMode.NONE)
    @AddLifecycleHook(OnlyDeep.class)
    void theMachinesAreTheirAxiomsOnMany(@ForAll("models") TinyModel model) {
        Statistics.collect(compare(model));
        checkCoverage();
    }

    private static void checkCoverage() {
        Statistics.coverage(coverage -> {
            coverage.check("TSO shows more than SC").count(c -> c > 0);
            coverage.check("compared").percentage(p -> p > 50);
        });
    }

    /** Returns what became of the comparison, for the statistics. */
    static String compare(TinyModel model) {
        CheckResult sc;
        CheckResult tso;
        try {
            sc = Checker.check(model.machine(), CheckOptions.exhaustive(MemoryModel.SC));
            tso = Checker.check(model.machine(), CheckOptions.exhaustive(MemoryModel.TSO));
        } catch (ModelError e) {
            return "error";
        }
        Optional<Set<List<Integer>>> scAxioms = Axioms.outcomes(model, false);
        Optional<Set<List<Integer>>> tsoAxioms = Axioms.outcomes(model, true);
        if (scAxioms.isEmpty() || tsoAxioms.isEmpty()) {
            return "left out";
        }
        assertThat(sc.outcomes()).isEqualTo(scAxioms.get());
        assertThat(tso.outcomes()).isEqualTo(tsoAxioms.get());
        return sc.outcomes().equals(tso.outcomes()) ? "compared" : "TSO shows more than SC";
    }
}
