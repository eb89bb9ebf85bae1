package org.shootdown.property;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import org.shootdown.check.CheckResult;
import org.shootdown.check.Checker;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.machine.Machine;
import org.shootdown.machine.ModelError;
import org.shootdown.property.tiny.TinyModel;
import org.shootdown.property.tiny.TinyModels;

/**
 * Reduction leaves out the most where nothing is observed at the end, which the machines of {@link ExplorerProperties}
 * never are; so these are not. Larger ones are compared too, since no naive explorer has to keep up.
 */
class ReductionProperties {
    private static final long LIMIT = 60_000;

    @Provide
    Arbitrary<TinyModel> models() {
        return TinyModels.wholeContract();
    }

    /** Two CPUs that do the same, and a third that may treat them alike or not. */
    @Provide
    Arbitrary<TinyModel> twins() {
        return TinyModels.wholeContract().map(ReductionProperties::doubled);
    }

    static TinyModel doubled(TinyModel model) {
        TinyModel.TinyCpu first = model.cpus().get(0);
        TinyModel.TinyCpu last = model.cpus().get(model.cpus().size() - 1);
        return new TinyModel(
                model.cellMax(),
                List.of(first, first, last),
                model.agents(),
                model.functions(),
                model.callbacks(),
                model.judged());
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE, seed = "-4141299553537795938")
    void changesNoAnswerAmongTwins(@ForAll("twins") TinyModel model) {
        compare(model, LIMIT);
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void changesNoAnswerAmongTwinsOnFreshOnes(@ForAll("twins") TinyModel model) {
        compare(model, LIMIT);
    }

    @Property(tries = 30_000, edgeCases = EdgeCasesMode.NONE)
    @AddLifecycleHook(OnlyDeep.class)
    void changesNoAnswerAmongManyTwins(@ForAll("twins") TinyModel model) {
        compare(model, LIMIT);
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE, seed = "6542146641737921506")
    void changesNoAnswer(@ForAll("models") TinyModel model) {
        compare(model, LIMIT);
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void changesNoAnswerOnFreshOnes(@ForAll("models") TinyModel model) {
        compare(model, LIMIT);
    }

    @Property(tries = 30_000, edgeCases = EdgeCasesMode.NONE)
    @AddLifecycleHook(OnlyDeep.class)
    void changesNoAnswerOfMany(@ForAll("models") TinyModel model) {
        compare(model, LIMIT);
    }

    /** A machine of more states than the limit is left out. */
    static void compare(TinyModel model, long limit) {
        Machine machine = model.machine(false);
        for (MemoryModel memory : MemoryModel.values()) {
            CheckOptions options = CheckOptions.exhaustive(memory).withMaxStates(limit);
            try {
                CheckResult all = Checker.check(machine, options);
                if (all.exploration().complete()) {
                    CheckResult few = Checker.check(machine, options.withReduction(true));
                    assertThat(few.states()).isLessThanOrEqualTo(all.states());
                    assertThat(few.broken()).isEqualTo(all.broken());
                    assertThat(few.exploration().reached())
                            .isEqualTo(all.exploration().reached());
                    assertThat(few.verdict()).isEqualTo(all.verdict());
                }
            } catch (ModelError wrong) {
                // The machine itself is in error, reduced or not; ExplorerProperties compares those.
            }
        }
    }
}
