package org.shootdown.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.openjdk.jcstress.infra.results.L_Result;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.interleaving.Findings;
import org.shootdown.interleaving.InterleavingTest;
import org.shootdown.machine.ModelError;

/** Are the annotated classes that JCStress runs the ones that are explored, and their results judged alike? */
class AnnotatedRaceTest {
    @Test
    void theClassesOfTheirOwnHoldWhatTheyExpect() {
        for (Class<?> type : new Class<?>[] {StoreBuffering.class, WriteToReadCausality.class}) {
            for (MemoryModel memory : MemoryModel.values()) {
                Findings findings = new InterleavingTest(type).explore(memory);
                assertThat(findings.failures()).as(findings.text(100)).isEmpty();
            }
        }
    }

    @Test
    void aSampleIsJudgedAsTheClassSays() {
        AnnotatedRace.Two two = new AnnotatedRace.Two();
        two.cpu0();
        two.cpu1();
        L_Result result = new L_Result();
        two.arbiter(result);
        assertThat(result.r1).isEqualTo("ACCEPTABLE 0, 1");

        AnnotatedRace.Three three = new AnnotatedRace.Three();
        three.cpu0();
        three.cpu1();
        three.cpu2();
        three.arbiter(result);
        assertThat(result.r1).isEqualTo("ACCEPTABLE 1, 1, 1");
    }

    @Test
    void anotherNumberOfActorsIsRefused() {
        assertThatThrownBy(() -> AnnotatedRace.Race.of(3, StoreBuffering.class))
                .isInstanceOf(ModelError.class)
                .hasMessageEndingWith("StoreBuffering has 2 actors, and this test runs 3");
    }
}
