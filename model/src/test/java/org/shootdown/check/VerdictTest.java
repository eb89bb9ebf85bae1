package org.shootdown.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.options.SearchMonitor;
import org.shootdown.check.result.End;
import org.shootdown.check.result.Trace;
import org.shootdown.check.result.Trace.Kind;
import org.shootdown.check.result.Verdict;
import org.shootdown.machine.Cell;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Page;
import org.shootdown.machine.Program;
import org.shootdown.machine.Property;
import org.shootdown.machine.Situation;
import org.shootdown.machine.Walk;

/** Each verdict on a machine as small as the verdict allows. */
class VerdictTest {
    private static final IpiFunction NOTHING = IpiFunction.empty("nothing", IpiFunction.Purpose.OTHER);

    private final Machine.Builder b = Machine.builder("verdict");
    private final Cell x = b.cell("x", 1);
    private final Cell y = b.cell("y", 1);

    @ParameterizedTest
    @EnumSource(MemoryModel.class)
    void nothingToDoIsSafe(MemoryModel memory) {
        b.cpu("CPU 0", Program.IDLE);
        CheckResult result = check(memory);
        assertThat(result.verdict()).isEqualTo(Verdict.SAFE);
        assertThat(result.states()).isEqualTo(1);
        assertThat(result.exploration().transitions()).isZero();
    }

    /** Store buffering: the one thing that TSO lets happen and SC does not. */
    @Test
    void storeBufferingTellsTsoFromSc() {
        Cell a = b.cell("a", 2, 2);
        Cell c = b.cell("c", 2, 2);
        b.cpu("CPU 0", cpu -> {
            cpu.writeOnce(x, 1);
            cpu.writeOnce(a, cpu.readOnce(y));
        });
        b.cpu("CPU 1", cpu -> {
            cpu.writeOnce(y, 1);
            cpu.writeOnce(c, cpu.readOnce(x));
        });
        b.observe(a);
        b.observe(c);
        assertThat(check(MemoryModel.SC).outcomes())
                .containsExactlyInAnyOrder(List.of(0, 1), List.of(1, 0), List.of(1, 1));
        assertThat(check(MemoryModel.TSO).outcomes())
                .containsExactlyInAnyOrder(List.of(0, 0), List.of(0, 1), List.of(1, 0), List.of(1, 1));
    }

    /** Situations are told apart, whichever comes first. */
    @Test
    void aWalkOfAnUnlinkedPageIsItsOwnSituation() {
        Situation never = b.situation("never");
        b.walkInsideUnlinked("inside");
        Page page = b.page("page", 0);
        b.cpu("CPU 0", cpu -> {
            cpu.writeOnce(x, 1);
            cpu.unlink(page);
            cpu.touch(page, 0, Walk.SOFTWARE);
            cpu.relink(page);
            cpu.touch(page, 0, Walk.SOFTWARE);
        });
        CheckResult result = check(MemoryModel.SC);
        assertThat(result.exploration().reached()).isEqualTo(1 << never.index() + 1);
        assertThat(result.missing()).containsExactly(never);
        assertThat(result.verdict()).isEqualTo(Verdict.VACUOUS);
    }

    /** A broken lock by Dekker: SAFE under SC, UNSAFE under TSO, SAFE again with a barrier. */
    @Test
    void theVerdictDependsOnTheMemoryModel() {
        dekker(false);
        assertThat(check(MemoryModel.SC).verdict()).isEqualTo(Verdict.SAFE);
        assertThat(check(MemoryModel.TSO).verdict()).isEqualTo(Verdict.UNSAFE);
        assertThat(check(MemoryModel.TSO).broken()).containsExactly(Property.ASSERTION);
    }

    @Test
    void asAboveButWithABarrier() {
        dekker(true);
        assertThat(check(MemoryModel.TSO).verdict()).isEqualTo(Verdict.SAFE);
    }

