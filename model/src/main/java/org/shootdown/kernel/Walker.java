package org.shootdown.kernel;

import java.util.Optional;
import java.util.function.BiFunction;
import org.shootdown.machine.Program;

/**
 * Who looks at page tables without taking a lock.
 *
 * <p>A walker of one's own is a {@link Program} and a walker that names it: in a file of its own, run with {@code
 * Shootdown.withWalker}, or as one class and one line in {@code kernel.mm.Walkers}. It is run on the same policies,
 * backends, operations and misuse as every other of its kind, as far as it says itself that it can be there.
 *
 * @param id the stable name on the command line: lower-case letters, digits, dashes
 * @param description one line for people
 * @param runs where it runs
 * @param program what it does with the page tables of an mm, on CPU {@link #CPU}
 * @param notInHugetlb why it never meets a hugetlb PMD table; empty if it does
 * @param notInCollapse why it never meets a collapse by khugepaged; empty if it does
 */
public record Walker(
        String id,
        String description,
        Runs runs,
        BiFunction<Kernel, Mm, Program> program,
        Optional<String> notInHugetlb,
        Optional<String> notInCollapse) {
    /** The CPU that walks. */
    public static final int CPU = 1;

    /** Where a walker runs. */
    public enum Runs {
        /** In a task's own code, within a system call, and so only where the CPU runs a task of the mm. */
        TASK,
        /** In an NMI, at any step of whatever else the CPU does. */
        NMI,
        /** In the processor, whatever software does. */
        HARDWARE
    }

    /** Code of a task: {@code program} begins and ends with interrupts on. */
    public static Walker inTask(String id, String description, BiFunction<Kernel, Mm, Program> program) {
        return new Walker(id, description, Runs.TASK, program, Optional.empty(), Optional.empty());
    }

    /** The handler of an NMI, which also lands in a gup_fast walk. */
    public static Walker inNmi(String id, String description, BiFunction<Kernel, Mm, Program> program) {
        return new Walker(id, description, Runs.NMI, program, Optional.empty(), Optional.empty());
    }

    /** A processor's own walker: TLB contents matter. */
    public static Walker ofHardware(String id, String description, BiFunction<Kernel, Mm, Program> program) {
        return new Walker(id, description, Runs.HARDWARE, program, Optional.empty(), Optional.empty());
    }

    /** The same walker, which never meets a hugetlb PMD table. */
    public Walker notInHugetlb(String why) {
        return new Walker(id, description, runs, program, Optional.of(why), notInCollapse);
    }

    /** The same walker, which never meets a collapse. */
    public Walker notInCollapse(String why) {
        return new Walker(id, description, runs, program, notInHugetlb, Optional.of(why));
    }
}
