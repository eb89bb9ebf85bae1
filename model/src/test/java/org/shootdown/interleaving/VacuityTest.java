package org.shootdown.interleaving;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.interleaving.RaceResult.Standing;
import org.shootdown.interleaving.RaceResult.Unproved;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Page;
import org.shootdown.machine.Walk;

/** Is a race with a page only green if some execution looks at a page after its unlink? */
class VacuityTest {
    private static final String NO_LOOK =
            "no execution walks or touches a page after its unlink; a race about something"
                    + " else says @Interleavings(mustLookAfterUnlink = false)";

    private static void assertVacuous(Class<?> type) {
        for (MemoryModel memory : MemoryModel.values()) {
            RaceResult result = explore(type, memory);
            assertThat(result.standing()).as(result.text(80)).isEqualTo(Standing.VACUOUS);
            assertThat(result.unproved()).containsExactly(new Unproved(false, NO_LOOK));
            assertThat(result.passed()).isFalse();
        }
    }

    private static RaceResult explore(Class<?> type, MemoryModel memory) {
        return Race.of(type).get(0).explore(CheckOptions.exhaustive(memory).withReduction(true));
    }

    private static void assertStanding(Class<?> type, Standing standing) {
        for (MemoryModel memory : MemoryModel.values()) {
            RaceResult result = explore(type, memory);
            assertThat(result.standing()).as(result.text(80)).isEqualTo(standing);
        }
    }

    /** The walker has left before the table is unlinked. */
    @Interleavings
    static class LeavesFirst {
        @Shared
        Cell done, pte;

        @Shared
        Page table;

        @Actor
        void free(Cpu cpu) {
            cpu.awaitUntil(done, value -> value == 1);
            cpu.unlink(table);
            cpu.free(table);
        }

        @Actor
        void walk(Cpu cpu) {
            cpu.walk(table, pte, 0, Walk.SOFTWARE);
            cpu.writeOnce(done, 1);
        }
    }

    @Test
    void aWalkerThatIsGoneBeforeTheUnlinkShowsNothing() {
        assertVacuous(LeavesFirst.class);
    }

    @Interleavings
    static class NeverUnlinked {
        @Shared
        Cell pte;

        @Shared
        Page table;

        @Actor(times = 2)
        void walk(Cpu cpu) {
            cpu.walk(table, pte, 0, Walk.SOFTWARE);
        }
    }

    @Test
    void aPageThatIsNeverUnlinkedShowsNothing() {
        assertVacuous(NeverUnlinked.class);
    }

    @Interleavings
    static class NeverWalked {
        @Shared
        Cell pmd;

        @Shared
        Page[] tables;

        @Actor
        void cpu0(Cpu cpu) {
            cpu.writeOnce(pmd, 0);
            cpu.unlink(tables[0]);
        }
    }

    @Test
    void aPageThatNobodyWalksShowsNothing() {
        assertVacuous(NeverWalked.class);
    }

    @Interleavings(mustLookAfterUnlink = false)
    static class AsksSomethingElse extends NeverUnlinked {}

    @Test
    void aRaceCanSayThatItAsksSomethingElse() {
        assertStanding(AsksSomethingElse.class, Standing.AS_EXPECTED);
    }

    /** The same walker, who may still be inside when the table is unlinked; it is never freed. */
    @Interleavings
    static class Inside {
        @Shared
        Cell pte;

        @Shared
        Page table;

        @Actor
        void unlink(Cpu cpu) {
            cpu.smpMb();
            cpu.unlink(table);
        }

        @Actor
        void walk(Cpu cpu) {
            look(cpu);
        }

        void look(Cpu cpu) {
            cpu.walk(table, pte, 0, Walk.SOFTWARE);
        }
    }

    @Interleavings
    static class Touches extends Inside {
        @Override
        void look(Cpu cpu) {
            cpu.touch(table, 0, Walk.HARDWARE);
        }
    }

    @Test
    void aWalkAndATouchAfterTheUnlinkAreLooks() {
        assertStanding(Inside.class, Standing.AS_EXPECTED);
        assertStanding(Touches.class, Standing.AS_EXPECTED);
    }

    /** Freed under a walker who never sees it unlinked: a broken property is a look as well. */
    @Interleavings
    @Outcome(id = "P1", expect = Expect.INTERESTING)
    static class FreedAtOnce extends NeverUnlinked {
        @Actor
        void free(Cpu cpu) {
            cpu.free(table);
        }
    }

    @Test
    void aLookAtAFreedPageIsALook() {
        assertStanding(FreedAtOnce.class, Standing.AS_EXPECTED);
    }

    /** A forbidden outcome is worse news than that nothing is shown. */
    @Interleavings
    static class ForbiddenToo extends NeverUnlinked {
        @Shared(observe = true)
        Cell x;
    }

    @Test
    void aForbiddenOutcomeComesFirst() {
        assertStanding(ForbiddenToo.class, Standing.NOT_AS_EXPECTED);
    }
}
