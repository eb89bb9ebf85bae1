package org.shootdown.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;
import static org.shootdown.interleaving.Expect.ACCEPTABLE;
import static org.shootdown.interleaving.Expect.FORBIDDEN;
import static org.shootdown.interleaving.Expect.INTERESTING;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.shootdown.Golden;
import org.shootdown.interleaving.Actor;
import org.shootdown.interleaving.Interleavings;
import org.shootdown.interleaving.Outcome;
import org.shootdown.interleaving.Result;
import org.shootdown.interleaving.Shared;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Ghost;

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

    private static List<Seen> run(DiscoverySelector selector) {
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
                .build();
        LauncherFactory.create().execute(request, listener);
        return seen;
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
}
