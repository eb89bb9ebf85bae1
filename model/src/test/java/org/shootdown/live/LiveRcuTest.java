package org.shootdown.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Page;
import org.shootdown.machine.Program;
import org.shootdown.machine.Walk;

/** Grace periods wait for readers of either kind, and for nothing that is none. */
class LiveRcuTest {
    private enum Reader {
        RCU_READ_LOCK((cpu, body) -> {
            cpu.rcuReadLock();
            body.run(cpu);
            cpu.rcuReadUnlock();
        }),
        IRQ_OFF((cpu, body) -> {
            int flags = cpu.irqSave();
            body.run(cpu);
            cpu.irqRestore(flags);
        }),
        NONE((cpu, body) -> body.run(cpu));

        private final BiConsumer<Cpu, Program> around;

        Reader(BiConsumer<Cpu, Program> around) {
            this.around = around;
        }
    }

    private enum Free {
        CALL_RCU((cpu, free) -> cpu.callRcu(free)),
        SYNCHRONIZE_RCU((cpu, free) -> {
            cpu.synchronizeRcu();
            free.run(cpu);
        }),
        AT_ONCE((cpu, free) -> free.run(cpu));

        private final BiConsumer<Cpu, Program> way;

        Free(BiConsumer<Cpu, Program> way) {
            this.way = way;
        }
    }

    private record FreeTable(Page table) implements Program {
        @Override
        public void run(Cpu cpu) {
            cpu.free(table);
        }
    }

    private static Machine machine(Reader reader, Free free) {
        Machine.Builder b = Machine.builder(reader + " against " + free);
        b.walkInsideUnlinked("inside");
        Cell entry = b.cell("entry", 1, 1);
        Cell pte = b.cell("pte", 1, 1);
        Page table = b.page("table", 0);
        b.cpu(
                "walker",
                cpu -> reader.around.accept(cpu, inside -> {
                    if (inside.readOnce(entry) == 1) {
                        inside.walk(table, pte, 0, Walk.SOFTWARE);
                        inside.walk(table, pte, 0, Walk.SOFTWARE);
                    }
                }));
        b.cpu("freer", cpu -> {
            cpu.writeOnce(entry, 0);
            cpu.unlink(table);
            free.way.accept(cpu, new FreeTable(table));
        });
        return b.build();
    }

    @ParameterizedTest
    @CsvSource({
        "RCU_READ_LOCK, CALL_RCU",
        "RCU_READ_LOCK, SYNCHRONIZE_RCU",
        "IRQ_OFF, CALL_RCU",
        "IRQ_OFF, SYNCHRONIZE_RCU"
    })
    void gracePeriodsWaitForReaders(Reader reader, Free free) throws InterruptedException {
        assertThat(LiveTesting.observe(machine(reader, free))).allMatch(o -> o.broken() == 0);
    }

    /** The function is called on a CPU whose program is over: somebody has to run the callback all the same. */
    @Test
    void aCallbackThatALateInterruptHandsOverRuns() throws InterruptedException {
        Machine.Builder b = Machine.builder("late callback");
        Cell done = b.cell("done", 1);
        Program callback = cpu -> cpu.writeOnce(done, 1);
        b.cpu("over", Program.IDLE);
        IpiFunction function = LiveTesting.function(handler -> handler.callRcu(callback));
        b.cpu("calls", cpu -> {
            cpu.rcuReadLock();
            cpu.callFunctionMany(1, function, true);
            cpu.rcuReadUnlock();
        });
        Machine machine = b.observe(done).build();
        assertThat(LiveTesting.observe(machine)).isEqualTo(LiveTesting.allowed(machine));
    }

    @ParameterizedTest
    @CsvSource({"RCU_READ_LOCK, AT_ONCE", "NONE, SYNCHRONIZE_RCU"})
    void withoutEitherHalfTheTableIsFreedUnderTheWalker(Reader reader, Free free) throws InterruptedException {
        LiveTesting.assumeTwoCores();
        assertThat(LiveTesting.observeUntil(machine(reader, free), o -> o.broken() != 0))
                .anyMatch(o -> o.broken() != 0);
    }
}
