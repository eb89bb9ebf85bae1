package org.shootdown.litmus;

import java.util.List;
import java.util.function.LongBinaryOperator;
import org.shootdown.machine.Cpu;

/** One thread of x86 code: instructions and, for each jump, how far from it the next one stands. */
final class X86Thread implements ThreadCode {
    private final List<Instruction> instructions;

    X86Thread(List<Instruction> instructions) {
        this.instructions = List.copyOf(instructions);
    }

    /** What comparisons leave behind: the sign of left minus right, or of a result. */
    static final class Flags {
        private int order;

        void compare(long left, long right) {
            order = Long.compare(left, right);
        }
    }

    /** NOP. */
    static final Instruction NOP = (cpu, flags) -> 1;

    /** One instruction. */
    interface Instruction {
        /** Executes it; returns how far from it the next one stands, 1 but for a jump taken. */
        int execute(LitmusCpu cpu, Flags flags);
    }

    @Override
    public void run(LitmusCpu cpu) {
        Flags flags = new Flags();
        for (int at = 0; at < instructions.size(); ) {
            at += instructions.get(at).execute(cpu, flags);
        }
    }

    @Override
    public String register(String name) {
        X86Register register = X86Register.ofState(name);
        return register == null ? null : register.family();
    }

    /** MOV. */
    record Move(X86Operand to, X86Operand from, int bits) implements Instruction {
        @Override
        public int execute(LitmusCpu cpu, Flags flags) {
            to.write(cpu, wrap(from.read(cpu), bits));
            return 1;
        }
    }

    /** XCHG of a memory operand, which is locked whether or not it says so. */
    record Exchange(X86Operand.InMemory memory, X86Operand.InRegister register) implements Instruction {
        @Override
        public int execute(LitmusCpu cpu, Flags flags) {
            long value = register.read(cpu);
            register.write(cpu, cpu.readModifyWrite(memory.at(cpu), old -> value));
            return 1;
        }
    }

    /** MFENCE, SFENCE or LFENCE. */
    enum Fence implements Instruction {
        MFENCE,
        SFENCE,
        LFENCE;

        @Override
        public int execute(LitmusCpu cpu, Flags flags) {
            switch (this) {
                case MFENCE -> cpu.step(Cpu::smpMb);
                case SFENCE -> cpu.step(Cpu::smpWmb);
                case LFENCE -> cpu.step(Cpu::smpRmb);
            }
            return 1;
        }
    }

    /**
     * ADD, SUB, AND, OR, XOR, INC, DEC, the shifts, and XADD, which differs in that {@code from} receives the old value. On memory
     * without LOCK it is a load and a store that others can come between.
     */
    record Arithmetic(LongBinaryOperator f, X86Operand to, X86Operand from, int bits, boolean locked, boolean xadd)
            implements Instruction {
        @Override
        public int execute(LitmusCpu cpu, Flags flags) {
            long right = from.read(cpu);
            long old;
            if (locked && to instanceof X86Operand.InMemory memory) {
                old = cpu.readModifyWrite(memory.at(cpu), value -> result(value, right));
            } else {
                old = to.read(cpu);
                to.write(cpu, result(old, right));
            }
            if (xadd) {
                from.write(cpu, old);
            }
            flags.compare(result(old, right), 0);
            return 1;
        }

        private long result(long left, long right) {
            return wrap(f.applyAsLong(left, right), bits);
        }
    }

    /** LOCK CMPXCHG, with the accumulator as the value to compare with. */
    record CompareExchange(X86Operand.InMemory memory, X86Operand.InRegister from, X86Operand.InRegister accumulator)
            implements Instruction {
        @Override
        public int execute(LitmusCpu cpu, Flags flags) {
            long expected = accumulator.read(cpu);
            long value = from.read(cpu);
            long old = cpu.readModifyWrite(memory.at(cpu), v -> v == expected ? value : v);
            accumulator.write(cpu, old);
            flags.compare(expected, old);
            return 1;
        }
    }

    /** CMP. */
    record Compare(X86Operand left, X86Operand right, int bits) implements Instruction {
        @Override
        public int execute(LitmusCpu cpu, Flags flags) {
            flags.compare(wrap(left.read(cpu), bits), wrap(right.read(cpu), bits));
            return 1;
        }
    }

    /** When a jump is taken, by the sign of the last comparison. */
    enum Condition {
        ALWAYS,
        EQUAL,
        NOT_EQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL;

        boolean holds(int order) {
            return switch (this) {
                case ALWAYS -> true;
                case EQUAL -> order == 0;
                case NOT_EQUAL -> order != 0;
                case LESS -> order < 0;
                case LESS_OR_EQUAL -> order <= 0;
                case GREATER -> order > 0;
                case GREATER_OR_EQUAL -> order >= 0;
            };
        }
    }

    /** JMP and the signed conditional jumps. */
    record Jump(Condition condition, int distance) implements Instruction {
        @Override
        public int execute(LitmusCpu cpu, Flags flags) {
            return condition.holds(flags.order) ? distance : 1;
        }
    }

    /** A value cut to the width of an operation, read as a signed number. */
    static long wrap(long value, int bits) {
        return bits == 32 ? (int) value : value;
    }
}
