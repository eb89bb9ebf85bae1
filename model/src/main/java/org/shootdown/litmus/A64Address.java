package org.shootdown.litmus;

import org.shootdown.check.armv8.Sources;

/**
 * The address operand of a load or a store.
 *
 * @param base a register of 64 bits
 * @param index what is added to it
 * @param change what is added to {@code base} itself after the access (pre-index and post-index)
 */
record A64Address(A64Register base, A64Operand index, long change) {
    long of(A64State state) {
        return state.value(base) + index.value(state, 64);
    }

    Sources sources(A64State state) {
        return state.sources(base).and(index.sources(state));
    }

    void writeBack(A64State state) {
        if (change != 0) {
            state.set(base, state.value(base) + change, state.sources(base));
        }
    }

    /** The same address, so many bytes further on, with another change. */
    A64Address plus(long bytes, long otherChange) {
        return new A64Address(base, new A64Operand.Sum(index, bytes), otherChange);
    }

    long reads() {
        return 1L << base.number() | index.reads();
    }
}
