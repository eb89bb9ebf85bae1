package org.shootdown.kernel.mm;

import org.shootdown.kernel.Kernel;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Program;

/** A user task that enters the kernel, runs {@code body} there, and goes back to user mode. */
public record Syscall(Kernel k, Program body) implements Program {
    @Override
    public void run(Cpu cpu) {
        boolean fromUser = k.sync().enterKernel(k, cpu);
        body.run(cpu);
        k.sync().exitKernel(k, cpu, fromUser);
    }

    @Override
    public String title() {
        return body.title();
    }
}
