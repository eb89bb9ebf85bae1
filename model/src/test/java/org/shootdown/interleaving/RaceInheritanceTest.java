package org.shootdown.interleaving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.shootdown.interleaving.RaceClasses.outcomes;
import static org.shootdown.interleaving.RaceClasses.refused;

import org.junit.jupiter.api.Test;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Page;

/** A race before and after its fix: what a class inherits from another, and what it overrides. */
class RaceInheritanceTest {
    /** A walker that interrupts do not hold off. */
    @Interleavings
    @Outcome(id = "P1", expect = Expect.INTERESTING)
    static class Before {
        @Shared(initial = 1)
        Cell pmd;

        @Shared
        private Cell pte;

        @Shared
        Page table;

        @Actor
        void cpu0(Cpu cpu) {
            cpu.writeOnce(pmd, 0);
            cpu.unlink(table);
            cpu.callFunctionMany(0b10, IpiFunction.empty("sync", IpiFunction.Purpose.TABLE_SYNC), true);
            cpu.free(table);
        }

        @Actor
        void cpu1(Cpu cpu) {
            look(cpu);
        }

        void look(Cpu cpu) {
            if (cpu.readOnce(pmd) != 0) {
                cpu.walk(table, pte, 0, org.shootdown.machine.Walk.SOFTWARE);
            }
        }
    }

    @Interleavings
    static class After extends Before {
        @Override
        void cpu1(Cpu cpu) {
            int flags = cpu.irqSave();
            look(cpu);
            cpu.irqRestore(flags);
        }
    }

    @Test
    void aFixOverridesOneActorAndInheritsTheRest() {
        for (MemoryModel memory : MemoryModel.values()) {
            assertThat(outcomes(Before.class, memory)).containsExactly("P1");
            assertThat(outcomes(After.class, memory)).isEmpty();
        }
    }

    static class Hides extends Before {
        @Shared
        Cell pte;
    }

    @Interleavings
    static class HidesAField extends Hides {}

    @Interleavings
    abstract static class Abstract {
        @Actor
        void cpu0(Cpu cpu) {}
    }

    @Interleavings
    static class Overloaded {
        @Actor
        void cpu0(Cpu cpu) {}

        @Actor
        void cpu0(Cpu cpu, int n) {}
    }

    @Test
    void inheritanceThatMakesNoSenseIsRefused() {
        refused(HidesAField.class, ": Before.pte and Hides.pte have one name");
        refused(Abstract.class, " is abstract; annotate the classes that extend it instead");
        refused(Overloaded.class, ": @Actor methods Overloaded.cpu0 and Overloaded.cpu0 have one name");
    }
}
