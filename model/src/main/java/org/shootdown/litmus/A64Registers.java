package org.shootdown.litmus;

import java.util.function.IntPredicate;
import java.util.function.LongUnaryOperator;
import org.shootdown.check.armv8.Sources;
import org.shootdown.check.armv8.Step;

/** The instructions on registers: arithmetic, selection and branches. */
final class A64Registers {
    private A64Registers() {}

    private static long bit(A64Register register) {
        return 1L << register.number();
    }

    /** What an instruction computes. */
    enum Operation {
        ADD,
        SUB,
        AND,
        BIC,
        ORR,
        ORN,
        EOR,
        EON,
        MUL;

        long apply(long left, long right) {
            return switch (this) {
                case ADD -> left + right;
                case SUB -> left - right;
                case AND -> left & right;
                case BIC -> left & ~right;
                case ORR -> left | right;
                case ORN -> left | ~right;
                case EOR -> left ^ right;
                case EON -> left ^ ~right;
                case MUL -> left * right;
            };
        }
    }

    /** Two operands, and a result that may go to the zero register; CMP is SUBS to it, MOV is ORR with it. */
    record Compute(Operation operation, boolean setsFlags, A64Register to, A64Register left, A64Operand right)
            implements A64Instruction.Local {
        @Override
        public void execute(A64State state) {
            int bits = to.bits();
            long a = state.value(left);
            long b = right.value(state, bits);
            long result = A64Code.cut(operation.apply(a, b), bits);
            Sources from = state.sources(left).and(right.sources(state));
            state.set(to, result, from);
            if (setsFlags) {
                int flags = switch (operation) {
                    case ADD -> A64Flags.sum(a, b, result, bits);
                    case SUB -> A64Flags.difference(a, b, result, bits);
                    default -> A64Flags.logical(result, bits);
                };
                state.setFlags(flags, from);
            }
            state.advance();
        }

        @Override
        public long reads() {
            return bit(left) | right.reads();
        }

        @Override
        public long writes() {
            return bit(to) | (setsFlags ? 1L << A64Register.FLAGS : 0);
        }
    }

    /** MOVK: puts 16 bits at {@code shift}, and keeps the others. */
    record Insert(A64Register to, long immediate, int shift) implements A64Instruction.Local {
        @Override
        public void execute(A64State state) {
            state.set(to, state.value(to) & ~(0xFFFFL << shift) | immediate << shift, state.sources(to));
            state.advance();
        }

        @Override
        public long reads() {
            return bit(to);
        }

        @Override
        public long writes() {
            return 0;
        }
    }

    /** CSEL and its kin: {@code second} is changed before it is taken. The flags only pick which of the two it is. */
    record Select(
            A64Register to, A64Register first, A64Register second, LongUnaryOperator change, IntPredicate condition)
            implements A64Instruction.Local {
        @Override
        public void execute(A64State state) {
            boolean holds = condition.test(state.flags());
            A64Register chosen = holds ? first : second;
            long value = holds ? state.value(first) : change.applyAsLong(state.value(second));
            state.set(to, value, state.sources(chosen).pickedBy(state.flagSources()));
            state.advance();
        }

        @Override
        public long reads() {
            return bit(first) | bit(second) | 1L << A64Register.FLAGS;
        }

        @Override
        public long writes() {
            return bit(to);
        }
    }

    /** NOP. */
    record Nothing() implements A64Instruction.Local {
        @Override
        public void execute(A64State state) {
            state.advance();
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

    /** B. */
    record Jump(int target) implements A64Instruction.Local {
        @Override
        public void execute(A64State state) {
            state.jump(target);
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

    /** B.cond. A branch orders what follows even if it goes to the next instruction. */
    record BranchIf(IntPredicate condition, int target) implements A64Instruction.Visible {
        @Override
        public Step step(A64State state, A64Code.Running code) {
            return new Step.Branch(
                    state.flagSources(), code.after(state, s -> jump(s, condition.test(s.flags()), target)));
        }

        @Override
        public long reads() {
            return 1L << A64Register.FLAGS;
        }

        @Override
        public long writes() {
            return 0;
        }
    }

    /** CBZ and CBNZ of {@code mask} -1, TBZ and TBNZ of one bit. */
    record BranchOn(A64Register register, long mask, boolean ifZero, int target) implements A64Instruction.Visible {
        @Override
        public Step step(A64State state, A64Code.Running code) {
            boolean taken = (state.value(register) & mask) == 0 == ifZero;
            return new Step.Branch(state.sources(register), code.after(state, s -> jump(s, taken, target)));
        }

        @Override
        public long reads() {
            return bit(register);
        }

        @Override
        public long writes() {
            return 0;
        }
    }

    private static void jump(A64State state, boolean taken, int target) {
        if (taken) {
            state.jump(target);
        }
    }
}
