package org.shootdown.litmus;

import java.util.Locale;
import org.shootdown.check.armv8.Sources;

/** The last operand of a data-processing instruction, or the index of an address. */
interface A64Operand {
    /** Its value on so many bits. */
    long value(A64State state, int bits);

    Sources sources(A64State state);

    /** The registers that it reads. */
    long reads();

    /** A constant. */
    record Immediate(long value) implements A64Operand {
        @Override
        public long value(A64State state, int bits) {
            return A64Code.cut(value, bits);
        }

        @Override
        public Sources sources(A64State state) {
            return Sources.NONE;
        }

        @Override
        public long reads() {
            return 0;
        }
    }

    /** What is done to a register before it is used. */
    enum Change {
        LSL,
        LSR,
        ASR,
        UXTB,
        UXTH,
        UXTW,
        UXTX,
        SXTB,
        SXTH,
        SXTW,
        SXTX;

        /** The change called {@code name} in any case, or {@code null}. */
        static Change of(String name) {
            for (Change change : values()) {
                if (change.name().equals(name.toUpperCase(Locale.ROOT))) {
                    return change;
                }
            }
            return null;
        }

        /** Applied to a value of so many bits. */
        long apply(long value, int amount, int bits) {
            return switch (this) {
                case LSL, UXTX, SXTX -> value << amount;
                case LSR -> value >>> amount;
                case ASR -> A64Code.extend(value, bits) >> amount;
                case UXTB -> A64Code.cut(value, 8) << amount;
                case UXTH -> A64Code.cut(value, 16) << amount;
                case UXTW -> A64Code.cut(value, 32) << amount;
                case SXTB -> A64Code.extend(value, 8) << amount;
                case SXTH -> A64Code.extend(value, 16) << amount;
                case SXTW -> A64Code.extend(value, 32) << amount;
            };
        }
    }

    /** A register, shifted or extended. */
    record Changed(A64Register register, Change change, int amount) implements A64Operand {
        @Override
        public long value(A64State state, int bits) {
            return A64Code.cut(change.apply(state.value(register), amount, register.bits()), bits);
        }

        @Override
        public Sources sources(A64State state) {
            return state.sources(register);
        }

        @Override
        public long reads() {
            return 1L << register.number();
        }
    }

    /** An operand plus a constant. */
    record Sum(A64Operand operand, long more) implements A64Operand {
        @Override
        public long value(A64State state, int bits) {
            return A64Code.cut(operand.value(state, bits) + more, bits);
        }

        @Override
        public Sources sources(A64State state) {
            return operand.sources(state);
        }

        @Override
        public long reads() {
            return operand.reads();
        }
    }
}
