package org.shootdown.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;
import static org.shootdown.interleaving.Expect.ACCEPTABLE;
import static org.shootdown.interleaving.Expect.FORBIDDEN;
import static org.shootdown.interleaving.Expect.INTERESTING;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.shootdown.Golden;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.options.SearchMonitor;
import org.shootdown.interleaving.Actor;
import org.shootdown.interleaving.Interleavings;
import org.shootdown.interleaving.Outcome;
import org.shootdown.interleaving.Param;
import org.shootdown.interleaving.Result;
import org.shootdown.interleaving.Shared;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Page;
import org.shootdown.machine.Walk;

/** Does JUnit see what the exploration finds, passes and failures alike? */
class InterleavingEngineTest {
    /** Store buffering whose weak outcome is forbidden where it does happen. */
    @Interleavings
    @Outcome(id = "0, 0", expect = FORBIDDEN, desc = "both loads came first")
    @Outcome(id = ".*", expect = ACCEPTABLE)
    static class TooStrict {
        @Shared
        Cell x, y;
        @Result
        Ghost r0, r1;

        @Actor
        void cpu0(Cpu cpu) {
            cpu.writeOnce(x, 1);
            cpu.note(r0, cpu.readOnce(y));
        }

        @Actor
        void cpu1(Cpu cpu) {
            cpu.writeOnce(y, 1);
            cpu.note(r1, cpu.readOnce(x));
        }
    }

    /** Message passing without a barrier: TSO keeps it in order. */
    @Interleavings
    @Outcome(id = "1, 0", expect = INTERESTING, desc = "the flag overtook the data")
    @Outcome(id = ".*", expect = ACCEPTABLE)
    static class NeverInteresting {
        @Shared
        Cell data, flag;
        @Result
        Ghost r0, r1;

        @Actor
        void reader(Cpu cpu) {
            cpu.note(r0, cpu.readOnce(flag));
            cpu.note(r1, cpu.readOnce(data));
        }

        @Actor
        void writer(Cpu cpu) {
            cpu.writeOnce(data, 1);
            cpu.writeOnce(flag, 1);
        }
    }

    @Interleavings(disabled = "shows how a gap is kept")
    static class Disabled {
        @Actor
        void cpu0(Cpu cpu) {}
    }

    @Interleavings
    static class NoActors {}

    private record Seen(String name, Status status, String message) {}

    private static List<Seen> run(DiscoverySelector selector, String... parameters) {
        List<Seen> seen = new ArrayList<>();
        TestExecutionListener listener = new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (test.isTest()) {
                    String message =
                            result.getThrowable().map(Throwable::getMessage).orElse("");
                    seen.add(new Seen(test.getDisplayName(), result.getStatus(), message));
                }
            }

