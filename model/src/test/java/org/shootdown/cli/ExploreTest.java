package org.shootdown.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.interleaving.Actor;
import org.shootdown.interleaving.Expect;
import org.shootdown.interleaving.Interleavings;
import org.shootdown.interleaving.Outcome;
import org.shootdown.interleaving.Param;
import org.shootdown.interleaving.Result;
import org.shootdown.interleaving.Shared;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Property;

/** What a file with a {@code main} gets to see, and the exit code it passes on. */
class ExploreTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Terminal terminal =
            new Terminal(new PrintWriter(out), new PrintWriter(err), false, false, Terminal.DEFAULT_COLUMNS);

    private int machine(Machine.Builder machine, String... args) {
        return Explore.machine(terminal, machine::build, args);
    }

    private int race(Class<?> type, String... args) {
        return Explore.race(terminal, type, args);
    }

    private static Machine.Builder handOver(boolean checked) {
        Machine.Builder m = Machine.builder("hand-over");
        Cell data = m.cell("data", 1);
        Cell flag = m.cell("flag", 1);
        m.cpu("CPU 0", cpu -> {
            cpu.writeOnce(data, 1);
            cpu.writeOnce(flag, 1);
        });
        m.cpu("CPU 1", cpu -> {
            if (checked) {
                cpu.awaitUntil(flag, value -> value == 1);
            }
            cpu.require(cpu.readOnce(data) == 1, Property.ASSERTION, "the data is not there yet");
        });
        return m.observe(flag);
    }

    @Test
    void aMachineThatHolds() {
        assertThat(machine(handOver(true), "--no-reduction")).isZero();
        assertThat(out.toString()).isEqualTo("""
                hand-over under sc: SAFE, 5 states
                  flag=1

                hand-over under tso: SAFE, 8 states
                  flag=1

                """);
    }

    @Test
    void aMachineThatDoesNot() {
        assertThat(machine(handOver(false))).isEqualTo(1);
        assertThat(out.toString())
                .contains("hand-over under sc: UNSAFE", "READ_ONCE(data) = 0", "the data is not there yet");
    }

    @Test
    void aMachineThatShowsNothing() {
        Machine.Builder m = handOver(true);
        m.situation("never");
        assertThat(machine(m)).isEqualTo(3);
        assertThat(out.toString()).contains("VACUOUS", "  never reached: never");
    }

    @Test
    void aModelThatIsWrong() {
        Machine.Builder m = Machine.builder("wrong");
        Cell x = m.cell("x", 1);
        m.cpu("CPU 0", cpu -> cpu.writeOnce(x, 2));
        assertThat(machine(m)).isEqualTo(2);
        assertThat(err.toString())
                .contains("stores 2 to cell x")
                .contains("ExploreTest.java:")
                .hasLineCount(1);
        assertThat(race(String.class)).isEqualTo(2);
        assertThat(err.toString()).contains("String: class java.lang.String is not annotated with @Interleavings");
    }

    /** Store buffering: four steps, three or four outcomes. */
    @Interleavings
    @Outcome(id = "0, 0", memory = MemoryModel.TSO, when = "fenced=false", expect = Expect.INTERESTING)
    @Outcome(id = "0, 0", expect = Expect.FORBIDDEN)
    @Outcome(id = ".*", expect = Expect.ACCEPTABLE)
    static class StoreBuffering {
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

    private String headlines() {
        return String.join(
                "\n",
                out.toString().lines().filter(line -> line.contains(" under ")).toList());
    }

    @Test
    void eachValueOfAParameterIsARaceUnderEachMemoryModel() {
        assertThat(race(StoreBuffering.class)).isZero();
        assertThat(headlines().replaceAll(", .*", "")).isEqualTo("""
                StoreBuffering[fenced=false] under sc: as expected
                StoreBuffering[fenced=false] under tso: as expected
                StoreBuffering[fenced=true] under sc: as expected
                StoreBuffering[fenced=true] under tso: as expected""");
    }

    @Test
    void theArgumentsNarrowItDown() {
        assertThat(race(StoreBuffering.class, "--memory", "tso", "--param", "fenced=true"))
                .isZero();
        assertThat(headlines())
                .startsWith("StoreBuffering[fenced=true] under tso")
                .hasLineCount(1);
        assertThat(out.toString()).contains("  0, 1  ACCEPTABLE", "  1, 0  ACCEPTABLE", "  1, 1  ACCEPTABLE");
    }

    @Test
    void aLimitIsNamedAndNothingIsProved() {
        assertThat(race(StoreBuffering.class, "--max-states", "2", "--threads", "1"))
                .isEqualTo(3);
        assertThat(headlines()).contains("StoreBuffering[fenced=false] under sc: INCOMPLETE, ");
        assertThat(out.toString()).contains("\nThe search met its limit of 2 states.\n");
    }

    @Test
    void aWrongArgumentIsOneLine() {
        String[][] wrong = {
            {"--max-states", "0", "--max-states 0: needs a whole number from 1 to 1,000,000,000,000"},
            {"--threads", "x", "--threads x: needs a whole number from 1 to 256"},
            {"--memory", "arm", "--memory arm: StoreBuffering[fenced=false] is explored under sc and tso"},
            {"--param", "fenced=maybe", "--param fenced=maybe: there are fenced=false, fenced=true"},
            {"--max-memory", "1", "--max-memory 1: needs a whole number from 16 to "},
        };
        for (String[] line : wrong) {
            err.getBuffer().setLength(0);
            assertThat(race(StoreBuffering.class, line[0], line[1])).isEqualTo(2);
            assertThat(err.toString()).startsWith("StoreBuffering: " + line[2]).hasLineCount(1);
        }
    }

    /** Wrong under one value, not as expected under another, and right under a third. */
    @Interleavings(memory = MemoryModel.SC)
    @Outcome(id = "0", expect = Expect.ACCEPTABLE)
    static class OneOfEach {
        @Param({"0", "1", "2"})
        int stored;

        @Shared(observe = true)
        Cell x;

        @Actor
        void cpu0(Cpu cpu) {
            cpu.writeOnce(x, stored);
        }
    }

    @Test
    void oneWrongModelDoesNotEndTheOthersAndItsCodeComesFirst() {
        assertThat(race(OneOfEach.class)).isEqualTo(2);
        assertThat(headlines().replaceAll(", .*", "")).isEqualTo("""
                OneOfEach[stored=0] under sc: as expected
                OneOfEach[stored=1] under sc: NOT AS EXPECTED""");
        assertThat(err.toString())
                .startsWith("OneOfEach[stored=2]: ")
                .contains("stores 2 to cell x")
                .hasLineCount(1);
        assertThat(race(OneOfEach.class, "--param", "stored=1")).isEqualTo(1);
        assertThat(race(OneOfEach.class, "--param", "stored=0")).isZero();
    }
}
