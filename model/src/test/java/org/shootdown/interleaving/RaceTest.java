package org.shootdown.interleaving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.shootdown.check.options.MemoryModel.SC;
import static org.shootdown.check.options.MemoryModel.TSO;
import static org.shootdown.interleaving.Expect.ACCEPTABLE;
import static org.shootdown.interleaving.Expect.FORBIDDEN;
import static org.shootdown.interleaving.Expect.INTERESTING;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.result.Trace;
import org.shootdown.interleaving.RaceResult.Failure;
import org.shootdown.interleaving.RaceResult.Seen;
import org.shootdown.interleaving.RaceResult.Standing;
import org.shootdown.interleaving.RaceResult.Unproved;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.ModelError;
import org.shootdown.machine.Observation;
import org.shootdown.machine.Page;
import org.shootdown.machine.Property;
import org.shootdown.machine.Situation;
import org.shootdown.machine.Walk;

/** Does an annotated class mean what its annotations say? */
class RaceTest {
    private static RaceResult explore(Class<?> type, MemoryModel memory) {
        return race(type).explore(CheckOptions.exhaustive(memory).withReduction(true));
    }

    private static Race race(Class<?> type) {
        List<Race> races = Race.of(type);
        assertThat(races).hasSize(1);
        return races.get(0);
    }

    /** A page freed under a walker: P1 is an outcome like any other. */
    @Interleavings
    @Outcome(id = "P1", expect = INTERESTING, desc = "freed under the walker")
    static class FreedUnderWalker {
        @Shared(initial = 1)
        Cell pmd;

        @Shared
        Cell pte;

        @Shared
        Page table;

        @Actor
        void free(Cpu cpu) {
            cpu.writeOnce(pmd, 0);
            cpu.unlink(table);
            cpu.free(table);
        }

        @Actor
        void walk(Cpu cpu) {
            if (cpu.readOnce(pmd) != 0) {
                cpu.walk(table, pte, 0, Walk.SOFTWARE);
            }
        }
    }

    @Test
    void aBrokenPropertyIsAnOutcome() {
        for (MemoryModel memory : MemoryModel.values()) {
            RaceResult result = explore(FreedUnderWalker.class, memory);
            assertThat(result.failures()).isEmpty();
            assertThat(result.outcomes()).containsExactly(new Seen("P1", INTERESTING, "freed under the walker"));
        }
    }

    /** The same without an expectation. */
    @Interleavings
    static class NothingExpected {
        @Shared(max = 2, observe = true)
        Cell x;

        @Actor
        void cpu0(Cpu cpu) {
            cpu.writeOnce(x, 2);
        }
    }

    @Test
    void whatNoAnnotationNamesIsForbidden() {
        RaceResult result = explore(NothingExpected.class, TSO);
        assertThat(result.outcomes()).containsExactly(new Seen("2", FORBIDDEN, "no @Outcome names it"));
        Failure failure = result.failures().get(0);
        assertThat(failure.what()).isEqualTo("forbidden outcome 2 (no @Outcome names it) is reached");
        assertThat(failure.trace().orElseThrow().events())
                .extracting(Trace.Event::text)
                .containsExactly("x = 2", "store x=2 reaches memory");
    }

