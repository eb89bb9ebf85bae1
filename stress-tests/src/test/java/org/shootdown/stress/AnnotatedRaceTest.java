package org.shootdown.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.StateCase;
import org.openjdk.jcstress.infra.results.L_Result;
import org.openjdk.jcstress.infra.runners.TestList;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.interleaving.Actor;
import org.shootdown.interleaving.Interleavings;
import org.shootdown.interleaving.Param;
import org.shootdown.interleaving.Race;
import org.shootdown.interleaving.RaceResult;
import org.shootdown.interleaving.Result;
import org.shootdown.interleaving.Shared;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.ModelError;
import org.shootdown.machine.Observation;
import org.shootdown.machine.Page;
import org.shootdown.machine.Property;
import org.shootdown.machine.Walk;

/** Are the annotated classes that JCStress runs the ones that are explored, and their results judged by that? */
class AnnotatedRaceTest {
    @Test
    void theClassesOfTheirOwnHoldWhatTheyExpect() {
        for (Class<?> type : new Class<?>[] {StoreBuffering.class, WriteToReadCausality.class}) {
            for (MemoryModel memory : MemoryModel.values()) {
                RaceResult result = Race.of(type).get(0).explore(CheckOptions.exhaustive(memory));
                assertThat(result.passed()).as(result.text(100)).isTrue();
            }
        }
    }

    @Test
    void aSampleIsNamedAfterItsClassAndJudgedByTheExplorer() {
        AnnotatedRace.Two two = new AnnotatedRace.Two();
        two.cpu0();
        two.cpu1();
        L_Result result = new L_Result();
        two.arbiter(result);
        assertThat(result.r1).isEqualTo("org.shootdown.stress.StoreBuffering 0, 1: reachable, ACCEPTABLE");

        AnnotatedRace.Three three = new AnnotatedRace.Three();
        three.cpu0();
        three.cpu1();
        three.cpu2();
        three.arbiter(result);
        assertThat(result.r1).isEqualTo("org.shootdown.stress.WriteToReadCausality 1, 1, 1: reachable, ACCEPTABLE");
    }

    /** Expects no P1, which has a race all the same; and has no execution that breaks P2. */
    @Interleavings
    static class FreedAtOnce {
        @Shared
        Cell pte;

        @Shared
        Page table;

        @Actor
        void free(Cpu cpu) {
            cpu.free(table);
        }

        @Actor
        void walk(Cpu cpu) {
            cpu.walk(table, pte, 0, Walk.SOFTWARE);
        }
    }

    /** The same outcomes as {@link StoreBuffering}, with and without a barrier. */
    @Interleavings
    static class Fenced {
        @Param
        boolean fenced;

        @Shared
        Cell x, y;
        @Result
        Ghost r0, r1;

        @Actor
        void cpu0(Cpu cpu) {
            exchange(cpu, x, y, r0);
        }

        @Actor
        void cpu1(Cpu cpu) {
            exchange(cpu, y, x, r1);
        }

        private void exchange(Cpu cpu, Cell mine, Cell other, Ghost seen) {
            cpu.writeOnce(mine, 1);
            if (fenced) {
                cpu.smpMb();
            }
            cpu.note(seen, cpu.readOnce(other));
        }
    }

    private static AnnotatedRace.Subject subject(String name, int actors) {
        return AnnotatedRace.Subject.of(name, actors, AnnotatedRaceTest.class.getClassLoader());
    }

    private static Expect grade(String result) {
        return TestList.getInfo(AnnotatedRace.Two.class.getName().replace('$', '.')).cases().stream()
                .filter(c -> c.matches(result))
                .map(StateCase::expect)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void onlyWhatTheExplorerDoesNotReachIsForbidden() {
        String name = FreedAtOnce.class.getName();
        AnnotatedRace.Subject subject = subject(name, 2);
        String found = subject.word(new Observation(List.of(), 1 << Property.P1.ordinal(), 0));
        assertThat(found).isEqualTo(name + " P1: reachable, FORBIDDEN");
        assertThat(grade(found)).isEqualTo(Expect.ACCEPTABLE_INTERESTING);
        String impossible = subject.word(new Observation(List.of(), 1 << Property.P2.ordinal(), 0));
        assertThat(impossible).isEqualTo(name + " P2: unreachable, FORBIDDEN");
        assertThat(grade(impossible)).isEqualTo(Expect.FORBIDDEN);
        String nothing = subject.word(new Observation(List.of(), 0, 0));
        assertThat(nothing).isEqualTo(name + " nothing broken: reachable, ACCEPTABLE");
        assertThat(grade(nothing)).isEqualTo(Expect.ACCEPTABLE);
    }

    @Test
    void aParametersValueIsPartOfTheName() {
        Observation weak = new Observation(List.of(0, 0), 0, 0);
        String name = Fenced.class.getName();
        assertThat(subject(name + "[fenced=false]", 2).word(weak))
                .isEqualTo(name + "[fenced=false] 0, 0: reachable, FORBIDDEN");
        assertThat(subject(name + "[fenced=true]", 2).word(weak))
                .isEqualTo(name + "[fenced=true] 0, 0: unreachable, FORBIDDEN");
        assertThatThrownBy(() -> subject(name, 2))
                .isInstanceOf(ModelError.class)
                .hasMessage("-Dshootdown.race must name one race of [" + name + "[fenced=false], " + name
                        + "[fenced=true]]");
    }

    @Test
    void anotherNumberOfActorsIsRefused() {
        assertThatThrownBy(() -> subject(StoreBuffering.class.getName(), 3))
                .isInstanceOf(ModelError.class)
                .hasMessageEndingWith("StoreBuffering has 2 actors, and this test runs 3");
        assertThatThrownBy(() -> subject("no.such.Race", 2))
                .isInstanceOf(ModelError.class)
                .hasMessage("-Dshootdown.race=no.such.Race: there is no such class on the class path");
    }
}
