package org.shootdown.check.unfold;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Program;

/** Unfolded programs are minimal automata: histories with equal futures share their nodes. */
class AutomatonTest {
    private final Machine.Builder b = Machine.builder("automaton");
    private final Cell x = b.cell("x", 3);

    @Test
    void oneNodePerStepAndOneForTheEnd() {
        assertThat(nodes(cpu -> {
                    cpu.smpMb();
                    cpu.writeOnce(x, 1);
                }))
                .isEqualTo(3);
    }

    /** Four results, but whatever was read, the same follows. */
    @Test
    void aValueThatNoLongerMattersIsForgotten() {
        b.cpu("writer", cpu -> IntStream.range(1, 4).forEach(v -> cpu.writeOnce(x, v)));
        assertThat(nodes(cpu -> {
                    cpu.readOnce(x);
                    cpu.smpMb();
                }))
                .isEqualTo(3);
    }

    @Test
    void aValueThatIsUsedLaterIsKept() {
        b.cpu("writer", cpu -> IntStream.range(1, 4).forEach(v -> cpu.writeOnce(x, v)));
        assertThat(nodes(cpu -> {
                    int value = cpu.readOnce(x);
                    cpu.smpMb();
                    cpu.writeOnce(x, value);
                }))
                .isEqualTo(1 + 4 + 4 + 1);
    }

    @Test
    void branchesThatMeetAgainAreOne() {
        b.cpu("writer", cpu -> cpu.writeOnce(x, 1));
        assertThat(nodes(cpu -> {
                    if (cpu.readOnce(x) == 0) {
                        cpu.smpWmb();
                    }
                    cpu.smpMb();
                }))
                .isEqualTo(4);
    }

    /** A cell may be declared wide; only values that something stores make histories. */
    @Test
    void onlyValuesThatAreStoredAreUnfolded() {
        Cell wide = b.cell("wide", 0xFFFF, 5);
        assertThat(nodes(cpu -> {
                    int value = cpu.readOnce(wide);
                    if (value != 5) {
                        cpu.smpMb();
                    }
                }))
                .isEqualTo(2);
    }

    private int nodes(Program program) {
        b.cpu("CPU", (Cpu cpu) -> program.run(cpu));
        UnfoldedMachine unfolded = Unfolder.unfold(b.build());
        return unfolded.processors()
                .get(unfolded.processors().size() - 1)
                .task()
                .size();
    }
}
