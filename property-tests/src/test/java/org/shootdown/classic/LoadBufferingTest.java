package org.shootdown.classic;

import static org.shootdown.check.options.MemoryModel.SC;
import static org.shootdown.check.options.MemoryModel.TSO;

import org.junit.jupiter.api.Test;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Ghost;

/**
 * LB: two CPUs each load a location and then store to the one the other loads. Can both see the other's store?
 *
 * <p>Never under SC, and never under TSO: a load is made before the stores behind it leave the CPU. (Arm allows it.)
 */
class LoadBufferingTest {
    private static Shape lb(int cpus) {
        Shape shape = new Shape(cpus + ".LB");
        Cell[] cells = new Cell[cpus];
        for (int i = 0; i < cpus; i++) {
            cells[i] = shape.location("x" + i);
        }
        for (int i = 0; i < cpus; i++) {
            Cell from = cells[i];
            Cell to = cells[(i + 1) % cpus];
            Ghost r = shape.register(i + ":r");
            shape.cpu(cpu -> {
                cpu.note(r, cpu.readOnce(from));
                cpu.writeOnce(to, 1);
            });
        }
        return shape;
    }

    @Test
    void ofTwo() {
        lb(2).ends(SC, 13, "00 01 10").ends(TSO, 22, "00 01 10");
    }

    /** As above, but around a ring of three. */
    @Test
    void ofThree() {
        lb(3).ends(SC, 51, "000 001 010 011 100 101 110").ends(TSO, 109, "000 001 010 011 100 101 110");
    }
}