    private void dekker(boolean barrier) {
        Cell inside = b.cell("inside", 2);
        for (int id = 0; id < 2; id++) {
            Cell mine = id == 0 ? x : y;
            Cell other = id == 0 ? y : x;
            b.cpu("CPU " + id, cpu -> {
                cpu.writeOnce(mine, 1);
                if (barrier) {
                    cpu.smpMb();
                }
                if (cpu.readOnce(other) == 0) {
                    cpu.require(cpu.addReturn(inside, 1) == 1, Property.ASSERTION, "two CPUs are inside");
                    cpu.addReturn(inside, -1);
                }
                cpu.storeRelease(mine, 0);
            });
        }
    }

    @ParameterizedTest
    @EnumSource(MemoryModel.class)
    void waitingForWhatNeverComesIsADeadlock(MemoryModel memory) {
        b.cpu("CPU 0", cpu -> cpu.awaitUntil(x, v -> v == 1));
        CheckResult result = check(memory);
        assertThat(result.verdict()).isEqualTo(Verdict.UNSAFE);
        assertThat(result.broken()).containsExactly(Property.DEADLOCK);
    }

    /** smp_call_function_many with interrupts off, in both directions at once: what lockdep warns of. */
    @Test
    void twoCpusThatInterruptEachOtherWithInterruptsOffDeadlock() {
        interruptEachOther(true);
        assertThat(check(MemoryModel.SC).broken()).containsExactly(Property.DEADLOCK);
    }

    @Test
    void asAboveButWithInterruptsOn() {
        interruptEachOther(false);
        assertThat(check(MemoryModel.SC).verdict()).isEqualTo(Verdict.SAFE);
    }

    private void interruptEachOther(boolean irqOff) {
        Program program = cpu -> {
            int flags = irqOff ? cpu.irqSave() : 0;
            cpu.callFunctionMany(0b11, NOTHING, true);
            cpu.irqRestore(flags);
        };
        b.cpu("CPU 0", program);
        b.cpu("CPU 1", program);
    }

    /** The host and other agents may wait for ever; a CPU that its host never resumes may not. */
    @Test
    void agentsMayWaitForEver() {
        b.cpu("CPU 0", Program.IDLE);
        b.agent("host", cpu -> cpu.awaitUntil(x, v -> v == 1));
        assertThat(check(MemoryModel.TSO).verdict()).isEqualTo(Verdict.SAFE);
    }

    @Test
    void aCpuThatIsNeverResumedIsADeadlock() {
        b.cpu("CPU 0", cpu -> cpu.writeOnce(x, 1));
        b.agent("host", cpu -> cpu.stopVcpu(0));
        assertThat(check(MemoryModel.TSO).broken()).containsExactly(Property.DEADLOCK);
    }

    /** A CPU is unfolded before it is known that a later one interrupts it. */
    @Test
    void aFunctionCalledOnALowerCpu() {
        b.cpu("CPU 0", Program.IDLE);
        b.cpu("CPU 1", cpu -> cpu.sendIpi(0, NOTHING));
        assertThat(check(MemoryModel.SC).verdict()).isEqualTo(Verdict.SAFE);
    }

    @Test
    void aSituationThatIsNeverReachedMakesTheAnswerVacuous() {
        Situation both = b.situation("both have stored");
        b.cpu("CPU 0", cpu -> {
            if (cpu.readOnce(x) == 1) {
                cpu.reached(both);
            }
        });
        CheckResult result = check(MemoryModel.SC);
        assertThat(result.verdict()).isEqualTo(Verdict.VACUOUS);
        assertThat(result.missing()).containsExactly(both);
    }

    @Test
    void asAboveButReached() {
        aSituationThatIsNeverReachedMakesTheAnswerVacuous();
        b.cpu("CPU 1", cpu -> cpu.writeOnce(x, 1));
        assertThat(check(MemoryModel.SC).verdict()).isEqualTo(Verdict.SAFE);
    }

