package org.shootdown.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.result.Exploration;
import org.shootdown.check.result.Range;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.ModelError;
import org.shootdown.machine.Program;

/** How many IPIs an execution sends, counted where one program runs more than once. */
class CountedIpisTest {
    /** The second CPU has the first one flush, which takes two more IPIs to the third each time. */
    @ParameterizedTest
    @CsvSource({"1", "2", "5"})
    void aFunctionSendsAsOftenAsItIsCalled(int times) {
        Machine.Builder b = Machine.builder("relay");
        IpiFunction flush = IpiFunction.of("function", IpiFunction.Purpose.TLB_FLUSH, cpu -> {});
        IpiFunction relay = IpiFunction.of("function", IpiFunction.Purpose.TABLE_SYNC, cpu -> {
            cpu.callFunctionMany(1 << 2, flush, true);
            cpu.callFunctionMany(1 << 2, flush, true);
        });
        b.cpu("relays", Program.IDLE);
        b.cpu("asks", cpu -> {
            for (int i = 0; i < times; i++) {
                cpu.callFunctionMany(1, relay, false);
            }
        });
        b.cpu("flushes", Program.IDLE);
        Exploration found = count(b.build());
        assertThat(found.sync()).isEqualTo(new Range(times, times));
        assertThat(found.flush()).isEqualTo(new Range(2 * times, 2 * times));
        // A CPU in the middle of a handler is not disturbed; the third can still be in one for the first IPI's sake.
        assertThat(found.disturbed().max()).isEqualTo(3 * times);
    }

    /** One that uses the mm, one that is in a section a walk could be in, and three that are neither. */
    @Test
    void whoIsDisturbedIsCountedApart() {
        Machine.Builder b = Machine.builder("disturbed");
        Cell mm = b.cell("mm", 2, 2);
        Cell other = b.cell("other", 2, 1);
        Cell inside = b.register("inside", 1, 0);
        IpiFunction sync = IpiFunction.of("function", IpiFunction.Purpose.TABLE_SYNC, cpu -> {});
        b.cpu("interrupts", cpu -> {
            cpu.awaitUntil(inside, v -> v == 1);
            cpu.sendIpi(1, sync);
            cpu.sendIpi(2, sync);
            cpu.sendIpi(3, sync);
            cpu.sendIpi(4, sync);
            cpu.sendIpi(5, sync);
            cpu.writeOnce(inside, 0);
        });
        b.cpu("uses the mm", Program.IDLE).interestedWhile(mm, 2);
        b.cpu("walks", cpu -> {
            cpu.rcuReadLock();
            cpu.writeOnce(inside, 1);
            cpu.awaitUntil(inside, v -> v == 0);
            cpu.rcuReadUnlock();
        });
        b.cpu("uses another", Program.IDLE).interestedWhile(other, 2);
        b.cpu("uses another too", Program.IDLE).interestedWhile(other, 2);
        b.cpu("uses none", Program.IDLE);
        Exploration found = count(b.build());
        assertThat(found.sync()).isEqualTo(new Range(5, 5));
        assertThat(found.disturbed()).isEqualTo(new Range(3, 3));
        assertThat(found.flush()).isEqualTo(new Range(0, 0));
    }

    @Test
    void anNmiSendsAsOftenAsItArrives() {
        Machine.Builder b = Machine.builder("NMIs");
        IpiFunction flush = IpiFunction.of("function", IpiFunction.Purpose.TLB_FLUSH, cpu -> {});
        b.cpu("NMIs", Program.IDLE).nmi(cpu -> cpu.callFunctionMany(1 << 1, flush, true), 3);
        b.cpu("flushes", Program.IDLE);
        assertThat(count(b.build()).flush()).isEqualTo(new Range(0, 3));
    }

    @Test
    void functionsThatCallEachOtherForEverCannotBeCounted() {
        Machine.Builder b = Machine.builder("for ever");
        b.cpu("first", cpu -> cpu.callFunctionMany(1 << 1, new BackAndForth(), false));
        b.cpu("second", Program.IDLE);
        assertThatExceptionOfType(ModelError.class)
                .isThrownBy(() -> count(b.build()))
                .withMessageContaining("back and forth is called again and again");
    }

    private static Exploration count(Machine machine) {
        return Checker.check(machine, CheckOptions.exhaustive(MemoryModel.SC).withCosts())
                .exploration();
    }

    private record BackAndForth() implements IpiFunction {
        @Override
        public Purpose purpose() {
            return Purpose.OTHER;
        }

        @Override
        public void run(Cpu cpu) {
            cpu.callFunctionMany(1 << 1 - cpu.id(), this, false);
        }

        @Override
        public String title() {
            return "back and forth";
        }
    }
}
