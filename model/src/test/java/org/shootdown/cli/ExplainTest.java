package org.shootdown.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shootdown.Golden;

/** Counterexamples as people see them. */
class ExplainTest {
    @Test
    void twoColumns() {
        explain("explain-two-columns.txt", 80, "never/native-invlpgb/zap/gup-fast/tso");
    }

    @Test
    void aHostGetsAColumnAndAnIdleCpuDoesNot() {
        explain("explain-host.txt", 80, "never/kvm/zap/gup-fast/preempted/tso");
    }

    @Test
    void aWideTerminalIsUsed() {
        explain("explain-wide.txt", 132, "never/kvm/zap/gup-fast/preempted/tso");
    }

    @Test
    void aStoreBufferIsShownWhereAndWhileItHoldsSomething() {
        explain("explain-buffer.txt", 80, "never/native/delayed-store/gup-fast/tso", "--catalogue", "misuse");
    }

    @Test
    void aDeadlockSaysWhoWaitsForWhat() {
        explain("explain-deadlock.txt", 80, "never/native/wait-in-circles/gup-fast/tso", "--catalogue", "misuse");
    }

    @Test
    void thereIsNothingToDrawWhereNothingBreaks() {
        explain("explain-safe.txt", 80, "broadcast/native/zap/gup-fast/tso");
        explain("explain-vacuous.txt", 80, "never/native/not-reached/gup-fast/tso", "--catalogue", "misuse");
    }

    @Test
    void aPropertyThatIsNotBrokenCannotBeExplained() {
        explain("explain-other-property.txt", 80, "never/native-invlpgb/zap/gup-fast/tso", "--property", "p3");
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 60, 80, 100})
    void theDrawingFitsTheTerminal(int width) {
        String name = "never/kvm/zap/gup-fast/preempted/tso";
        assertThat(Shell.small().wide(width).run("explain", name).out().lines())
                .filteredOn(line -> !line.contains(name))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
    }

    private static void explain(String golden, int width, String... selectors) {
        String[] args = new String[selectors.length + 1];
        args[0] = "explain";
        System.arraycopy(selectors, 0, args, 1, selectors.length);
        Golden.assertMatches(
                "cli/" + golden, Shell.small().wide(width).run(args).out());
    }
}
