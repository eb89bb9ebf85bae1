package org.shootdown.stress;

import static org.shootdown.interleaving.Expect.ACCEPTABLE;
import static org.shootdown.interleaving.Expect.FORBIDDEN;

import org.shootdown.interleaving.Actor;
import org.shootdown.interleaving.Interleavings;
import org.shootdown.interleaving.Outcome;
import org.shootdown.interleaving.Result;
import org.shootdown.interleaving.Shared;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Ghost;

/** Can a CPU see what another made of a store, and not the store itself? Not on x86, where a store reaches all at once. */
@Interleavings
@Outcome(id = "1, 1, 0", expect = FORBIDDEN, desc = "the effect without its cause")
@Outcome(id = "., ., .", expect = ACCEPTABLE)
final class WriteToReadCausality {
    @Shared
    private Cell x, y;
    @Result
    private Ghost r0, r1, r2;

    @Actor
    void cpu0(Cpu cpu) {
        cpu.writeOnce(x, 1);
    }

    @Actor
    void cpu1(Cpu cpu) {
        int seen = cpu.readOnce(x);
        cpu.note(r0, seen);
        cpu.writeOnce(y, seen);
    }

    @Actor
    void cpu2(Cpu cpu) {
        cpu.note(r1, cpu.readOnce(y));
        cpu.note(r2, cpu.readOnce(x));
    }
}
