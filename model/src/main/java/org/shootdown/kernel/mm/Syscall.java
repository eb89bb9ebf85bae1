package org.shootdown.kernel.mm;

import org.shootdown.kernel.Kernel;
import org.shootdown.machine.Program;

/** A user task that enters the kernel, does something there, and goes back to user mode. */
public final class Syscall {
    private Syscall() {}

    /** {@code body} between entry to the kernel and exit from it. */
    public static Program of(Kernel k, Program body) {
        Program enter = cpu -> k.sync().enterKernel(k, cpu);
        Program exit = cpu -> k.sync().exitKernel(k, cpu);
        return enter.named("syscall entry").then(body).then(exit.named("syscall exit"));
    }
}
