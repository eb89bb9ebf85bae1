package org.shootdown.litmus;

import java.util.function.LongBinaryOperator;

/** An expression of a C litmus test. Evaluating it can make steps: a call of a kernel primitive is an expression. */
interface CExpression {
    long value(LitmusCpu cpu);

    /** A constant, or the address of a location. */
    record Constant(long value) implements CExpression {
        @Override
        public long value(LitmusCpu cpu) {
            return value;
        }
    }

    /** A local variable. */
    record Local(String name) implements CExpression {
        @Override
        public long value(LitmusCpu cpu) {
            return cpu.register(name);
        }
    }

    /** An operator that evaluates both sides. */
    record Binary(LongBinaryOperator f, CExpression left, CExpression right) implements CExpression {
        @Override
        public long value(LitmusCpu cpu) {
            long first = left.value(cpu);
            return f.applyAsLong(first, right.value(cpu));
        }
    }

    /** {@code &&} and {@code ||}: the right side is evaluated only where the left one leaves the result open. */
    record ShortCircuit(boolean and, CExpression left, CExpression right) implements CExpression {
        @Override
        public long value(LitmusCpu cpu) {
            boolean first = left.value(cpu) != 0;
            return (first == and ? right.value(cpu) != 0 : first) ? 1 : 0;
        }
    }

    /** A primitive that returns something in memory or in its arguments, or nothing. */
    record Call(Primitive primitive) implements CExpression {
        @Override
        public long value(LitmusCpu cpu) {
            return primitive.call(cpu);
        }
    }

    /** What a call does. */
    interface Primitive {
        long call(LitmusCpu cpu);
    }
}
