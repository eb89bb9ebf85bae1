package org.shootdown.litmus;

import java.util.List;
import java.util.function.LongBinaryOperator;
import java.util.function.Supplier;
import org.shootdown.check.armv8.Sources;
import org.shootdown.check.armv8.Step;
import org.shootdown.check.armv8.Step.Acquire;
import org.shootdown.check.armv8.Step.Update;
import org.shootdown.litmus.Scanner.Token;

/** The instructions that access memory, and the barriers. */
final class A64Memory {
    private A64Memory() {}

    private static long bit(A64Register register) {
        return 1L << register.number();
    }

    /**
     * LDR and its kin. Of a pair, one of two.
     *
     * @param signed whether a value shorter than the register is extended by its sign
     */
    record Load(
            Token token,
            A64Register to,
            A64Address address,
            int bytes,
            boolean signed,
            Acquire acquire,
            boolean exclusive,
            int slot)
            implements A64Instruction.Visible {
        @Override
        public Step step(A64State state, A64Code.Running code) {
            int bits = Byte.SIZE * bytes;
            return new Step.Load(
                    code.cell(token, address.of(state), bytes),
                    acquire,
                    exclusive,
                    address.sources(state),
                    slot,
                    code.afterLoad(value -> code.after(state, s -> {
                        address.writeBack(s);
                        s.set(to, signed ? A64Code.extend(value, bits) : A64Code.cut(value, bits), Sources.of(slot));
                    })));
        }

        @Override
        public long reads() {
            return address.reads();
        }

        @Override
        public long writes() {
            return bit(to);
        }
    }

    /** STR and its kin. Of a pair, one of two. */
    record Store(Token token, A64Register from, A64Address address, int bytes, boolean release)
            implements A64Instruction.Visible {
        @Override
        public Step step(A64State state, A64Code.Running code) {
            return new Step.Store(
                    code.cell(token, address.of(state), bytes),
                    A64Code.cut(state.value(from), Byte.SIZE * bytes),
                    release,
                    address.sources(state),
                    state.sources(from),
                    code.after(state, address::writeBack));
        }

        @Override
        public long reads() {
            return bit(from) | address.reads();
        }

        @Override
        public long writes() {
            return 0;
        }
    }

    /** STXR, STLXR: {@code status} becomes 0 after success, else 1. */
    record StoreExclusive(
            Token token, A64Register status, A64Register from, A64Address address, int bytes, boolean release)
            implements A64Instruction.Visible {
        @Override
        public Step step(A64State state, A64Code.Running code) {
            return new Step.StoreExclusive(
                    code.cell(token, address.of(state), bytes),
                    A64Code.cut(state.value(from), Byte.SIZE * bytes),
                    release,
                    address.sources(state),
                    state.sources(from),
                    code.after(state, s -> s.set(status, 0, Sources.NONE)),
                    code.after(state, s -> s.set(status, 1, Sources.NONE)));
        }

        @Override
        public long reads() {
            return bit(from) | address.reads();
        }

        @Override
        public long writes() {
            return bit(status);
        }
    }

    /**
     * LDADD, SWP and their kin, and those without a result (STADD), which write the zero register.
     *
     * @param f what is stored, of the value loaded and the operand
     */
    record Modify(
            Token token,
            Update update,
            LongBinaryOperator f,
            A64Register operand,
            A64Register to,
            A64Address address,
            int bytes,
            Acquire acquire,
            boolean release,
            int slot)
            implements A64Instruction.Visible {
        @Override
        public Step step(A64State state, A64Code.Running code) {
            int bits = Byte.SIZE * bytes;
            long right = A64Code.cut(state.value(operand), bits);
            return new Step.Atomic(
                    code.cell(token, address.of(state), bytes),
                    update,
                    acquire,
                    release,
                    to.number() != A64Register.ZERO,
                    address.sources(state),
                    state.sources(operand),
                    Sources.NONE,
                    slot,
                    old -> true,
                    old -> A64Code.cut(f.applyAsLong(A64Code.cut(old, bits), right), bits),
                    code.afterLoad(old -> code.after(state, s -> s.set(to, A64Code.cut(old, bits), Sources.of(slot)))));
        }

        @Override
        public long reads() {
            return bit(operand) | address.reads();
        }

        @Override
        public long writes() {
            return bit(to);
        }
    }

    /**
     * CAS: {@code compared} becomes what was in memory. After success that is the same value as before, and the Arm ARM
     * leaves open whether it comes from memory, or from the register and the comparison only picks it.
     */
    record Compare(
            Token token,
            A64Register compared,
            A64Register from,
            A64Address address,
            int bytes,
            Acquire acquire,
            boolean release,
            int slot)
            implements A64Instruction.Visible {
        @Override
        public Step step(A64State state, A64Code.Running code) {
            int bits = Byte.SIZE * bytes;
            long expected = A64Code.cut(state.value(compared), bits);
            long stored = A64Code.cut(state.value(from), bits);
            return new Step.Atomic(
                    code.cell(token, address.of(state), bytes),
                    Update.COMPARE,
                    acquire,
                    release,
                    compared.number() != A64Register.ZERO,
                    address.sources(state),
                    state.sources(from),
                    state.sources(compared),
                    slot,
                    old -> A64Code.cut(old, bits) == expected,
                    old -> stored,
                    code.afterLoad(old -> {
                        Supplier<Step> fromMemory = result(state, code, bits, old, Sources.of(slot));
                        if (A64Code.cut(old, bits) != expected || compared.number() == A64Register.ZERO) {
                            return fromMemory;
                        }
                        Sources kept = state.sources(compared);
                        kept = kept.pickedBy(kept.and(Sources.of(slot)));
                        Step either = new Step.Either(List.of(fromMemory, result(state, code, bits, old, kept)));
                        return () -> either;
                    }));
        }

        private Supplier<Step> result(A64State state, A64Code.Running code, int bits, long value, Sources from) {
            return code.after(state, s -> s.set(compared, A64Code.cut(value, bits), from));
        }

        @Override
        public long reads() {
            return bit(compared) | bit(from) | address.reads();
        }

        @Override
        public long writes() {
            return 0;
        }
    }

    /** DMB, DSB, ISB. */
    record Barrier(Step.Fence fence) implements A64Instruction.Visible {
        @Override
        public Step step(A64State state, A64Code.Running code) {
            return new Step.Barrier(fence, code.after(state, s -> {}));
        }

        @Override
        public long reads() {
            return 0;
        }

        @Override
        public long writes() {
            return 0;
        }
    }
}
