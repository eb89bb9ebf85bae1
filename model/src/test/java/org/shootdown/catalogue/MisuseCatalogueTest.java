package org.shootdown.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.shootdown.Golden;
import org.shootdown.check.CheckResult;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.result.Verdict;
import org.shootdown.machine.Property;

/** What a caller that breaks the rules costs under each policy. */
class MisuseCatalogueTest {
    private static final Catalogue MISUSE = MisuseCatalogue.of(Parts.BUILT_IN);
    private static final Map<String, CheckResult> RESULTS = new LinkedHashMap<>();
    private static Decided decided;

    @BeforeAll
    static void decideAll() {
        decided = Decided.quickly(MISUSE.scenarios());
        decided.results().forEach((scenario, result) -> RESULTS.put(scenario.name(), result));
    }

    /** Nothing guarantees that a flush came before the sync; v10 then skips a wait that nothing replaced. */
    @Test
    void v10DoesNotForgiveAMissingFlush() {
        assertBroken("v10/native/sync-without-flush/gup-fast", Property.P2);
        assertSafe("broadcast/native/sync-without-flush/gup-fast");
    }

    @Test
    void norAFlushThatCameTooEarly() {
        assertBroken("v10/native/flush-before-write/gup-fast", Property.P2);
        assertSafe("broadcast/native/flush-before-write/gup-fast");
    }

    /** A task that has just gone lazy is still current: an NMI walks its tables, and no flush interrupts it. */
    @Test
    void norAFlushThatLetsLazyCpusSleep() {
        assertBroken("v10/native/flush-without-flags/perf-nmi/enter-lazy", Property.P2);
        assertSafe("broadcast/native/flush-without-flags/perf-nmi/enter-lazy");
        assertSafe("v10/native/flush-without-flags/gup-fast");
    }

    /** Where v10 does not skip, it is as forgiving as mainline. */
    @Test
    void whereV10DoesNotSkipItForgives() {
        assertSafe("v10/kvm/sync-without-flush/gup-fast");
        assertSafe("v10/native-invlpgb/sync-without-flush/gup-fast");
    }

    /** The read barrier orders no store: that is a matter of store buffers, and under SC the rule is not to blame. */
    @Test
    void v4sReadBarrierFailsOnlyWithStoreBuffers() {
        String scenario = "v4-targeted/native/sync-without-flush/gup-fast/";
        assertThat(RESULTS.get(scenario + "sc").verdict()).isEqualTo(Verdict.SAFE);
        assertThat(RESULTS.get(scenario + "tso").broken()).containsExactly(Property.P2);
        assertSafe("v4-targeted-mb/native/sync-without-flush/gup-fast");
    }

    /** No policy replaces a flush that has not been done: the processor still has its caches. */
    @Test
    void noPolicyStopsThePageWalker() {
        for (Scenario scenario : MISUSE.scenarios()) {
            boolean unflushed = Set.of("sync-without-flush", "flush-before-write", Operation.FLUSH_IN_LAZY_MMU)
                    .contains(scenario.on(Axis.OPERATION));
            if (unflushed && scenario.on(Axis.WALKER).equals("hardware")) {
                assertThat(RESULTS.get(scenario.name()).broken())
                        .as(scenario.name())
                        .contains(Property.P3);
            }
        }
    }

    @Test
    void everyScenarioIsDecided() {
        assertThat(RESULTS.values()).extracting(CheckResult::verdict).containsOnly(Verdict.SAFE, Verdict.UNSAFE);
    }

    /** Who forgives what: what mainline's broadcast does not forgive, and where each other policy differs from it. */
    @Test
    void theTable() {
        Golden.assertMatches("misuse.txt", new Differences(RESULTS, MISUSE.scenarios()).text());
    }

    /** Trace lengths and state counts, of mainline and of v10 on bare metal. */
    @Test
    void theCounts() {
        List<Scenario> scenarios = MISUSE.scenarios().stream()
                .filter(s -> s.on(Axis.BACKEND).equals("native"))
                .filter(s -> Set.of("broadcast", "v10").contains(s.on(Axis.POLICY)))
                .toList();
        Golden.assertMatches(
                "misuse-counts.txt", Decided.exhaustively(scenarios).table());
    }

    private static void assertBroken(String scenario, Property property) {
        for (MemoryModel memory : MemoryModel.values()) {
            assertThat(RESULTS.get(scenario + "/" + memory.id()).broken())
                    .as(scenario)
                    .containsExactly(property);
        }
    }

    private static void assertSafe(String scenario) {
        for (MemoryModel memory : MemoryModel.values()) {
            assertThat(RESULTS.get(scenario + "/" + memory.id()).verdict())
                    .as(scenario)
                    .isEqualTo(Verdict.SAFE);
        }
    }
}
