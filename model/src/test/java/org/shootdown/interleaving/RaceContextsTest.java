package org.shootdown.interleaving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.shootdown.interleaving.RaceClasses.outcomes;
import static org.shootdown.interleaving.RaceClasses.refused;

import org.junit.jupiter.api.Test;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Ghost;

/** Registers and NMIs of a race. */
class RaceContextsTest {
    /** Store buffering with registers, which no store buffer delays. */
    @Interleavings
    @Outcome(id = ".*", expect = Expect.ACCEPTABLE)
    static class Registers {
        @Shared(register = true)
        Cell x, y;
        @Result
        Ghost r0, r1;

        @Actor
        void cpu0(Cpu cpu) {
            cpu.writeOnce(x, 1);
            cpu.note(r0, cpu.readOnce(y));
        }

        @Actor
        void cpu1(Cpu cpu) {
            cpu.writeOnce(y, 1);
            cpu.note(r1, cpu.readOnce(x));
        }
    }

    @Test
    void aRegisterIsOutsideTheMemoryModel() {
        assertThat(outcomes(Registers.class, MemoryModel.TSO)).containsExactly("0, 1", "1, 0", "1, 1");
    }

    /** An NMI gets in between two steps with interrupts off, at most once per CPU. */
    @Interleavings(memory = MemoryModel.SC)
    @Outcome(id = ".*", expect = Expect.ACCEPTABLE)
    static class Interrupted {
        @Shared(max = 3)
        Cell x;

        @Result(max = 2)
        Ghost between;

        @Actor
        void cpu0(Cpu cpu) {
            int flags = cpu.irqSave();
            int before = cpu.readOnce(x);
            cpu.note(between, cpu.readOnce(x) - before);
            cpu.irqRestore(flags);
        }

        @Nmi(of = "cpu0", times = 2)
        void nmi(Cpu cpu) {
            cpu.addReturn(x, 1);
        }
    }

    @Test
    void anNmiArrivesWhereInterruptsAreOff() {
        assertThat(outcomes(Interrupted.class, MemoryModel.SC)).containsExactly("0", "1", "2");
    }

    @Interleavings
    static class NmiOfNobody {
        @Actor
        void cpu0(Cpu cpu) {}

        @Nmi(of = "cpu1")
        void nmi(Cpu cpu) {}
    }

    @Interleavings
    static class NmiOfAnAgent {
        @Actor(agent = true)
        void host(Cpu cpu) {}

        @Nmi(of = "host")
        void nmi(Cpu cpu) {}
    }

    @Interleavings
    static class TwoNmis {
        @Actor
        void cpu0(Cpu cpu) {}

        @Nmi(of = "cpu0")
        void nmi0(Cpu cpu) {}

        @Nmi(of = "cpu0")
        void nmi1(Cpu cpu) {}
    }

    @Test
    void nmisThatMakeNoSenseAreRefused() {
        refused(NmiOfNobody.class, ": NMI nmi interrupts cpu1, which is no @Actor method");
        refused(NmiOfAnAgent.class, ": NMI nmi interrupts host, an agent; NMIs arrive on CPUs");
        refused(TwoNmis.class, ": NMIs nmi0 and nmi1 both interrupt actor cpu0");
    }
}