    /** Expectations by memory model, an agent (which need not act), and both kinds of values: the observed cell first. */
    @Interleavings
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "the host did nothing")
    @Outcome(id = "1, 0", memory = SC, expect = ACCEPTABLE, desc = "under SC")
    @Outcome(id = "1, 0", memory = TSO, expect = INTERESTING, desc = "under TSO")
    @Outcome(id = "1, 1", expect = ACCEPTABLE)
    static class Mixed {
        @Shared(observe = true)
        Cell x;

        @Result
        Ghost r;

        @Actor(agent = true)
        void host(Cpu cpu) {
            cpu.writeOnce(x, 1);
        }

        @Actor
        void guest(Cpu cpu) {
            cpu.note(r, cpu.readOnce(x));
        }
    }

    @Test
    void expectationsGoByMemoryModel() {
        assertThat(explore(Mixed.class, SC).outcomes())
                .containsExactly(
                        new Seen("0, 0", ACCEPTABLE, "the host did nothing"),
                        new Seen("1, 0", ACCEPTABLE, "under SC"),
                        new Seen("1, 1", ACCEPTABLE, ""));
        assertThat(explore(Mixed.class, TSO).outcomes().get(1)).isEqualTo(new Seen("1, 0", INTERESTING, "under TSO"));
        assertThat(explore(Mixed.class, TSO).passed()).isTrue();
    }

    @Test
    void numbersFollowTheOrderOfNames() {
        assertThat(race(Mixed.class).machine().processors())
                .extracting(p -> p.name() + "/" + p.task().title() + "/" + p.agent())
                .containsExactly("CPU 0/guest/false", "host/host/true");
    }

    @Test
    void oneExecutionOfALiveMachineIsJudgedTheSameWay() {
        Race mixed = race(Mixed.class);
        assertThat(mixed.judge(new Observation(List.of(1, 0), 0, 0), TSO).expect())
                .isEqualTo(INTERESTING);
        assertThat(race(FreedUnderWalker.class).judge(new Observation(List.of(), 0, 0), TSO))
                .isEqualTo(new Seen("nothing broken", ACCEPTABLE, ""));
        int p2 = 1 << Property.P2.ordinal();
        assertThat(mixed.judge(new Observation(List.of(1, 0), p2, 0), TSO))
                .isEqualTo(new Seen("P2", FORBIDDEN, Property.P2.meaning()));
    }

    @Interleavings
    static class NeverThere {
        @Shared
        Situation both;

        @Shared
        Cell x;

        @Actor
        void cpu0(Cpu cpu) {
            if (cpu.readOnce(x) == 1) {
                cpu.reached(both);
            }
        }
    }

    @Test
    void aSituationThatIsNeverReachedIsVacuous() {
        RaceResult result = explore(NeverThere.class, SC);
        assertThat(result.standing()).isEqualTo(Standing.VACUOUS);
        assertThat(result.unproved()).containsExactly(new Unproved(false, "situation 'both' is never reached"));
    }

    // ---- classes that mean nothing ----------------------------------------------------------------------------------

    @Interleavings
    @Outcome(id = "0 0", expect = FORBIDDEN)
    static class MistypedId {
        @Result
        Ghost r0, r1;

        @Actor
        void cpu0(Cpu cpu) {}
    }

    @Interleavings
    @Outcome(id = "(", expect = FORBIDDEN)
    static class BadPattern {
        @Actor
        void cpu0(Cpu cpu) {}
    }

    @Interleavings
    static class BadActor {
        @Actor
        int cpu0(Cpu cpu) {
            return 0;
        }
    }

    @Interleavings
    static class BadField {
        @Shared
        int x;

        @Actor
        void cpu0(Cpu cpu) {}
    }

    @Interleavings
    static class FinalField {
        @Shared
        private final Cell x = null;

        @Actor
        void cpu0(Cpu cpu) {}
    }

    @Interleavings
    static class NeedsArguments {
        NeedsArguments(int n) {}

        @Actor
        void cpu0(Cpu cpu) {}
    }

    static class Base {}

    @Test
    void nonsenseIsRefusedInOneLine() {
        refused(
                MistypedId.class,
                "id \"0 0\" names no outcome there can be: an outcome is 2 values within their ranges");
        refused(BadPattern.class, "id \"(\" is no regular expression");
        refused(
                BadActor.class,
                "actor cpu0 must be an instance method (Cpu cpu) or (Cpu cpu, int n) that returns void");
        refused(
                BadField.class,
                "@Shared field x must be a Cell or a Page or a Situation or an array of these, not a int");
        refused(FinalField.class, "field x is set before each run, so it can be neither static nor final");
        refused(NeedsArguments.class, "needs a constructor without parameters");
        refused(Base.class, "is not annotated with @Interleavings");
    }

    private static void refused(Class<?> type, String because) {
        assertThatThrownBy(() -> Race.of(type))
                .isInstanceOf(ModelError.class)
                .hasMessageContaining(type.getName())
                .hasMessageContaining(because)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void everyInstanceIsItsOwn() {
        Race test = race(Mixed.class);
        assertThat(Set.of(test.machine(), test.machine())).hasSize(2);
    }
}
