package org.shootdown.interleaving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.shootdown.interleaving.RaceClasses.machine;
import static org.shootdown.interleaving.RaceClasses.outcomes;
import static org.shootdown.interleaving.RaceClasses.processors;
import static org.shootdown.interleaving.RaceClasses.refused;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.ModelError;

/** Are the members of a race found where they are, and do they get the numbers and names that a reader expects? */
class RaceMembersTest {
    // ---- numbers ----------------------------------------------------------------------------------------------------

    @Interleavings
    static class Numbered {
        @Actor
        void cpu10(Cpu cpu) {}

        @Actor(times = 2)
        void walk(Cpu cpu) {}

        @Actor
        void cpu2(Cpu cpu) {}

        @Actor(id = 0)
        void zap(Cpu cpu) {}

        @Actor(agent = true)
        void host(Cpu cpu) {}

        @Actor(times = 6)
        void other(Cpu cpu) {}
    }

    @Test
    void aNumberInTheNameIsTheCpusNumberAndTheOthersFillUpAgentsLast() {
        assertThat(processors(Numbered.class))
                .containsExactly(
                        "0 CPU 0 zap",
                        "1 CPU 1 other",
                        "2 CPU 2 cpu2",
                        "3 CPU 3 other",
                        "4 CPU 4 other",
                        "5 CPU 5 other",
                        "6 CPU 6 other",
                        "7 CPU 7 other",
                        "8 CPU 8 walk",
                        "9 CPU 9 walk",
                        "10 CPU 10 cpu10",
                        "11 host host");
    }

    /** CPU 10 is interrupted, and nobody else, however the names sort as text. */
    @Interleavings(memory = MemoryModel.SC)
    @Outcome(id = "1, 0", expect = Expect.INTERESTING)
    static class InterruptsTheTenth {
        @Result
        Ghost r10, r9;

        @Actor
        void cpu0(Cpu cpu) {
            cpu.sendIpi(10, new Note(r10));
        }

        @Actor(id = 1, times = 9)
        void idle(Cpu cpu) {}

        @Actor
        void cpu10(Cpu cpu) {
            cpu.smpMb();
        }

        record Note(Ghost ghost) implements IpiFunction {
            @Override
            public void run(Cpu cpu) {
                cpu.note(ghost, cpu.id() == 10 ? 1 : 0);
            }

            @Override
            public Purpose purpose() {
                return Purpose.OTHER;
            }
        }
    }

    @Test
    void anInterruptHitsTheCpuThatTheNameSays() {
        assertThat(outcomes(InterruptsTheTenth.class, MemoryModel.SC)).containsExactly("0, 1");
    }

    @Interleavings
    static class Twice {
        @Actor
        void cpu1(Cpu cpu) {}

        @Actor(id = 1)
        void walk(Cpu cpu) {}
    }

    @Interleavings
    static class Gap {
        @Actor
        void cpu1(Cpu cpu) {}

        @Actor
        void cpu2(Cpu cpu) {}
    }

    @Interleavings
    static class Never {
        @Actor(times = 0)
        void cpu0(Cpu cpu) {}
    }

    @Interleavings
    static class TooMany {
        @Actor(times = 65)
        void cpu0(Cpu cpu) {}
    }

    @Interleavings
    static class NoCpus {
        @Shared
        Cell x;
    }

    @Test
    void numbersThatMakeNoSenseAreRefused() {
        refused(Twice.class, ": actors cpu1 and walk both have number 1");
        refused(Gap.class, ": no actor has number 0, but cpu1 has number 1; numbers begin with 0 and leave none out");
        refused(Never.class, ": actor cpu0 is there 0 times; needs 1 or more");
        refused(TooMany.class, ": actor cpu0[64]: more than 64 processors");
        refused(NoCpus.class, " has no @Actor method");
    }

    // ---- repeated actors and per-CPU variables
    // ------------------------------------------------------------------------

    /** Each CPU has its own cell, and is told which of the three it is. */
    @Interleavings(memory = MemoryModel.SC)
    @Outcome(id = "0, 1, 2, 3, 0, 2", expect = Expect.INTERESTING)
    static class PerCpu {
        @Shared(max = 3, observe = true)
        Cell[] own;

        @Shared(length = 2, max = 2, observe = true)
        Cell[] two;

        @Actor
        void cpu0(Cpu cpu) {
            cpu.writeOnce(two[1], 2);
        }

        @Actor(times = 3)
        void count(Cpu cpu, int n) {
            cpu.writeOnce(own[cpu.id()], n + 1);
        }
    }

    @Test
    void anArrayHasAnElementForEachCpuUnlessItsLengthIsGiven() {
        assertThat(machine(PerCpu.class).cells())
                .extracting(Cell::name)
                .containsExactly("own[0]", "own[1]", "own[2]", "own[3]", "two[0]", "two[1]");
        assertThat(outcomes(PerCpu.class, MemoryModel.SC)).containsExactly("0, 1, 2, 3, 0, 2");
    }

    @Interleavings
    static class LengthOfOne {
        @Shared(length = 2)
        Cell x;

        @Actor
        void cpu0(Cpu cpu) {}
    }

    @Interleavings
    static class BadRange {
        @Shared(max = 1, initial = 2)
        Cell x;

        @Actor
        void cpu0(Cpu cpu) {}
    }

    @Test
    void fieldsThatMakeNoSenseAreRefused() {
        refused(LengthOfOne.class, ": field x: length is for arrays");
        refused(BadRange.class, ": field x: cell x: needs 0 <= initial <= max, not initial 2 and max 1");
    }

    // ---- actors that fail
    // -------------------------------------------------------------------------------------------------

    @Interleavings
    static class Throws {
        @Param({"unchecked", "checked", "assertion", "recursion"})
        String what;

        @Shared
        Cell x;

        @Actor
        void cpu0(Cpu cpu) throws IOException {
            if (cpu.readOnce(x) == 0) {
                switch (what) {
                    case "unchecked" -> throw new IllegalStateException("no");
                    case "checked" -> throw new IOException("no");
                    case "assertion" -> throw new AssertionError("no");
                    default -> cpu0(cpu);
                }
            }
        }
    }

    @Test
    void anActorThatThrowsIsAModelErrorOfOneLine() {
        for (Race race : Race.of(Throws.class)) {
            assertThatThrownBy(() -> race.explore(CheckOptions.exhaustive(MemoryModel.SC)))
                    .as(race.name())
                    .isInstanceOf(ModelError.class)
                    .hasMessageContaining("cpu0")
                    .hasMessageContaining("RaceMembersTest.java:")
                    .message()
                    .doesNotContain("\n");
        }
    }
}
