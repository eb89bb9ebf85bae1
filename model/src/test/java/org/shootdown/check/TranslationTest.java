package org.shootdown.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.result.Verdict;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Page;
import org.shootdown.machine.Program;
import org.shootdown.machine.Property;
import org.shootdown.machine.Walk;

/** A TLB of one entry: use through a cached translation, until somebody drops it. */
class TranslationTest {
    private static final int MAPPED = 1;

    private final Machine.Builder b = Machine.builder("TLB");
    private final Cell tlb = b.register("tlb", 2, MAPPED);
    private final Page page = b.page("page", 2);

    private enum Flush {
        NONE,
        /** The CPU drops its entry itself, and says so by having taken the interrupt. */
        IPI,
        /** The entry is dropped from outside, as INVLPGB does. */
        REMOTE
    }

    private record FlushTlb(Cell tlb) implements IpiFunction {
        @Override
        public void run(Cpu cpu) {
            cpu.writeOnce(tlb, 0);
        }

        @Override
        public Purpose purpose() {
            return Purpose.TLB_FLUSH;
        }
    }

    private Machine freedUnderATlb(Flush flush, Program use) {
        b.walkInsideUnlinked("used after it was unmapped");
        Cell pte = b.cell("pte", 1, 1);
        b.cpu("user", cpu -> {
            use.run(cpu);
            use.run(cpu);
        });
        b.cpu("unmap", cpu -> {
            cpu.writeOnce(pte, 0);
            cpu.unlink(page);
            if (flush == Flush.IPI) {
                cpu.callFunctionMany(1, new FlushTlb(tlb), true);
            } else if (flush == Flush.REMOTE) {
                cpu.writeOnce(tlb, 0);
            }
            cpu.free(page);
        });
        return b.build();
    }

    @ParameterizedTest
    @CsvSource({"IPI, SC, 24", "IPI, TSO, 27", "REMOTE, SC, 12", "REMOTE, TSO, 21"})
    void isSafeOnceTheTlbIsFlushed(Flush flush, MemoryModel memory, int states) {
        CheckResult result = check(freedUnderATlb(flush, cpu -> cpu.translate(tlb, MAPPED, page, 0)), memory);
        assertThat(result.verdict()).isEqualTo(Verdict.SAFE);
        assertThat(result.states()).isEqualTo(states);
    }

    /** The control: looking and using as two steps breaks even what is right. */
    @ParameterizedTest
    @EnumSource(MemoryModel.class)
    void asTwoStepsEvenAFlushedTlbReachesTheFreedPage(MemoryModel memory) {
        Machine machine = freedUnderATlb(Flush.IPI, cpu -> {
            if (cpu.readOnce(tlb) == MAPPED) {
                cpu.touch(page, 0, Walk.HARDWARE);
            }
        });
        assertThat(check(machine, memory).broken()).containsExactly(Property.P3);
    }

    @Test
    void withoutAFlushTheHardwareReachesTheFreedPage() {
        Machine machine = freedUnderATlb(Flush.NONE, cpu -> cpu.translate(tlb, MAPPED, page, 0));
        for (MemoryModel memory : MemoryModel.values()) {
            assertThat(check(machine, memory).broken()).containsExactly(Property.P3);
        }
        assertThat(lastSteps(machine)).endsWith("load tlb = 1, use page, which is freed");
    }

    /** An entry without the mapping leaves the page alone, whatever has become of it; the trace says so. */
    @Test
    void anEntryThatHoldsSomethingElseIsNoUse() {
        b.cpu("user", cpu -> {
            cpu.free(page);
            cpu.writeOnce(tlb, 2);
            cpu.translate(tlb, MAPPED, page, 0);
            cpu.writeOnce(tlb, 0);
            cpu.translate(tlb, MAPPED, page, 0);
            cpu.translate(tlb, 0, page, 0);
        });
        Machine machine = b.build();
        assertThat(check(machine, MemoryModel.TSO).broken()).containsExactly(Property.P3);
        assertThat(lastSteps(machine))
                .containsExactly(
                        "free page",
                        "tlb = 2",
                        "load tlb = 2, no translation",
                        "tlb = 0",
                        "load tlb = 0, no translation",
                        "load tlb = 0, use page, which is freed");
    }

    /** Judged for whoever uses it: the page's new owner may. */
    @Test
    void aPageHandedOverIsItsNewOwnersOnly() {
        b.cpu("user", cpu -> {
            cpu.handOver(page, 1);
            cpu.translate(tlb, MAPPED, page, 1);
        });
        assertThat(check(b.build(), MemoryModel.SC).broken()).isEmpty();
        Machine.Builder other = Machine.builder("other");
        Cell entry = other.register("tlb", 2, MAPPED);
        Page handed = other.page("page", 2);
        other.cpu("user", cpu -> {
            cpu.handOver(handed, 1);
            cpu.translate(entry, MAPPED, handed, 0);
        });
        assertThat(check(other.build(), MemoryModel.SC).broken()).containsExactly(Property.P3);
    }

    private static CheckResult check(Machine machine, MemoryModel memory) {
        return Checker.check(machine, CheckOptions.exhaustive(memory));
    }

    private static List<String> lastSteps(Machine machine) {
        return Checker.trace(machine, CheckOptions.exhaustive(MemoryModel.SC), Property.P3)
                .orElseThrow()
                .events()
                .stream()
                .map(e -> e.text())
                .toList();
    }
}
