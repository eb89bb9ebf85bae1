package org.shootdown.classic;

import static org.shootdown.check.options.MemoryModel.SC;
import static org.shootdown.check.options.MemoryModel.TSO;

import org.junit.jupiter.api.Test;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Ghost;

/**
 * CoWW, CoRR, CoRW, CoWR: one location alone. Do all CPUs agree on an order of its values that respects program order?
 *
 * <p>Always, under SC and under TSO: there is one memory, and a CPU that reads its own buffer reads what will reach
 * memory after everything it has seen there before.
 */
class CoherenceTest {
    private final Shape shape = new Shape("Co");
    private final Cell x = shape.lasting("x");

    @Test
    void theLastOfOneCpusStoresLasts() {
        shape.cpu(cpu -> {
                    cpu.writeOnce(x, 1);
                    cpu.writeOnce(x, 2);
                })
                .ends(SC, 3, "2")
                .ends(TSO, 6, "2");
    }

    /** A load finds the youngest of its own CPU's stores, in the store buffer as in memory. */
    @Test
    void aLoadSeesTheLastOfItsOwnCpusStores() {
        Ghost r = shape.register("0:r");
        shape.cpu(cpu -> {
                    cpu.writeOnce(x, 1);
                    cpu.writeOnce(x, 2);
                    cpu.note(r, cpu.readOnce(x));
                })
                .ends(SC, 4, "22")
                .ends(TSO, 9, "22");
    }

    /** Two loads never see two stores in the wrong order. */
    @Test
    void twoLoadsAgreeWithTheStores() {
        Ghost first = shape.register("1:first");
        Ghost second = shape.register("1:second");
        shape.cpu(cpu -> {
                    cpu.writeOnce(x, 1);
                    cpu.writeOnce(x, 2);
                })
                .cpu(cpu -> {
                    cpu.note(first, cpu.readOnce(x));
                    cpu.note(second, cpu.readOnce(x));
                })
                .ends(SC, 19, "200 201 202 211 212 222")
                .ends(TSO, 31, "200 201 202 211 212 222");
    }

    /** A load before a store does not see that store, nor one that comes to last over it. */
    @Test
    void aLoadDoesNotSeeTheFuture() {
        Ghost r = shape.register("0:r");
        shape.cpu(cpu -> {
                    cpu.note(r, cpu.readOnce(x));
                    cpu.writeOnce(x, 1);
                })
                .cpu(cpu -> cpu.writeOnce(x, 2))
                .ends(SC, 9, "10 12 20")
                .ends(TSO, 16, "10 12 20");
    }

    /** A load after a store sees it, or one that came later. */
    @Test
    void aLoadSeesItsOwnCpusStoreOrALaterOne() {
        Ghost r = shape.register("0:r");
        shape.cpu(cpu -> {
                    cpu.writeOnce(x, 1);
                    cpu.note(r, cpu.readOnce(x));
                })
                .cpu(cpu -> cpu.writeOnce(x, 2))
                .ends(SC, 9, "11 21 22")
                .ends(TSO, 18, "11 21 22");
    }

    /** Nothing is lost between atomic increments. */
    @Test
    void atomicIncrementsAdd() {
        Ghost r0 = shape.register("0:r");
        Ghost r1 = shape.register("1:r");
        shape.cpu(cpu -> cpu.note(r0, cpu.addReturn(x, 1)))
                .cpu(cpu -> cpu.note(r1, cpu.addReturn(x, 1)))
                .ends(SC, 5, "212 221")
                .ends(TSO, 5, "212 221");
    }

    /** As above, but each increment is a load and a store: one can be lost. */
    @Test
    void plainIncrementsCanLoseOne() {
        for (int i = 0; i < 2; i++) {
            shape.cpu(cpu -> cpu.writeOnce(x, cpu.readOnce(x) == 0 ? 1 : 2));
        }
        shape.ends(SC, 12, "1 2").ends(TSO, 21, "1 2");
    }
}
