package org.shootdown.litmus;

/** An operand of an x86 instruction. */
sealed interface X86Operand {
    long read(LitmusCpu cpu);

    void write(LitmusCpu cpu, long value);

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

    /**
     * A memory location, at {@code displacement + base + index * scale}.
     *
     * @param displacement a location's address, or a number
     * @param base a register, or {@code null}
     * @param index a register, or {@code null}
     */
    record InMemory(long displacement, X86Register base, X86Register index, int scale) implements X86Operand {
        long at(LitmusCpu cpu) {
            return displacement + value(cpu, base) + value(cpu, index) * scale;
        }

        private static long value(LitmusCpu cpu, X86Register register) {
            return register == null ? 0 : cpu.register(register.family());
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
