package org.shootdown.litmus;

import java.util.Arrays;
import org.shootdown.check.armv8.Sources;

/** Where a thread of A64 code stands: its registers, and for each the loads that its value was computed from. */
final class A64State {
    private int at;
    private final long[] values;
    private final Sources[] sources;

    private A64State(int at, long[] values, Sources[] sources) {
        this.at = at;
        this.values = values;
        this.sources = sources;
    }

    /** Before the first instruction, with all registers 0. */
    A64State() {
        this(0, new long[A64Register.NUMBERS], new Sources[A64Register.NUMBERS]);
        Arrays.fill(sources, Sources.NONE);
    }

    A64State copy() {
        return new A64State(at, values.clone(), sources.clone());
    }

    /** The number of the next instruction. */
    int at() {
        return at;
    }

    void advance() {
        at++;
    }

    void jump(int to) {
        at = to;
    }

    /** The value of a register, of which an instruction on 32 bits sees the lower half. */
    long value(A64Register register) {
        return A64Code.cut(values[register.number()], register.bits());
    }

    Sources sources(A64Register register) {
        return sources[register.number()];
    }

    /** Writes a register; on 32 bits the upper half becomes 0. */
    void set(A64Register register, long value, Sources from) {
        if (register.number() != A64Register.ZERO) {
            values[register.number()] = A64Code.cut(value, register.bits());
            sources[register.number()] = from;
        }
    }

    /** The flags, as {@link A64Flags} packs them. */
    int flags() {
        return (int) values[A64Register.FLAGS];
    }

    Sources flagSources() {
        return sources[A64Register.FLAGS];
    }

    void setFlags(int flags, Sources from) {
        values[A64Register.FLAGS] = flags;
        sources[A64Register.FLAGS] = from;
    }

    /** Forgets all registers but those in {@code live}, of which bit n stands for number n. */
    void forgetAllBut(long live) {
        for (int number = 0; number < A64Register.NUMBERS; number++) {
            if ((live >>> number & 1) == 0) {
                values[number] = 0;
                sources[number] = Sources.NONE;
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof A64State state
                && state.at == at
                && Arrays.equals(state.values, values)
                && Arrays.equals(state.sources, sources);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * at + Arrays.hashCode(values)) + Arrays.hashCode(sources);
    }
}
