package org.shootdown.check.reduce;

import org.shootdown.machine.Cpu;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Program;

/** An interrupt handler that is a program. */
record Handler(Program body) implements IpiFunction {
    @Override
    public void run(Cpu cpu) {
        body.run(cpu);
    }

    @Override
    public Purpose purpose() {
        return Purpose.OTHER;
    }
}
