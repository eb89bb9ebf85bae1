package org.shootdown.property.arm;

import java.util.Locale;
import org.shootdown.check.armv8.Step.Acquire;
import org.shootdown.check.armv8.Step.Fence;
import org.shootdown.check.armv8.Step.Update;

/**
 * An instruction of a generated Armv8 program. Registers are numbers; {@link #NONE} stands for none. An address
 * dependency is a false one: the register is exclusive-ored with itself and added to the address of the cell.
 */
sealed interface ArmInstr {
    int NONE = -1;

    /** How an instruction comes to a value. */
    enum From {
        /** A constant. */
        CONSTANT,
        /** A constant, with a false dependency on a register. */
        FALSE_DEPENDENCY,
        /** The register's own value. */
        REGISTER
    }

    /** A value to store. */
    record Value(From from, int constant, int register) {
        int of(int[] registers) {
            return from == From.REGISTER ? registers[register] : constant;
        }

        int source() {
            return from == From.CONSTANT ? NONE : register;
        }

        @Override
        public String toString() {
            return switch (from) {
                case CONSTANT -> "" + constant;
                case FALSE_DEPENDENCY -> constant + "+(r" + register + "^r" + register + ")";
                case REGISTER -> "r" + register;
            };
        }
    }

    private static String at(int cell, int address) {
        return "[" + (char) ('x' + cell) + (address == NONE ? "" : "+(r" + address + "^r" + address + ")") + "]";
    }

    record Load(int to, int cell, Acquire acquire, boolean exclusive, int address) implements ArmInstr {
        @Override
        public String toString() {
            return "r" + to + " = " + (exclusive ? "X" : "") + "load"
                    + (acquire == Acquire.NONE ? "" : " " + acquire.name().toLowerCase(Locale.ROOT))
                    + at(cell, address);
        }
    }

    record Store(int cell, Value value, boolean release, int address) implements ArmInstr {
        @Override
        public String toString() {
            return "store" + (release ? " release" : "") + at(cell, address) + " = " + value;
        }
    }

    record StoreExclusive(int status, int cell, Value value, boolean release) implements ArmInstr {
        @Override
        public String toString() {
            return "r" + status + " = Xstore" + (release ? " release" : "") + at(cell, NONE) + " = " + value;
        }
    }

    /** {@code to} may be {@link #NONE}: no result. Of a comparison, {@code expected} is the register, else it is unused. */
    record Atomic(
            Update update, int to, int cell, Value operand, int expected, boolean acquire, boolean release, int address)
            implements ArmInstr {
        boolean stores(int old, int[] registers) {
            return update != Update.COMPARE || old == registers[expected];
        }

        int stored(int old, int[] registers) {
            return update == Update.MODIFY ? old ^ operand.of(registers) : operand.of(registers);
        }

        @Override
        public String toString() {
            return (to == NONE ? "" : "r" + to + " = ") + update + (acquire ? " A" : "") + (release ? " L" : "")
                    + at(cell, address) + " " + operand + (update == Update.COMPARE ? " if r" + expected : "");
        }
    }

    record Barrier(Fence fence) implements ArmInstr {
        @Override
        public String toString() {
            return "barrier " + fence;
        }
    }

    /** Skips the next {@code count} instructions if the register is not 0. */
    record Skip(int register, int count) implements ArmInstr {
        @Override
        public String toString() {
            return "if r" + register + " skip " + count;
        }
    }

    /** {@code to} becomes {@code first} if {@code condition} is 0, else {@code second}. */
    record Select(int to, int first, int second, int condition) implements ArmInstr {
        @Override
        public String toString() {
            return "r" + to + " = r" + condition + " == 0 ? r" + first + " : r" + second;
        }
    }
}
