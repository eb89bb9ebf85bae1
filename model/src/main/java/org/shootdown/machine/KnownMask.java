package org.shootdown.machine;

/** A set of CPUs with a bit for each of them. */
final class KnownMask implements CpuMask {
    /** In place of the CPUs of the machine, for a set that was made without one. */
    static final long NO_MACHINE = 0;

    private final long machine;
    private long bits;

    /** @param machine all CPUs of the machine */
    KnownMask(long bits, long machine) {
        this.bits = bits;
        this.machine = machine;
    }

    @Override
    public boolean contains(int cpu) {
        return cpu >= 0 && cpu < Long.SIZE && (bits >>> cpu & 1) != 0;
    }

    @Override
    public void add(int cpu) {
        bits |= 1L << cpu;
    }

    @Override
    public void remove(int cpu) {
        bits &= ~(1L << cpu);
    }

    @Override
    public void clear() {
        bits = 0;
    }

    @Override
    public boolean isEmpty() {
        return bits == 0;
    }

    @Override
    public boolean containsAnyBut(int cpu) {
        return (bits & ~(1L << cpu)) != 0;
    }

    @Override
    public boolean containsAll() {
        return machine != NO_MACHINE && (machine & ~bits) == 0;
    }

    @Override
    public CpuMask copy() {
        return new KnownMask(bits, machine);
    }
}
