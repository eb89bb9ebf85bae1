package org.shootdown.interleaving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.shootdown.check.options.MemoryModel.SC;
import static org.shootdown.check.options.MemoryModel.TSO;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.interleaving.RaceResult.Standing;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Page;
import org.shootdown.machine.Situation;
import org.shootdown.machine.Walk;

/**
 * Races with so many walkers that only the reductions come to an end: without them, 12 walkers of the broadcast would be
 * more than 10^9 states, each walker at any of its five places.
 */
class ManyWalkersTest {
    private static final IpiFunction SYNC = IpiFunction.empty("sync", IpiFunction.Purpose.TABLE_SYNC);

    /** One freer interrupts every other CPU; twelve walk with interrupts off. */
    @Interleavings
    static class Broadcast {
        @Shared(initial = 1)
        Cell pmd;

        @Shared
        Cell pte;

        @Shared
        Page table;

        @Actor
        void cpu0(Cpu cpu) {
            cpu.writeOnce(pmd, 0);
            cpu.unlink(table);
            cpu.callFunctionMany((1 << 13) - 1, SYNC, true);
            cpu.free(table);
        }

        @Actor(times = 12)
        void walk(Cpu cpu) {
            int flags = cpu.irqSave();
            if (cpu.readOnce(pmd) != 0) {
                cpu.walk(table, pte, 0, Walk.SOFTWARE);
            }
            cpu.irqRestore(flags);
        }
    }

    /** One freer interrupts those that say they walk; eight walk, each with a cell of its own that says so. */
    @Interleavings
    @Outcome(id = "P1", when = "fixed=false", memory = TSO, expect = Expect.INTERESTING)
    static class Targeted {
        @Param
        boolean fixed;

        @Shared(initial = 1)
        Cell pmd;

        @Shared
        Cell pte;

        @Shared
        Cell[] walking;

        @Shared
        Page table;

        @Shared
        Situation interrupted;

        @Actor
        void cpu0(Cpu cpu) {
            cpu.writeOnce(pmd, 0);
            cpu.unlink(table);
            barrier(cpu);
            for (int target = 1; target < walking.length; target++) {
                if (cpu.readOnce(walking[target]) != 0) {
                    cpu.sendIpi(target, SYNC);
                    cpu.awaitIpi(target);
                    cpu.reached(interrupted);
                }
            }
            cpu.free(table);
        }

        @Actor(times = 8)
        void walk(Cpu cpu) {
            int flags = cpu.irqSave();
            cpu.writeOnce(walking[cpu.id()], 1);
            barrier(cpu);
            if (cpu.readOnce(pmd) != 0) {
                cpu.walk(table, pte, 0, Walk.SOFTWARE);
            }
            cpu.storeRelease(walking[cpu.id()], 0);
            cpu.irqRestore(flags);
        }

        private void barrier(Cpu cpu) {
            if (fixed) {
                cpu.smpMb();
            }
        }
    }

    private static RaceResult explore(Class<?> type, int race, MemoryModel memory, CheckOptions limits) {
        return Race.of(type).get(race).explore(limits.withMemory(memory));
    }

    private static CheckOptions reduced() {
        return CheckOptions.exhaustive(SC).withReduction(true).withThreads(2);
    }

    @Test
    void twelveWalkersOfTheBroadcast() {
        assertThat(List.of(SC, TSO)).allSatisfy(memory -> {
            RaceResult result = explore(Broadcast.class, 0, memory, reduced());
            assertThat(result.standing()).isEqualTo(Standing.AS_EXPECTED);
            assertThat(result.states()).isEqualTo(memory == SC ? 9_877 : 3_676);
        });
    }

    @Test
    void eightWalkersOfTheTargetedSync() {
        RaceResult result = explore(Targeted.class, 1, TSO, reduced());
        assertThat(result.standing()).isEqualTo(Standing.AS_EXPECTED);
        assertThat(result.states()).isEqualTo(689_171);
    }

    @Test
    void withoutReductionTheyMeetTheirLimit() {
        CheckOptions limited = reduced().withReduction(false).withMaxStates(1_000_000);
        assertThat(explore(Broadcast.class, 0, TSO, limited).standing()).isEqualTo(Standing.INCOMPLETE);
        assertThat(explore(Targeted.class, 1, TSO, limited).standing()).isEqualTo(Standing.INCOMPLETE);
    }
}
