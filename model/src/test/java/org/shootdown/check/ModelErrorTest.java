package org.shootdown.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.result.Verdict;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.ModelError;
import org.shootdown.machine.Page;
import org.shootdown.machine.Program;
import org.shootdown.machine.Property;
import org.shootdown.machine.Situation;
import org.shootdown.machine.Walk;

/** A wrong model is told so in one line that names the program and the Java line. */
class ModelErrorTest {
    private Machine.Builder b;
    private Cell bit;

    @BeforeEach
    void freshMachine() {
        b = Machine.builder("wrong");
        bit = b.cell("bit", 1);
    }

    @Test
    void aProgramThatRemembersItsRunsIsNotDeterministic() {
        AtomicInteger runs = new AtomicInteger();
        assertError(
                cpu -> {
                    if (runs.incrementAndGet() % 2 == 0) {
                        cpu.readOnce(bit);
                    } else {
                        cpu.smpMb();
                    }
                    cpu.smpWmb();
                },
                "is not deterministic",
                "as its step 1 it once made smp_mb() at ModelErrorTest.java:",
                " and, after the same results, READ_ONCE(bit) at ModelErrorTest.java:");
    }

    @Test
    void aProgramThatEndsEarlierTheSecondTimeIsNotDeterministic() {
        AtomicInteger runs = new AtomicInteger();
        assertError(
                cpu -> {
                    cpu.smpWmb();
                    if (runs.incrementAndGet() == 1) {
                        cpu.smpMb();
                    }
                },
                "is not deterministic",
                "it once made smp_mb() and, after the same results, its end after ModelErrorTest.java:");
    }

    @Test
    void aLoopThatNeverEndsIsCutAndItsLineNamed() {
        assertError(
                cpu -> {
                    while (cpu.readOnce(bit) == 0) {
                        cpu.smpRmb();
                    }
                },
                "made 2000 steps without ending",
                "a loop that waits must use awaitUntil");
    }

    @Test
    void aStoreOutsideTheRangeOfItsCell() {
        assertError(cpu -> cpu.writeOnce(bit, 2), "stores 2 to cell bit, whose values are 0..1,");
        assertError(cpu -> cpu.storeRelease(bit, -1), "stores -1 to cell bit, whose values are 0..1,");
        assertError(cpu -> cpu.xchg(bit, 7), "stores 7 to cell bit");
    }

    /** -1 is a value like any other that does not fit, not a reason to wait. */
    @Test
    void countingBelowZero() {
        assertError(cpu -> cpu.addReturn(bit, -1), "stores -1 to cell bit");
    }

    /** Only values that the cell can really have count: an increment of a cell that is always 0 is fine. */
    @Test
    void anIncrementIsJudgedByTheValuesThatAreReachable() {
        b.cpu("CPU 0", cpu -> cpu.addReturn(bit, 1));
        assertThat(check(MemoryModel.SC).verdict()).isEqualTo(Verdict.SAFE);
        b.cpu("CPU 1", cpu -> cpu.addReturn(bit, 1));
        assertThatExceptionOfType(ModelError.class)
                .isThrownBy(() -> check(MemoryModel.SC))
                .withMessageContaining("stores 2 to cell bit");
    }

    /** An error that no execution gets to is none. */
    @ParameterizedTest
    @EnumSource(MemoryModel.class)
    void anErrorBehindAnImpossibleBranch(MemoryModel memory) {
        b.cpu("CPU 0", cpu -> {
            cpu.writeOnce(bit, 1);
            if (cpu.readOnce(bit) == 0) {
                cpu.writeOnce(bit, 2);
            }
        });
        assertThat(check(memory).verdict()).isEqualTo(Verdict.SAFE);
    }

    @Test
    void interruptsRestoredThatWereOn() {
        assertError(cpu -> cpu.irqRestore(1), "restores interrupts that it did not turn off");
    }

    @Test
    void interruptsRestoredInAHandler() {
        b.cpu("CPU 0", Program.IDLE);
        IpiFunction function = function(handler -> handler.irqRestore(1));
        assertError(cpu -> cpu.sendIpi(0, function), "restores interrupts that it did not turn off");
    }

    @Test
    void aFunctionWithoutEquality() {
        b.cpu("CPU 0", Program.IDLE);
        assertError(
                cpu -> {
                    cpu.sendIpi(0, function(Program.IDLE));
                    cpu.awaitIpi(0);
                },
                "what is handed over must be equal in every run, as records are");
    }

    @Test
    void endingWithInterruptsOff() {
        b.cpu("CPU 0", cpu -> {
            cpu.smpMb();
            cpu.irqSave();
        });
        assertThatExceptionOfType(ModelError.class)
                .isThrownBy(() -> check(MemoryModel.SC))
                .withMessageContaining("ends with interrupts off; call irqRestore");
    }

    @Test
    void endingInsideAnRcuReadSection() {
        b.cpu("CPU 0", cpu -> cpu.rcuReadLock());
        assertThatExceptionOfType(ModelError.class)
                .isThrownBy(() -> check(MemoryModel.SC))
                .withMessageContaining("ends with rcu_read_lock held; call rcuReadUnlock");
    }

    @Test
    void rcuReadSectionsOutOfOrder() {
        assertError(cpu -> cpu.rcuReadUnlock(), "calls rcu_read_unlock without rcu_read_lock");
        assertError(
                cpu -> {
                    cpu.rcuReadLock();
                    cpu.rcuReadLock();
                },
                "nests rcu_read_lock");
    }

