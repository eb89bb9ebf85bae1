package org.shootdown.property.arm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.shootdown.check.armv8.Step.Acquire;

/**
 * On every generated program the promising machine ends as the candidate executions do that Arm's axioms allow: the
 * same outcomes, each of them a value for every cell and every register.
 */
class PromisingTest {
    @Test
    void theMachineIsItsAxioms() {
        compare(20_190_622, 500);
    }

    /** One of these has more states than any other of 276,200 drawn. */
    @Test
    void theMachineIsItsAxiomsWhereItIsLarge() {
        compare(130, 200);
    }

    @Test
    void theMachineIsItsAxiomsOnFreshOnes() {
        compare(System.nanoTime(), 200);
    }

    @Test
    @EnabledIfSystemProperty(named = "shootdown.deep", matches = "true", disabledReason = "runs with -Pdeep")
    void theMachineIsItsAxiomsOnMany() {
        long seed = System.nanoTime();
        for (int part = 0; part < 50; part++) {
            compare(seed + part, 1_000);
        }
    }

    private static void compare(long seed, int count) {
        int weak = 0;
        for (ArmTiny program : ArmTinyPrograms.draw(seed, count)) {
            if (differs(program)) {
                ArmTiny small = ArmTinyPrograms.shrink(program, PromisingTest::differs);
                assertThat(ArmSteps.outcomes(small))
                        .as("seed %d: %s", seed, small)
                        .isEqualTo(ArmAxioms.outcomes(small).orElseThrow());
            }
            weak += ArmAxioms.outcomes(program).orElseThrow().equals(ArmInterleavings.outcomes(program)) ? 0 : 1;
        }
        assertThat(weak)
                .as("programs that are weaker than sequential consistency")
                .isGreaterThan(count / 20);
    }

    private static boolean differs(ArmTiny program) {
        Optional<Set<List<Integer>>> axioms = ArmAxioms.outcomes(program);
        return axioms.isPresent() && !ArmSteps.outcomes(program).equals(axioms.get());
    }

    /** Sequential consistency allows a subset; so does TSO, where no acquire follows a release. */
    @Test
    void strongerModelsAllowLess() {
        int smaller = 0;
        int compared = 0;
        for (ArmTiny program : ArmTinyPrograms.draw(7, 1_500)) {
            Set<List<Integer>> armv8 = ArmSteps.outcomes(program);
            assertThat(armv8).as("%s", program).containsAll(ArmInterleavings.outcomes(program));
            if (ArmInterleavings.tsoIsStronger(program)) {
                Set<List<Integer>> tso = ArmInterleavings.tsoOutcomes(program);
                assertThat(armv8).as("%s", program).containsAll(tso);
                compared++;
                smaller += tso.size() < armv8.size() ? 1 : 0;
            }
        }
        assertThat(compared).isGreaterThan(300);
        assertThat(smaller).isGreaterThan(30);
    }

    /** Store buffering with releases and acquires: TSO lets both threads read 0, and Armv8 does not (RCsc). */
    @Test
    void whatTsoAllowsAndArmv8DoesNot() {
        ArmTiny program = new ArmTiny(List.of(releaseThenAcquire(0, 1), releaseThenAcquire(1, 0)));
        List<Integer> bothZero = List.of(1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        assertThat(ArmInterleavings.tsoIsStronger(program)).isFalse();
        assertThat(ArmInterleavings.tsoOutcomes(program)).contains(bothZero);
        assertThat(ArmSteps.outcomes(program)).doesNotContain(bothZero);
    }

    private static List<ArmInstr> releaseThenAcquire(int stored, int loaded) {
        return List.of(
                new ArmInstr.Store(stored, new ArmInstr.Value(ArmInstr.From.CONSTANT, 1, 0), true, ArmInstr.NONE),
                new ArmInstr.Load(0, loaded, Acquire.SEQUENTIALLY_CONSISTENT, false, ArmInstr.NONE));
    }
}
