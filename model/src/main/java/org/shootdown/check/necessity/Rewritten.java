package org.shootdown.check.necessity;

import java.util.function.UnaryOperator;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Program;

/**
 * A program on a CPU that is not quite what it seems. Equal if program and rewriting are, as programs that are handed
 * over must be.
 */
record Rewritten(Program program, UnaryOperator<Cpu> rewriting) implements Program {
    /** {@code machine} with every program on rewritten CPUs. */
    static Machine machine(Machine machine, UnaryOperator<Cpu> rewriting) {
        return machine.withPrograms(program -> of(program, rewriting));
    }

    /** Sequences stay what they are, since the unfolding takes them apart. */
    static Program of(Program program, UnaryOperator<Cpu> rewriting) {
        return program instanceof Program.Sequence sequence
                ? of(sequence.first(), rewriting).then(of(sequence.next(), rewriting))
                : new Rewritten(program, rewriting);
    }

    @Override
    public void run(Cpu cpu) {
        program.run(rewriting.apply(cpu));
    }

    @Override
    public String title() {
        return program.title();
    }

    /** The same for a function that is called on another CPU. */
    record Function(IpiFunction function, UnaryOperator<Cpu> rewriting) implements IpiFunction {
        @Override
        public void run(Cpu cpu) {
            function.run(rewriting.apply(cpu));
        }

        @Override
        public Purpose purpose() {
            return function.purpose();
        }

        @Override
        public String title() {
            return function.title();
        }
    }
}
