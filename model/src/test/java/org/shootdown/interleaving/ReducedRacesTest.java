package org.shootdown.interleaving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.interleaving.RaceResult.Failure;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Page;
import org.shootdown.machine.Property;
import org.shootdown.machine.Walk;

/**
 * Do races have the same outcomes, failures and gaps with and without reduction, on one thread and on two? The property
 * tests ask the same of generated machines; here are races of the shapes that tempt a reduction.
 */
class ReducedRacesTest {
    /** Three that do the same, but results tell them apart: who exchanges first is not one for another. */
    @Interleavings
    @Outcome(id = ".*", expect = Expect.ACCEPTABLE)
    static class WhoWasFirst {
        @Shared(max = 3)
        Cell ticket;

        @Result(max = 3)
        Ghost[] mine;

        @Actor(times = 3)
        void take(Cpu cpu) {
            cpu.note(mine[cpu.id()], cpu.addReturn(ticket, 1));
        }
    }

    /** Three that do the same, and one result that all of them write: the last one's value counts. */
    @Interleavings
    @Outcome(id = ".*", expect = Expect.ACCEPTABLE)
    static class OneResult {
        @Shared(max = 3, observe = true)
        Cell ticket;

        @Result(max = 3)
        Ghost last;

        @Actor(times = 3)
        void take(Cpu cpu) {
            int seen = cpu.readOnce(ticket);
            cpu.writeOnce(ticket, seen + 1);
            cpu.note(last, cpu.readOnce(ticket));
        }
    }

    /** Three that do the same on cells of their own, whose final values are part of the outcome. */
    @Interleavings
    @Outcome(id = ".*", expect = Expect.ACCEPTABLE)
    static class OwnCellsObserved {
        @Shared(max = 3)
        Cell ticket;

        @Shared(max = 3, observe = true)
        Cell[] own;

        @Actor(times = 3)
        void take(Cpu cpu) {
            cpu.writeOnce(own[cpu.id()], cpu.addReturn(ticket, 1));
        }
    }

    /** One of three is told apart by whom the fourth interrupts. */
    @Interleavings
    @Outcome(id = ".*", expect = Expect.ACCEPTABLE)
    static class OneIsInterrupted {
        @Shared(max = 2, observe = true)
        Cell x;

        @Result
        Ghost before;

        @Actor(times = 3)
        void look(Cpu cpu) {
            cpu.writeOnce(x, 1);
        }

        @Actor
        void send(Cpu cpu) {
            cpu.sendIpi(1, new Store(x));
            cpu.awaitIpi(1);
            cpu.note(before, cpu.readOnce(x) == 2 ? 1 : 0);
        }

        record Store(Cell cell) implements IpiFunction {
            @Override
            public void run(Cpu cpu) {
                cpu.writeOnce(cell, 2);
            }

            @Override
            public Purpose purpose() {
                return Purpose.OTHER;
            }
        }
    }

    /** Ends in a deadlock, in a failed condition, or well. */
    @Interleavings
    @Outcome(
            id = {"DEADLOCK", "ASSERTION"},
            expect = Expect.INTERESTING)
    @Outcome(id = ".*", expect = Expect.ACCEPTABLE)
    static class EveryEnd {
        @Shared(max = 2, observe = true)
        Cell a, b;

        @Actor
        void cpu0(Cpu cpu) {
            cpu.spinLock(a);
            cpu.spinLock(b);
            cpu.spinUnlock(b);
            cpu.spinUnlock(a);
        }

        @Actor
        void cpu1(Cpu cpu) {
            cpu.spinLock(b);
            cpu.spinLock(a);
            cpu.spinUnlock(a);
            cpu.spinUnlock(b);
        }

        @Actor(times = 2)
        void look(Cpu cpu) {
            int seen = cpu.readOnce(a) + cpu.readOnce(b);
            cpu.require(seen < 2, Property.ASSERTION, "both are held");
        }
    }

    /** A value that only an agent's step and an NMI bring about, after everything else has ended. */
    @Interleavings
    @Outcome(id = ".*", expect = Expect.ACCEPTABLE)
    static class AfterTheEnd {
        @Shared(max = 3, observe = true)
        Cell x, y;

        @Actor
        void cpu0(Cpu cpu) {
            cpu.writeOnce(x, 1);
        }

        @Actor(agent = true)
        void host(Cpu cpu) {
            cpu.writeOnce(x, 2);
            cpu.writeOnce(y, 1);
        }

        @Nmi(of = "cpu0", times = 2)
        void nmi(Cpu cpu) {
            cpu.writeOnce(y, 2);
        }
    }

    /** Walkers of two mms and one page that goes from one to the other. */
    @Interleavings
    @Outcome(
            id = {"P1", "P2", "P3"},
            expect = Expect.INTERESTING)
    static class AllProperties {
        @Shared
        Cell pte;

        @Shared(owners = 2)
        Page table;

        @Actor
        void cpu0(Cpu cpu) {
            cpu.writeOnce(pte, 1);
            cpu.unlink(table);
            cpu.handOver(table, 1);
            cpu.free(table);
        }

        @Actor(times = 2)
        void walk(Cpu cpu) {
            if (cpu.readOnce(pte) == 0) {
                cpu.walk(table, pte, 0, Walk.SOFTWARE);
            }
        }

        @Actor
        void mmu(Cpu cpu) {
            cpu.touch(table, 1, Walk.HARDWARE);
        }
    }

    static Stream<Race> races() {
        return Stream.of(
                        WhoWasFirst.class,
                        OneResult.class,
                        OwnCellsObserved.class,
                        OneIsInterrupted.class,
                        EveryEnd.class,
                        AfterTheEnd.class,
                        AllProperties.class,
                        FewWalkers.class)
                .flatMap(type -> Race.of(type).stream());
    }

    /** The targeted sync of {@link ManyWalkersTest} with two walkers. */
    @Interleavings
    @Outcome(id = "P1", when = "fixed=false", memory = MemoryModel.TSO, expect = Expect.INTERESTING)
    static class FewWalkers extends ManyWalkersTest.Targeted {
        @Actor(times = 2)
        @Override
        void walk(Cpu cpu) {
            super.walk(cpu);
        }
    }

    @ParameterizedTest
    @MethodSource("races")
    void reductionAndThreadsChangeNoOutcome(Race race) {
        for (MemoryModel memory : race.memories()) {
            RaceResult all = race.explore(CheckOptions.exhaustive(memory));
            assertThat(all.passed()).as(all.text(100)).isTrue();
            for (int threads = 1; threads <= 2; threads++) {
                RaceResult few = race.explore(
                        CheckOptions.exhaustive(memory).withReduction(true).withThreads(threads));
                assertThat(few.outcomes()).isEqualTo(all.outcomes());
                assertThat(few.failures()).extracting(Failure::what).isEmpty();
                assertThat(few.unproved()).isEqualTo(all.unproved());
            }
        }
    }
}
