package org.shootdown.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.shootdown.catalogue.Catalogues;
import org.shootdown.catalogue.Scenario;
import org.shootdown.check.CheckResult;
import org.shootdown.check.Checker;
import org.shootdown.check.options.CheckOptions;

/**
 * Does SPIN agree on scenarios of the catalogues? A few that are drawn afresh each time; many with {@code -Pdeep}. The
 * seed is printed, and {@code -Dspin.seed=N} draws the same ones again.
 */
class SpinScenariosTest {
    private static final int SAMPLE = Boolean.getBoolean("shootdown.deep") ? 200 : 4;
    /** Larger ones would take SPIN too long. */
    private static final int MAX_STATES = 300_000;

    @TempDir
    static Path folder;

    @BeforeAll
    static void needsSpin() {
        Spin.assumeInstalled();
    }

    @TestFactory
    List<DynamicTest> agreesOnStatesAndViolations() {
        long seed = Long.getLong("spin.seed", new Random().nextInt(1_000_000));
        System.out.println("scenarios for SPIN drawn with -Dspin.seed=" + seed);
        List<Scenario> all =
                Catalogues.all().stream().flatMap(c -> c.scenarios().stream()).toList();
        return new Random(seed)
                .ints(SAMPLE, 0, all.size())
                .mapToObj(all::get)
                .map(s -> DynamicTest.dynamicTest(s.name(), () -> agrees(s)))
                .toList();
    }

    private static void agrees(Scenario scenario) throws Exception {
        CheckResult ours = Checker.check(
                scenario.machine().get(),
                CheckOptions.exhaustive(scenario.memory()).withMaxStates(MAX_STATES));
        if (!ours.exploration().complete()) {
            System.out.println(scenario.name() + ": left out, more than " + MAX_STATES + " states");
            return;
        }
        String promela = ExportFormat.PROMELA.export(scenario.machine().get(), scenario.memory());
        Spin theirs = Spin.check(promela, Files.createTempDirectory(folder, "spin"));
        assertThat(theirs).isEqualTo(new Spin(ours.states(), ours.broken()));
    }
}
