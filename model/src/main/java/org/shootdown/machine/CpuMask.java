package org.shootdown.machine;

/**
 * A set of CPUs: a {@code struct cpumask} on the stack of the function that uses it. It is made in one loop over CPUs and
 * used in the next, so that no function need count them: {@link Cpu#emptyMask}, {@link Cpu#onlineMask}, {@link
 * Cpu#forEach}.
 *
 * <p>What CPUs share is in cells, one for each CPU, and read one by one: see {@code mm_cpumask} in {@code kernel.Mm}.
 */
public interface CpuMask {
    /** {@code cpumask_test_cpu}. */
    boolean contains(int cpu);

    /** {@code cpumask_set_cpu}. */
    void add(int cpu);

    /** {@code cpumask_clear_cpu}. */
    void remove(int cpu);

    /** {@code cpumask_clear}. */
    void clear();

    /** {@code cpumask_empty}. */
    boolean isEmpty();

    /** {@code cpumask_any_but(mask, cpu) < nr_cpu_ids}: whether another CPU than {@code cpu} is in the set. */
    boolean containsAnyBut(int cpu);

    /** {@code cpumask_equal(mask, cpu_present_mask)}: whether every CPU of the machine is in the set. */
    boolean containsAll();

    /** {@code cpumask_copy}. */
    CpuMask copy();

    /**
     * A set of known CPUs, for a program that names them.
     *
     * @param bits bit n stands for CPU n
     */
    static CpuMask of(long bits) {
        return new KnownMask(bits, KnownMask.NO_MACHINE);
    }
}