            @Override
            public void executionSkipped(TestIdentifier test, String reason) {
                seen.add(new Seen(test.getDisplayName(), Status.ABORTED, reason));
            }
        };
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selector)
                .filters(EngineFilter.includeEngines("shootdown"))
                .configurationParameters(parameters(parameters))
                .build();
        LauncherFactory.create().execute(request, listener);
        return seen;
    }

    /** Each as in {@code max-states=1}. */
    private static Map<String, String> parameters(String... given) {
        return Stream.of(given)
                .map(parameter -> parameter.split("="))
                .collect(Collectors.toMap(pair -> "shootdown." + pair[0], pair -> pair[1]));
    }

    @Test
    void eachMemoryModelIsATest() {
        assertThat(run(selectClass(StoreBufferingTest.class)))
                .containsExactly(new Seen("sc", Status.SUCCESSFUL, ""), new Seen("tso", Status.SUCCESSFUL, ""));
    }

    @Test
    void aSingleTestCanBeRunAgain() {
        String id = "[engine:shootdown]/[class:" + StoreBufferingTest.class.getName() + "]/[memory:tso]";
        assertThat(run(selectUniqueId(id))).containsExactly(new Seen("tso", Status.SUCCESSFUL, ""));
    }

    @Test
    void aForbiddenOutcomeFailsWithItsTrace() {
        List<Seen> seen = run(selectClass(TooStrict.class));
        assertThat(seen).extracting(Seen::status).containsExactly(Status.SUCCESSFUL, Status.FAILED);
        Golden.assertMatches("junit/too-strict.txt", seen.get(1).message());
    }

    @Test
    void anInterestingOutcomeThatIsNeverReachedFails() {
        List<Seen> seen = run(selectClass(NeverInteresting.class));
        assertThat(seen).extracting(Seen::status).containsExactly(Status.FAILED, Status.FAILED);
        assertThat(seen.get(1).message())
                .startsWith("NeverInteresting under tso: NOT AS EXPECTED")
                .contains("Interesting outcome 1, 0 is never reached.");
    }

    @Test
    void aGapIsSkippedWithItsReason() {
        assertThat(run(selectClass(Disabled.class)))
                .containsExactly(new Seen("Disabled", Status.ABORTED, "shows how a gap is kept"));
    }

    @Test
    void aClassThatCannotBeExploredFailsByItself() {
        List<Seen> seen = run(selectClass(NoActors.class));
        assertThat(seen).hasSize(1);
        assertThat(seen.get(0).status()).isEqualTo(Status.FAILED);
        assertThat(seen.get(0).message()).endsWith("has no @Actor method");
    }

    /** Before and after a fix, which is to leave interrupts off. */
    @Interleavings
    @Outcome(id = "P1", when = "fixed=false", expect = INTERESTING)
    static class BeforeAndAfter {
        @Param
        boolean fixed;

        @Shared(initial = 1)
        Cell pmd;

        @Shared
        Cell pte;

        @Shared
        Page table;

        @Actor
        void cpu0(Cpu cpu) {
            cpu.writeOnce(pmd, 0);
            cpu.unlink(table);
            cpu.callFunctionMany(0b10, IpiFunction.empty("sync", IpiFunction.Purpose.TABLE_SYNC), true);
            cpu.free(table);
        }

        @Actor
        void cpu1(Cpu cpu) {
            int flags = fixed ? cpu.irqSave() : 0;
            if (cpu.readOnce(pmd) != 0) {
                cpu.walk(table, pte, 0, Walk.SOFTWARE);
            }
            cpu.irqRestore(flags);
        }
    }

    @Test
    void eachValueOfAParameterIsATestUnderEachMemoryModel() {
        assertThat(run(selectClass(BeforeAndAfter.class)))
                .extracting(seen -> seen.name() + ": " + seen.status())
                .containsExactly(
                        "sc, fixed=false: SUCCESSFUL",
                        "tso, fixed=false: SUCCESSFUL",
                        "sc, fixed=true: SUCCESSFUL",
                        "tso, fixed=true: SUCCESSFUL");
        String id = selected(BeforeAndAfter.class).get(3);
        assertThat(run(selectUniqueId(id))).containsExactly(new Seen("tso, fixed=true", Status.SUCCESSFUL, ""));
    }

    /** The ids of a class's tests. */
    private static List<String> selected(Class<?> type) {
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(type))
                .filters(EngineFilter.includeEngines("shootdown"))
                .build();
        TestPlan plan = LauncherFactory.create().discover(request);
        return plan.getRoots().stream()
                .flatMap(root -> plan.getDescendants(root).stream())
                .filter(TestIdentifier::isTest)
                .map(TestIdentifier::getUniqueId)
                .toList();
    }

    // ---- configuration parameters -----------------------------------------------------------------------------------

    @Test
    void aLimitIsNamedAndFails() {
        List<Seen> seen = run(selectClass(StoreBufferingTest.class), "max-states=3", "threads=1");
        assertThat(seen).extracting(Seen::status).containsExactly(Status.FAILED, Status.FAILED);
        assertThat(seen.get(1).message())
                .startsWith("StoreBufferingTest under tso: INCOMPLETE")
                .contains("The search met its limit of 3 states.");
    }

    @Test
    void reductionCanBeLeftOut() {
        assertThat(run(selectClass(TooStrict.class), "reduction=false").get(1).message())
                .startsWith("TooStrict under tso: NOT AS EXPECTED, 34 states");
        assertThat(run(selectClass(TooStrict.class), "reduction=true").get(1).message())
                .startsWith("TooStrict under tso: NOT AS EXPECTED, 15 states");
    }

    @Test
    void aMemoryModelThatIsNotWantedIsSkippedWithTheReason() {
        assertThat(run(selectClass(StoreBufferingTest.class), "memory=tso"))
                .containsExactly(
                        new Seen("sc", Status.ABORTED, "shootdown.memory is tso"),
                        new Seen("tso", Status.SUCCESSFUL, ""));
    }

    @Test
    void aParameterThatCannotBeUsedFailsInOneLine() {
        assertThat(run(selectClass(StoreBufferingTest.class), "memory=arm")
                        .get(0)
                        .message())
                .startsWith("shootdown.memory arm: there are sc, tso")
                .hasLineCount(1);
        assertThat(run(selectClass(StoreBufferingTest.class), "threads=0")
                        .get(0)
                        .message())
                .isEqualTo("shootdown.threads 0: needs a whole number from 1 to 256");
        assertThat(run(selectClass(StoreBufferingTest.class), "reduction=on")
                        .get(0)
                        .message())
                .isEqualTo("shootdown.reduction on: needs true or false");
    }

    /** A race whose actor is no model. */
    @Interleavings
    static class StoresTooMuch {
        @Shared
        Cell x;

        @Actor
        void cpu0(Cpu cpu) {
            cpu.writeOnce(x, 2);
        }
    }

    @Test
    void aModelErrorFailsInOneLine() {
        List<Seen> seen = run(selectClass(StoresTooMuch.class));
        assertThat(seen).extracting(Seen::status).containsExactly(Status.FAILED, Status.FAILED);
        assertThat(seen.get(0).message())
                .contains("cpu0", "stores 2 to cell x", "InterleavingEngineTest.java:")
                .hasLineCount(1);
    }

    /** Actors that throw what is no {@link RuntimeException}. */
    @Interleavings(memory = MemoryModel.SC)
    static class ThrowsAnything {
        @Param({"checked", "recursion"})
        String what;

        @Actor
        void cpu0(Cpu cpu) throws IOException {
            if (what.equals("checked")) {
                throw new IOException("no");
            }
            cpu0(cpu);
        }
    }

    @Test
    void whateverAnActorThrowsFailsItsTestOnly() {
        assertThat(run(selectClass(ThrowsAnything.class)))
                .extracting(Seen::status)
                .containsExactly(Status.FAILED, Status.FAILED);
    }

    @Test
    void progressIsPrintedNowAndThen() {
        StringWriter text = new StringWriter();
        PrintedProgress progress = new PrintedProgress("Race under tso", new PrintWriter(text, true));
        for (long second = 1; second <= 5; second++) {
            progress.progress(
                    new SearchMonitor.Progress(1_000 * second, 10, 3, 5 << 20, TimeUnit.SECONDS.toNanos(second)));
        }
        assertThat(text.toString().lines())
                .containsExactly(
                        "Race under tso: 2,000 states, 1,000/s, 10 waiting, 5 MiB, depth 3",
                        "Race under tso: 4,000 states, 1,000/s, 10 waiting, 5 MiB, depth 3");
    }

    // ---- no race
    // ------------------------------------------------------------------------------------------------------

    /** What JUnit's other engines find here: one test, and no race. */
    static class NoRace {
        @Test
        void passes() {}
    }

    private static List<String> warnings(Class<?> type, String... parameters) {
        List<String> warnings = new ArrayList<>();
        Logger logger = Logger.getLogger(NoRaceNotice.class.getName());
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                warnings.add(line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        try {
            LauncherFactory.create()
                    .execute(LauncherDiscoveryRequestBuilder.request()
                            .selectors(selectClass(type))
                            .configurationParameters(parameters(parameters))
                            .build());
        } finally {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(true);
        }
        return warnings;
    }

    @Test
    void aRunWithoutARaceSaysSo() {
        assertThat(warnings(NoRace.class, "expect-races=true"))
                .singleElement()
                .asString()
                .startsWith("Shootdown explored no race:");
        assertThat(warnings(NoRace.class, "expect-races=false")).isEmpty();
        assertThat(warnings(StoreBufferingTest.class, "expect-races=true")).isEmpty();
    }
}