    /** Each situation is one of its own, wherever it is declared. */
    @Test
    void theSituationThatIsMissingIsNamed() {
        Situation[] situations = {b.situation("one"), b.situation("two"), b.situation("three")};
        b.cpu("CPU 0", cpu -> {
            cpu.smpMb();
            cpu.reached(situations[cpu.choose(2) * 2]);
        });
        assertThat(check(MemoryModel.SC).missing()).containsExactly(situations[1]);
    }

    @Test
    void aSearchCutShortIsIncompleteUnlessItFoundSomething() {
        b.cpu("CPU 0", cpu -> {
            cpu.writeOnce(x, 1);
            cpu.writeOnce(y, 1);
            cpu.require(cpu.readOnce(x) == 0, Property.ASSERTION, "x is 1");
        });
        CheckOptions options = CheckOptions.exhaustive(MemoryModel.SC);
        assertThat(Checker.check(b.build(), options.withMaxStates(1)).verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(Checker.check(b.build(), options.withMaxStates(100)).verdict())
                .isEqualTo(Verdict.UNSAFE);
    }

    /** As when other searches have filled the heap: an answer like any other, and the monitor hears of the end. */
    @Test
    void aHeapTooSmallForTheProgramsIsIncomplete() {
        boolean[] ended = new boolean[1];
        SearchMonitor monitor = new SearchMonitor() {
            @Override
            public void ended() {
                ended[0] = true;
            }
        };
        b.cpu("CPU 0", cpu -> {
            cpu.writeOnce(x, 1);
            throw new OutOfMemoryError();
        });
        CheckResult result = Checker.check(b.build(), CheckOptions.exhaustive(MemoryModel.SC), monitor);
        assertThat(result.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(result.exploration().end()).isEqualTo(End.MEMORY);
        assertThat(ended[0]).isTrue();
    }

    /** The three safety properties are judged apart, and the search goes on past a violation. */
    @Test
    void everyBrokenPropertyIsFound() {
        Page page = b.page("table", 2);
        b.cpu("CPU 0", cpu -> {
            cpu.free(page);
            cpu.touch(page, 0, Walk.SOFTWARE);
            cpu.touch(page, 0, Walk.HARDWARE);
            cpu.handOver(page, 1);
            cpu.touch(page, 1, Walk.SOFTWARE);
            cpu.touch(page, 0, Walk.SOFTWARE);
        });
        CheckResult result = check(MemoryModel.SC);
        assertThat(result.broken()).containsExactly(Property.P1, Property.P2, Property.P3);
        assertThat(result.exploration().broken())
                .containsEntry(Property.P1, 2)
                .containsEntry(Property.P3, 3)
                .containsEntry(Property.P2, 6);
    }

    /** A shortest trace, and among those one that switches between CPUs as little as can be. */
    @Test
    void theTraceIsShortest() {
        Page page = b.page("table", 1);
        b.cpu("walker", cpu -> {
            cpu.smpRmb();
            if (cpu.readOnce(x) == 0) {
                cpu.walk(page, y, 0, Walk.SOFTWARE);
            }
        });
        b.cpu("freer", cpu -> {
            cpu.writeOnce(x, 1);
            cpu.unlink(page);
            cpu.free(page);
        });
        CheckOptions options = CheckOptions.exhaustive(MemoryModel.TSO);
        Trace trace = Checker.trace(b.build(), options, Property.P1).orElseThrow();
        assertThat(trace.events())
                .extracting(Trace.Event::processor)
                .as("the store to x stays in the freer's buffer until the walk is over")
                .containsExactly(1, 1, 0, 0, 0);
        assertThat(trace.events()).extracting(Trace.Event::kind).containsOnly(Kind.STEP);
        assertThat(check(MemoryModel.TSO).exploration().broken()).containsEntry(Property.P1, 5);
        assertThat(Checker.trace(b.build(), options, Property.P2)).isEmpty();
    }

    private CheckResult check(MemoryModel memory) {
        return Checker.check(b.build(), CheckOptions.exhaustive(memory));
    }
}
