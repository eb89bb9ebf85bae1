package org.shootdown.litmus;

import java.util.Set;

/** An operand of an x86 instruction. */
sealed interface X86Operand {
    long read(LitmusCpu cpu);

    void write(LitmusCpu cpu, long value);

    /** What reading it can give, when {@code known} values can be in memory and registers. */
    default Set<Long> possible(Set<Long> known) {
        return known;
    }

    /** An immediate. */
    record Immediate(long value) implements X86Operand {
        @Override
        public long read(LitmusCpu cpu) {
            return value;
        }

        @Override
        public void write(LitmusCpu cpu, long ignored) {
            throw new IllegalStateException("the reader lets no immediate be a destination");
        }

        @Override
        public Set<Long> possible(Set<Long> known) {
            return Set.of(value);
        }
    }

    /** A register. */
    record InRegister(X86Register register) implements X86Operand {
        @Override
        public long read(LitmusCpu cpu) {
            return cpu.register(register.family());
        }

        @Override
        public void write(LitmusCpu cpu, long value) {
            cpu.setRegister(register.family(), value);
        }
    }

    /** A memory location: at a fixed address, or where {@code base} points. */
    record InMemory(long address, X86Register base) implements X86Operand {
        long at(LitmusCpu cpu) {
            return base == null ? address : cpu.register(base.family());
        }

        @Override
        public long read(LitmusCpu cpu) {
            return cpu.load(at(cpu));
        }

        @Override
        public void write(LitmusCpu cpu, long value) {
            cpu.store(at(cpu), value);
        }
    }
}