    @Test
    void sleepingWhereOneMustNot() {
        assertError(
                cpu -> {
                    cpu.irqSave();
                    cpu.synchronizeRcu();
                },
                "calls synchronize_rcu where it must not sleep");
        assertError(
                cpu -> {
                    cpu.rcuReadLock();
                    cpu.synchronizeRcu();
                },
                "calls synchronize_rcu where it must not sleep");
    }

    @Test
    void interruptsToNobody() {
        assertError(cpu -> cpu.sendIpi(5, function(Program.IDLE)), "names CPU 5, which does not exist");
        b.agent("host", Program.IDLE);
        assertError(cpu -> cpu.awaitIpi(0), "names CPU 0, which does not exist");
        assertError(cpu -> cpu.sendIpi(cpu.id(), function(Program.IDLE)), "interrupts its own CPU");
    }

    @Test
    void stoppingAndResumingNobody() {
        b.agent("host", Program.IDLE);
        assertError(cpu -> cpu.stopVcpu(0), "names CPU 0, which does not exist");
        assertError(cpu -> cpu.resumeVcpu(9), "names CPU 9, which does not exist");
    }

    @Test
    void anRcuCallbackRunsOnNoCpu() {
        b.cpu("CPU 0", Program.IDLE);
        assertError(
                cpu -> cpu.callRcu(callback -> callback.sendIpi(0, function(Program.IDLE))),
                "names another CPU in an RCU callback");
        assertError(
                cpu -> cpu.callRcu(callback -> callback.callRcu(Program.IDLE)), "calls call_rcu in an RCU callback");
    }

    @Test
    void theSameCallbackTwiceAtOnce() {
        b.cpu("CPU 0", cpu -> {
            cpu.callRcu(Program.IDLE);
            cpu.callRcu(Program.IDLE);
        });
        assertThatExceptionOfType(ModelError.class)
                .isThrownBy(() -> check(MemoryModel.TSO))
                .withMessageContaining("call_rcu of idle while the same callback is pending");
    }

    @Test
    void choosingAmongNothing() {
        assertError(cpu -> cpu.choose(0), "chooses among 0");
    }

    @Test
    void notingWhatAGhostCannotHold() {
        Ghost ghost = b.ghost("seen", 1, 0);
        assertError(cpu -> cpu.note(ghost, 2), "notes 2 in ghost seen, whose values are 0..1,");
    }

    @Test
    void partsOfAnotherMachine() {
        Machine.Builder other = Machine.builder("other");
        Cell cell = other.cell("far", 1);
        Page page = other.page("far page", 1);
        Ghost ghost = other.ghost("far ghost", 1, 0);
        Situation situation = other.situation("far situation");
        assertError(cpu -> cpu.readOnce(cell), "uses cell far, which belongs to another machine");
        assertError(cpu -> cpu.free(page), "uses page far page, which belongs to another machine");
        assertError(
                cpu -> cpu.walk(page, bit, 0, Walk.SOFTWARE), "uses page far page, which belongs to another machine");
        assertError(cpu -> cpu.touch(page, 0, Walk.SOFTWARE), "uses page far page, which belongs to another machine");
        assertError(cpu -> cpu.unlink(page), "uses page far page, which belongs to another machine");
        assertError(cpu -> cpu.note(ghost, 1), "uses ghost far ghost, which belongs to another machine");
        assertError(cpu -> cpu.reached(situation), "uses situation far situation, which belongs to another machine");
    }

    @Test
    void aPageHandedToAnOwnerItCannotHave() {
        Page page = b.page("table", 2);
        assertError(cpu -> cpu.handOver(page, 2), "page table can be owned by 0..1, not by 2");
    }

    @Test
    void anExceptionOfTheProgramItself() {
        assertError(
                cpu -> {
                    throw new IllegalStateException("no such level");
                },
                "threw java.lang.IllegalStateException: no such level");
    }

    /** No step stands before it that could be the one to break the property. */
    @Test
    void aConditionThatFailsBeforeTheFirstStep() {
        assertError(cpu -> cpu.require(false, Property.ASSERTION, "never"), "fails a condition before its first step");
    }

    /** Adds {@code program} as the last CPU, expects its error, and starts a new machine. */
    private void assertError(Program program, String... parts) {
        b.cpu("guilty", program);
        assertThatExceptionOfType(ModelError.class)
                .isThrownBy(() -> check(MemoryModel.SC))
                .satisfies(e -> {
                    assertThat(e.getMessage()).contains(parts);
                    assertThat(e.getMessage()).matches("program (guilty|ModelErrorTest lambda) .*");
                    assertThat(e.getMessage()).contains("ModelErrorTest.java:");
                    assertThat(e.getMessage()).doesNotContain("\n");
                });
        freshMachine();
    }

    private CheckResult check(MemoryModel memory) {
        return Checker.check(b.build(), CheckOptions.exhaustive(memory));
    }

    private static IpiFunction function(Program body) {
        return new IpiFunction() {
            @Override
            public Purpose purpose() {
                return Purpose.OTHER;
            }

            @Override
            public void run(Cpu cpu) {
                body.run(cpu);
            }

            @Override
            public String title() {
                return body.title();
            }
        };
    }
}
