package org.shootdown.classic;

import static org.shootdown.check.options.MemoryModel.SC;
import static org.shootdown.check.options.MemoryModel.TSO;

import org.junit.jupiter.api.Test;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Ghost;

/**
 * R, S and 2+2W: two CPUs store to two locations, and which store lasts is part of the question.
 *
 * <p>Two stores of one CPU reach memory in order under TSO as under SC, so only the test in which a CPU loads after its
 * store (R) tells the two models apart.
 */
class LastStoreTest {
    /** R: x is stored before y; the other CPU's store to y lasts, and still it loads the old x. */
    private static Shape r(boolean fence) {
        Shape shape = new Shape("R");
        Cell x = shape.location("x");
        Cell y = shape.lasting("y");
        Ghost r = shape.register("1:r");
        return shape.cpu(cpu -> {
                    cpu.writeOnce(x, 1);
                    cpu.writeOnce(y, 1);
                })
                .cpu(cpu -> {
                    cpu.writeOnce(y, 2);
                    if (fence) {
                        cpu.smpMb();
                    }
                    cpu.note(r, cpu.readOnce(x));
                });
    }

    @Test
    void r() {
        r(false).ends(SC, 13, "10 11 21").ends(TSO, 39, "10 11 20 21");
    }

    @Test
    void rWithAFullBarrierBeforeTheLoad() {
        r(true).ends(SC, 17, "10 11 21").ends(TSO, 36, "10 11 21");
    }

    /** S: the first CPU stores x and then y; the second sees y and then stores x. Can the first's x last? */
    @Test
    void s() {
        Shape shape = new Shape("S");
        Cell x = shape.lasting("x");
        Cell y = shape.location("y");
        Ghost r = shape.register("1:r");
        shape.cpu(cpu -> {
                    cpu.writeOnce(x, 2);
                    cpu.writeOnce(y, 1);
                })
                .cpu(cpu -> {
                    cpu.note(r, cpu.readOnce(y));
                    cpu.writeOnce(x, 1);
                })
                .ends(SC, 13, "10 11 20")
                .ends(TSO, 30, "10 11 20");
    }

    /** 2+2W: each CPU stores 1 to one location and then 2 to the other's first. Can both 1s last? */
    @Test
    void twoPlusTwoWrites() {
        Shape shape = new Shape("2+2W");
        Cell x = shape.lasting("x");
        Cell y = shape.lasting("y");
        shape.cpu(cpu -> {
                    cpu.writeOnce(x, 1);
                    cpu.writeOnce(y, 2);
                })
                .cpu(cpu -> {
                    cpu.writeOnce(y, 1);
                    cpu.writeOnce(x, 2);
                })
                .ends(SC, 13, "12 21 22")
                .ends(TSO, 42, "12 21 22");
    }
}
