package org.shootdown.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.shootdown.Golden;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.result.Verdict;

/** Known bugs are found before their fix and gone after it. */
class HistoryCatalogueTest {
    private static final Catalogue HISTORY = new HistoryCatalogue();
    private static Decided decided;

    @BeforeAll
    static void decideAll() {
        decided = Decided.exhaustively(HISTORY.scenarios());
    }

    @Test
    void everyBugIsFoundBeforeItsFix() {
        decided.results().forEach((scenario, result) -> {
            if (scenario.on(Axis.POLICY).equals("before") && !needsAStoreBuffer(scenario)) {
                assertThat(result.verdict()).as(scenario.name()).isEqualTo(Verdict.UNSAFE);
            }
        });
    }

    /** Its fix is a barrier: without store buffers there is no bug. */
    private static boolean needsAStoreBuffer(Scenario scenario) {
        return scenario.on(Axis.OPERATION).equals("switch-mm-no-barrier") && scenario.memory() == MemoryModel.SC;
    }

    @Test
    void aMissingBarrierIsNoBugUnderSequentialConsistency() {
        assertThat(decided.results().entrySet())
                .filteredOn(entry -> needsAStoreBuffer(entry.getKey()))
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry.getValue().verdict()).isEqualTo(Verdict.SAFE));
    }

    @Test
    void everyBugIsGoneAfterItsFix() {
        decided.results().forEach((scenario, result) -> {
            if (scenario.on(Axis.POLICY).equals("after")) {
                assertThat(result.verdict()).as(scenario.name()).isEqualTo(Verdict.SAFE);
            }
        });
    }

    /** Verdicts, properties, trace lengths and state counts. */
    @Test
    void theTable() {
        Golden.assertMatches("history.txt", decided.table());
    }
}
