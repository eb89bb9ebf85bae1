package org.shootdown.stress;

import static org.shootdown.check.options.MemoryModel.SC;
import static org.shootdown.check.options.MemoryModel.TSO;
import static org.shootdown.interleaving.Expect.ACCEPTABLE;
import static org.shootdown.interleaving.Expect.FORBIDDEN;
import static org.shootdown.interleaving.Expect.INTERESTING;

import org.shootdown.interleaving.Actor;
import org.shootdown.interleaving.Interleavings;
import org.shootdown.interleaving.Outcome;
import org.shootdown.interleaving.Result;
import org.shootdown.interleaving.Shared;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Ghost;

/** Can two CPUs each store and then miss the other's store? On x86 they can, and on most days they do. */
@Interleavings
@Outcome(
        id = {"0, 1", "1, 0", "1, 1"},
        expect = ACCEPTABLE,
        desc = "some load came after the other's store")
@Outcome(id = "0, 0", memory = SC, expect = FORBIDDEN, desc = "one of the stores came first")
@Outcome(id = "0, 0", memory = TSO, expect = INTERESTING, desc = "both stores were still in their buffers")
final class StoreBuffering {
    @Shared
    private Cell x, y;
    @Result
    private Ghost r0, r1;

    @Actor
    void cpu0(Cpu cpu) {
        cpu.writeOnce(x, 1);
        cpu.note(r0, cpu.readOnce(y));
    }

    @Actor
    void cpu1(Cpu cpu) {
        cpu.writeOnce(y, 1);
        cpu.note(r1, cpu.readOnce(x));
    }
}
