package org.shootdown.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.shootdown.check.Checker;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.result.Verdict;

/** Loops over CPUs, what they carry from one to the next, and that a mask is read one CPU after the other. */
class CpuMaskTest {
    /** Runs a task on the first of three CPUs, beside which there is an agent, and tells what it found. */
    private static void onFirstOfThree(ToIntFunction<Cpu> task, int expected) {
        Machine.Builder m = Machine.builder("three");
        m.cpu("CPU 0", cpu -> {
            cpu.smpMb();
            int found = task.applyAsInt(cpu);
            cpu.require(found == expected, Property.ASSERTION, "found " + found);
        });
        m.cpu("CPU 1", Program.IDLE);
        m.cpu("CPU 2", Program.IDLE);
        m.agent("host", Program.IDLE);
        assertThat(Checker.check(m.build(), CheckOptions.exhaustive(MemoryModel.SC))
                        .verdict())
                .isEqualTo(Verdict.SAFE);
    }

    private static int digits(Cpu cpu, CpuMask mask) {
        int[] digits = {0};
        cpu.forEach(mask, target -> digits[0] = 10 * digits[0] + target + 1);
        return digits[0];
    }

    @Test
    void loopsVisitEachCpuLowestFirstAndNoAgent() {
        onFirstOfThree(cpu -> digits(cpu, cpu.onlineMask()), 123);
        onFirstOfThree(cpu -> digits(cpu, cpu.emptyMask()), 0);
        onFirstOfThree(
                cpu -> {
                    CpuMask others = cpu.emptyMask();
                    cpu.forEachOther(cpu.onlineMask(), others::add);
                    return digits(cpu, others);
                },
                23);
    }

    @Test
    void aLoopWithABreakEndsWhereTheBodySaysSo() {
        onFirstOfThree(
                cpu -> {
                    CpuMask seen = cpu.emptyMask();
                    boolean found = cpu.anyOf(cpu.onlineMask(), target -> {
                        seen.add(target);
                        return target == 1;
                    });
                    return found ? digits(cpu, seen) : -1;
                },
                12);
    }

    @Test
    void aCopyIsASetOfItsOwn() {
        onFirstOfThree(
                cpu -> {
                    CpuMask all = cpu.onlineMask();
                    CpuMask fewer = all.copy();
                    fewer.remove(1);
                    assertThat(all.containsAll()).isTrue();
                    assertThat(fewer.containsAll()).isFalse();
                    assertThat(CpuMask.of(0b1).containsAnyBut(0)).isFalse();
                    assertThat(CpuMask.of(0b10).containsAnyBut(0)).isTrue();
                    return digits(cpu, fewer);
                },
                13);
    }

    /**
     * The bit of CPU 1 is set before that of CPU 2 is cleared, so that at no moment the mask is empty. Who reads it in one
     * step finds somebody; who reads one bit after the other may find CPU 1's not yet set and CPU 2's already clear.
     */
    @Test
    void aMaskIsReadOneCpuAfterTheOther() {
        assertThat(isEverFoundEmpty(true)).isFalse();
        assertThat(isEverFoundEmpty(false)).isTrue();
    }

    private static boolean isEverFoundEmpty(boolean atOnce) {
        Machine.Builder m = Machine.builder("moves from one CPU to another");
        Cell word = m.cell("word", 3, 0b10);
        List<Cell> bits = List.of(m.cell("mask[0]", 1), m.cell("mask[1]", 1), m.cell("mask[2]", 1, 1));
        m.cpu("reader", cpu -> {
            CpuMask mask = cpu.emptyMask();
            if (atOnce) {
                int read = cpu.readOnce(word);
                cpu.forEachOther(cpu.onlineMask(), target -> {
                    if ((read >>> target - 1 & 1) != 0) {
                        mask.add(target);
                    }
                });
            } else {
                cpu.forEach(cpu.onlineMask(), target -> {
                    if (cpu.readOnce(bits.get(target)) != 0) {
                        mask.add(target);
                    }
                });
            }
            cpu.require(!mask.isEmpty(), Property.ASSERTION, "the mask was found empty");
        });
        m.cpu("moves", cpu -> {
            cpu.setBit(word, 0);
            cpu.setBit(bits.get(1), 0);
            cpu.clearBit(word, 1);
            cpu.clearBit(bits.get(2), 0);
        });
        m.cpu("idle", Program.IDLE);
        return Checker.check(m.build(), CheckOptions.exhaustive(MemoryModel.SC)).verdict() == Verdict.UNSAFE;
    }
}
