package org.shootdown.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.result.Verdict;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Program;
import org.shootdown.machine.Property;
import org.shootdown.machine.Situation;

/** Ghost state that a program changes before its first step, or without any step, is not lost. */
class EntryEffectsTest {
    private final Machine.Builder b = Machine.builder("entry effects");

    @Test
    void aSituationThatHoldsFromTheStart() {
        Situation here = b.situation("here");
        b.cpu("CPU 0", cpu -> cpu.reached(here));
        assertThat(check().verdict()).isEqualTo(Verdict.SAFE);
    }

    @Test
    void aNoteBeforeTheFirstStepOfATask() {
        Ghost seen = b.ghost("seen", 1, 0);
        b.observe(seen);
        b.cpu("CPU 0", cpu -> cpu.note(seen, 1));
        assertThat(check().outcomes()).containsExactly(List.of(1));
    }

    @Test
    void aNoteBeforeTheFirstStepOfACallback() {
        Cell done = b.cell("done", 1);
        Ghost seen = b.ghost("seen", 1, 0);
        b.observe(seen);
        Program callback = cpu -> {
            cpu.note(seen, 1);
            cpu.writeOnce(done, 1);
        };
        b.cpu("CPU 0", cpu -> cpu.callRcu(callback));
        assertThat(check().outcomes()).containsExactly(List.of(1));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aNoteBeforeTheFirstStepOfAFunction(boolean hasStep) {
        Cell done = b.cell("done", 1);
        Ghost seen = b.ghost("seen", 1, 0);
        b.observe(seen);
        b.cpu("CPU 0", cpu -> cpu.callFunctionMany(1 << 1, new Notes(seen, hasStep ? done : null), true));
        b.cpu("CPU 1", Program.IDLE);
        assertThat(check().outcomes()).containsExactly(List.of(1));
    }

    private record Notes(Ghost seen, Cell done) implements IpiFunction {
        @Override
        public Purpose purpose() {
            return Purpose.OTHER;
        }

        @Override
        public void run(Cpu cpu) {
            cpu.note(seen, 1);
            if (done != null) {
                cpu.writeOnce(done, 1);
            }
        }
    }

    /** Which may come, or not. */
    @Test
    void aNoteBeforeTheFirstStepOfAnNmi() {
        Cell done = b.cell("done", 1);
        Ghost seen = b.ghost("seen", 1, 0);
        b.observe(seen);
        b.cpu("CPU 0", Program.IDLE)
                .nmi(
                        cpu -> {
                            cpu.note(seen, 1);
                            cpu.writeOnce(done, 1);
                        },
                        1);
        assertThat(check().outcomes()).containsExactlyInAnyOrder(List.of(0), List.of(1));
    }

    @Test
    void aCallbackWithoutAStep() {
        Situation called = b.situation("called");
        Program callback = cpu -> cpu.reached(called);
        b.cpu("CPU 0", cpu -> cpu.callRcu(callback));
        assertThat(check().verdict()).isEqualTo(Verdict.SAFE);
    }

    @Test
    void aTraceThroughACallbackThatIsHandedOverTwice() {
        Cell done = b.cell("done", 3);
        Program count = cpu -> cpu.addReturn(done, 1);
        b.cpu("CPU 0", cpu -> {
            cpu.callRcu(count);
            cpu.awaitUntil(done, v -> v == 1);
            cpu.synchronizeRcu();
            cpu.callRcu(count);
            int sum = cpu.awaitUntil(done, v -> v == 2);
            cpu.require(sum != 2, Property.ASSERTION, "the callback ran twice");
        });
        var trace = Checker.trace(b.build(), CheckOptions.exhaustive(MemoryModel.SC), Property.ASSERTION)
                .orElseThrow();
        assertThat(trace.events().stream()
                        .filter(e -> e.text().startsWith("atomic_add_return"))
                        .map(e -> e.text()))
                .containsExactly("atomic_add_return(done): 0 -> 1", "atomic_add_return(done): 1 -> 2");
    }

    private CheckResult check() {
        return Checker.check(b.build(), CheckOptions.exhaustive(MemoryModel.SC));
    }
}
