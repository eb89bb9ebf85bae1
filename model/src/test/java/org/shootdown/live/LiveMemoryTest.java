package org.shootdown.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Observation;

/** A barrier that a program has must work live, and one that it lacks must stay missing. */
class LiveMemoryTest {
    private static final Observation BOTH_MISSED = new Observation(List.of(0, 0), 0, 0);

    /** Everything that orders a store before a later load on x86. */
    private enum Full {
        SMP_MB(Cpu::smpMb),
        FENCED_STORE_TO_REGISTER(cpu -> {});

        private final Consumer<Cpu> barrier;

        Full(Consumer<Cpu> barrier) {
            this.barrier = barrier;
        }
    }

    /** What does not order a store before a later load on x86. */
    private enum Light {
        NONE(cpu -> {}),
        SMP_RMB(Cpu::smpRmb),
        SMP_WMB(Cpu::smpWmb),
        IRQ_SECTION(cpu -> cpu.irqRestore(cpu.irqSave())),
        RCU_SECTION(cpu -> {
            cpu.rcuReadLock();
            cpu.rcuReadUnlock();
        });

        private final Consumer<Cpu> barrier;

        Light(Consumer<Cpu> barrier) {
            this.barrier = barrier;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLightBarrierLeavesStoresInTheBuffer(Light light) throws InterruptedException {
        LiveTesting.assumeTwoCores();
        LiveTesting.assumeX86();
        Machine machine = storeBuffering(light.barrier, false);
        Set<Observation> seen = LiveTesting.observeUntil(machine, BOTH_MISSED::equals);
        assertThat(seen).contains(BOTH_MISSED);
    }

    @ParameterizedTest
    @EnumSource
    void aFullBarrierDoesNot(Full full) throws InterruptedException {
        boolean registers = full == Full.FENCED_STORE_TO_REGISTER;
        assertThat(LiveTesting.observe(storeBuffering(full.barrier, registers))).doesNotContain(BOTH_MISSED);
    }

    private static Machine storeBuffering(Consumer<Cpu> barrier, boolean registers) {
        Machine.Builder b = Machine.builder("SB");
        Cell x = registers ? b.register("x", 1, 0) : b.cell("x", 1);
        Cell y = registers ? b.register("y", 1, 0) : b.cell("y", 1);
        Ghost r0 = b.ghost("r0", 1, 0);
        Ghost r1 = b.ghost("r1", 1, 0);
        b.observe(r0).observe(r1);
        b.cpu("0", cpu -> {
            cpu.writeOnce(x, 1);
            barrier.accept(cpu);
            cpu.note(r0, cpu.readOnce(y));
        });
        b.cpu("1", cpu -> {
            cpu.writeOnce(y, 1);
            barrier.accept(cpu);
            cpu.note(r1, cpu.readOnce(x));
        });
        return b.build();
    }

    @Test
    void atomicsDoWhatTheContractSays() {
        Machine.Builder b = Machine.builder("atomics");
        Cell cell = b.cell("cell", 100, 1);
        Cell lock = b.cell("lock", 1);
        Cell[] results = new Cell[9];
        for (int i = 0; i < results.length; i++) {
            results[i] = b.cell("result " + i, 100);
        }
        b.cpu("0", cpu -> {
            cpu.spinLock(lock);
            int[] returned = {
                cpu.xchg(cell, 2),
                cpu.cmpxchg(cell, 1, 7),
                cpu.cmpxchg(cell, 2, 3),
                cpu.addReturn(cell, 1),
                cpu.setBit(cell, 0),
                cpu.clearBit(cell, 2),
                cpu.readModifyWrite(cell, old -> old * 8),
                cpu.loadAcquire(cell),
                0
            };
            cpu.spinUnlock(lock);
            returned[8] = cpu.awaitUntil(lock, v -> v == 0);
            for (int i = 0; i < results.length; i++) {
                cpu.storeRelease(results[i], returned[i]);
            }
        });
        LiveMachine live = new LiveMachine(new LiveMachine.Blueprint(b.build()));
        live.run(0);
        assertThat(results).extracting(live::value).containsExactly(1, 2, 2, 4, 4, 5, 1, 8, 0);
        assertThat(live.value(lock)).isZero();
    }

    @Test
    void everyChoiceIsMade() throws InterruptedException {
        Machine.Builder b = Machine.builder("choice");
        Ghost chosen = b.ghost("chosen", 2, 0);
        b.observe(chosen).cpu("0", cpu -> cpu.note(chosen, cpu.choose(3)));
        Machine machine = b.build();
        assertThat(LiveTesting.observe(machine)).isEqualTo(LiveTesting.allowed(machine));
    }
}
