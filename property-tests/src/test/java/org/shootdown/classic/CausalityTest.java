package org.shootdown.classic;

import static org.shootdown.check.options.MemoryModel.SC;
import static org.shootdown.check.options.MemoryModel.TSO;

import org.junit.jupiter.api.Test;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Ghost;

/**
 * WRC, ISA2, RWC and IRIW: three and four CPUs. Is a store that one CPU has seen there for all?
 *
 * <p>Always, under SC and under TSO: a store that has left its buffer is in memory, which all share, and nobody but its
 * own CPU sees it before. What TSO adds is only ever a CPU that loads before its own store has left the buffer (RWC).
 */
class CausalityTest {
    private final Shape shape = new Shape("causality");
    private final Cell x = shape.location("x");
    private final Cell y = shape.location("y");

    /** WRC: P1 sees P0's store and then stores; P2 sees that store. Can it miss P0's? */
    @Test
    void writeToReadCausality() {
        Ghost r1 = shape.register("1:r");
        Ghost sawY = shape.register("2:y");
        Ghost sawX = shape.register("2:x");
        shape.cpu(cpu -> cpu.writeOnce(x, 1))
                .cpu(cpu -> {
                    cpu.note(r1, cpu.readOnce(x));
                    cpu.writeOnce(y, 1);
                })
                .cpu(cpu -> {
                    cpu.note(sawY, cpu.readOnce(y));
                    cpu.note(sawX, cpu.readOnce(x));
                })
                .ends(SC, 36, "000 001 010 011 100 101 111")
                .ends(TSO, 61, "000 001 010 011 100 101 111");
    }

    /** ISA2: as above, but the first message is passed by a flag of its own. */
    @Test
    void aChainOfFlags() {
        Cell z = shape.location("z");
        Ghost sawY = shape.register("1:y");
        Ghost sawZ = shape.register("2:z");
        Ghost sawX = shape.register("2:x");
        shape.cpu(cpu -> {
                    cpu.writeOnce(x, 1);
                    cpu.writeOnce(y, 1);
                })
                .cpu(cpu -> {
                    cpu.note(sawY, cpu.readOnce(y));
                    cpu.writeOnce(z, 1);
                })
                .cpu(cpu -> {
                    cpu.note(sawZ, cpu.readOnce(z));
                    cpu.note(sawX, cpu.readOnce(x));
                })
                .ends(SC, 51, "000 001 010 011 100 101 111")
                .ends(TSO, 113, "000 001 010 011 100 101 111");
    }

    /** RWC: P1 sees P0's store, but not P2's. Can P2, after its store, miss P0's? */
    private Shape readToWriteCausality(boolean fence) {
        Ghost sawX = shape.register("1:x");
        Ghost sawY = shape.register("1:y");
        Ghost r2 = shape.register("2:r");
        return shape.cpu(cpu -> cpu.writeOnce(x, 1))
                .cpu(cpu -> {
                    cpu.note(sawX, cpu.readOnce(x));
                    cpu.note(sawY, cpu.readOnce(y));
                })
                .cpu(cpu -> {
                    cpu.writeOnce(y, 1);
                    if (fence) {
                        cpu.smpMb();
                    }
                    cpu.note(r2, cpu.readOnce(x));
                });
    }

    /** It can under TSO: P2's store is in its buffer while it loads. */
    @Test
    void readToWriteCausality() {
        readToWriteCausality(false)
                .ends(SC, 36, "000 001 010 011 101 110 111")
                .ends(TSO, 75, "000 001 010 011 100 101 110 111");
    }

    @Test
    void readToWriteCausalityWithAFullBarrier() {
        readToWriteCausality(true)
                .ends(SC, 47, "000 001 010 011 101 110 111")
                .ends(TSO, 73, "000 001 010 011 101 110 111");
    }

    /** IRIW: can two CPUs see two independent stores in opposite orders? */
    @Test
    void independentReadsOfIndependentWrites() {
        Ghost x2 = shape.register("2:x");
        Ghost y2 = shape.register("2:y");
        Ghost y3 = shape.register("3:y");
        Ghost x3 = shape.register("3:x");
        String allButOppositeOrders = "0000 0001 0010 0011 0100 0101 0110 0111 1000 1001 1011 1100 1101 1110 1111";
        shape.cpu(cpu -> cpu.writeOnce(x, 1))
                .cpu(cpu -> cpu.writeOnce(y, 1))
                .cpu(cpu -> {
                    cpu.note(x2, cpu.readOnce(x));
                    cpu.note(y2, cpu.readOnce(y));
                })
                .cpu(cpu -> {
                    cpu.note(y3, cpu.readOnce(y));
                    cpu.note(x3, cpu.readOnce(x));
                })
                .ends(SC, 97, allButOppositeOrders)
                .ends(TSO, 164, allButOppositeOrders);
    }

    /** As above, but each reader is the writer of one of the locations, and is answered by its own buffer. */
    @Test
    void readersOfTheirOwnWrites() {
        Ghost own0 = shape.register("0:own");
        Ghost other0 = shape.register("0:other");
        Ghost own1 = shape.register("1:own");
        Ghost other1 = shape.register("1:other");
        shape.cpu(cpu -> {
                    cpu.writeOnce(x, 1);
                    cpu.note(own0, cpu.readOnce(x));
                    cpu.note(other0, cpu.readOnce(y));
                })
                .cpu(cpu -> {
                    cpu.writeOnce(y, 1);
                    cpu.note(own1, cpu.readOnce(y));
                    cpu.note(other1, cpu.readOnce(x));
                })
                .ends(SC, 22, "1011 1110 1111")
                .ends(TSO, 62, "1010 1011 1110 1111");
    }
}
