package org.shootdown.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.shootdown.catalogue.Catalogues;
import org.shootdown.catalogue.Scenario;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.decide.CellResult;
import org.shootdown.decide.Counterexamples;
import org.shootdown.decide.Matrix;

/** The page of verdicts is what a fresh run of the whole main catalogue says. */
class VerdictsTest {
    private static final Path PAGE = Path.of("VERDICTS.md");
    private static final CheckOptions OPTIONS = CheckOptions.exhaustive(MemoryModel.SC)
            .withCosts()
            .withReduction(true)
            .withThreads(Runtime.getRuntime().availableProcessors());

    @Test
    void thePageIsUpToDate() throws Exception {
        List<Scenario> scenarios = Catalogues.main().scenarios();
        List<CellResult> results = new Matrix(OPTIONS).decide(scenarios, result -> {});
        assertThat(results).as("every cell is decided").allMatch(CellResult::decided);
        Counterexamples traces = new Counterexamples(OPTIONS);
        String page = Verdicts.render(
                results, (scenario, property) -> traces.find(scenario, property).orElseThrow());
        if (Boolean.getBoolean("golden.refresh")) {
            Files.writeString(PAGE, page);
        }
        assertThat(page)
                .as("differs from model/VERDICTS.md; 'shootdown verdicts --output model/VERDICTS.md' takes it over")
                .isEqualTo(Files.readString(PAGE));
    }
}
