package org.shootdown.classic;

import static org.shootdown.check.options.MemoryModel.SC;
import static org.shootdown.check.options.MemoryModel.TSO;

import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.IpiFunction;

/**
 * SB: two CPUs each store to a location of their own and then load the other's. Can both load 0?
 *
 * <p>Never under SC: one of the stores comes first, and the other CPU's load comes after it. Under TSO both stores can
 * still be in their buffers, unless something between store and load waits for the buffer to be empty, on both sides.
 */
class StoreBufferingTest {
    private static final String ALL = "00 01 10 11";
    private static final String NOT_BOTH_OLD = "01 10 11";

    /** Both CPUs do {@code between} between store and load. */
    private static Shape sb(BiConsumer<Cpu, Cell> store, BiConsumer<Cpu, Cell> between) {
        return sb(store, between, store, between);
    }

    private static Shape sb(
            BiConsumer<Cpu, Cell> store0,
            BiConsumer<Cpu, Cell> between0,
            BiConsumer<Cpu, Cell> store1,
            BiConsumer<Cpu, Cell> between1) {
        Shape shape = new Shape("SB");
        Cell x = shape.location("x");
        Cell y = shape.location("y");
        Ghost r0 = shape.register("0:r");
        Ghost r1 = shape.register("1:r");
        return shape.cpu(cpu -> {
                    store0.accept(cpu, x);
                    between0.accept(cpu, x);
                    cpu.note(r0, cpu.readOnce(y));
                })
                .cpu(cpu -> {
                    store1.accept(cpu, y);
                    between1.accept(cpu, y);
                    cpu.note(r1, cpu.readOnce(x));
                });
    }

    private static void store(Cpu cpu, Cell own) {
        cpu.writeOnce(own, 1);
    }

    private static void nothing(Cpu cpu, Cell own) {}

    private static void fence(Cpu cpu, Cell own) {
        cpu.smpMb();
    }

    @Test
    void plain() {
        sb(StoreBufferingTest::store, StoreBufferingTest::nothing)
                .ends(SC, 13, NOT_BOTH_OLD)
                .ends(TSO, 34, ALL);
    }

    @Test
    void withAFullBarrierOnBothSides() {
        sb(StoreBufferingTest::store, StoreBufferingTest::fence)
                .ends(SC, 22, NOT_BOTH_OLD)
                .ends(TSO, 31, NOT_BOTH_OLD);
    }

    /** As above, but on one side only: the other side's store still lingers. */
    @Test
    void withAFullBarrierOnOneSide() {
        sb(StoreBufferingTest::store, StoreBufferingTest::fence, StoreBufferingTest::store, StoreBufferingTest::nothing)
                .ends(SC, 17, NOT_BOTH_OLD)
                .ends(TSO, 34, ALL);
    }

    /** smp_wmb orders stores with stores and smp_rmb loads with loads; neither orders a store with a load. */
    @Test
    void withReadAndWriteBarriers() {
        sb(StoreBufferingTest::store, (cpu, own) -> {
                    cpu.smpWmb();
                    cpu.smpRmb();
                })
                .ends(SC, 33, NOT_BOTH_OLD)
                .ends(TSO, 98, ALL);
    }

    /** A release orders what comes before it, not what comes after. */
    @Test
    void withStoreRelease() {
        sb((cpu, own) -> cpu.storeRelease(own, 1), StoreBufferingTest::nothing)
                .ends(SC, 13, NOT_BOTH_OLD)
                .ends(TSO, 34, ALL);
    }

    /** xchg stores with a locked instruction, which leaves nothing in the buffer. */
    @Test
    void withXchgInsteadOfTheStores() {
        sb((cpu, own) -> cpu.xchg(own, 1), StoreBufferingTest::nothing)
                .ends(SC, 13, NOT_BOTH_OLD)
                .ends(TSO, 13, NOT_BOTH_OLD);
    }

    /** A cmpxchg that fails stores nothing, and is a full barrier all the same. */
    @Test
    void withAFailingCmpxchgAsBarrier() {
        sb(StoreBufferingTest::store, (cpu, own) -> cpu.cmpxchg(own, 2, 0))
                .ends(SC, 22, NOT_BOTH_OLD)
                .ends(TSO, 31, NOT_BOTH_OLD);
    }

    /** A CPU that has seen its own store need not have shown it to anyone: the load is answered by the buffer. */
    @Test
    void withALoadOfItsOwnStoreBetween() {
        sb(StoreBufferingTest::store, (cpu, own) -> cpu.readOnce(own))
                .ends(SC, 22, NOT_BOTH_OLD)
                .ends(TSO, 62, ALL);
    }

    /** Turning interrupts off and on again orders nothing. */
    @Test
    void withInterruptsOff() {
        Shape shape = new Shape("SB+irqoff");
        Cell x = shape.location("x");
        Cell y = shape.location("y");
        Ghost r0 = shape.register("0:r");
        Ghost r1 = shape.register("1:r");
        shape.cpu(cpu -> {
                    int flags = cpu.irqSave();
                    cpu.writeOnce(x, 1);
                    cpu.irqRestore(flags);
                    cpu.note(r0, cpu.readOnce(y));
                })
                .cpu(cpu -> {
                    cpu.writeOnce(y, 1);
                    int flags = cpu.irqSave();
                    cpu.note(r1, cpu.readOnce(x));
                    cpu.irqRestore(flags);
                });
        shape.ends(SC, 35, NOT_BOTH_OLD).ends(TSO, 94, ALL);
    }

    private static final IpiFunction INTERRUPT = IpiFunction.empty("interrupt", IpiFunction.Purpose.OTHER);

    /**
     * One CPU has no barrier at all; the other, instead of its own, interrupts the first and waits: membarrier(2). An
     * interrupt empties the buffer of the CPU that takes it, and whether it is taken before the store, between store
     * and load or after the load, one of the two loads is late enough.
     */
    @Test
    void withAnInterruptInsteadOfTheOtherCpusBarrier() {
        interrupted(false).ends(SC, 25, NOT_BOTH_OLD).ends(TSO, 44, NOT_BOTH_OLD);
    }

    /** As above, but the CPU that is interrupted has interrupts off from before its store until after its load. */
    @Test
    void withAnInterruptThatHasToWait() {
        interrupted(true).ends(SC, 40, NOT_BOTH_OLD).ends(TSO, 70, NOT_BOTH_OLD);
    }

    private static Shape interrupted(boolean irqOff) {
        Shape shape = new Shape("SB+ipi");
        Cell x = shape.location("x");
        Cell y = shape.location("y");
        Ghost r0 = shape.register("0:r");
        Ghost r1 = shape.register("1:r");
        return shape.cpu(cpu -> {
                    int flags = irqOff ? cpu.irqSave() : 0;
                    cpu.writeOnce(x, 1);
                    cpu.note(r0, cpu.readOnce(y));
                    cpu.irqRestore(flags);
                })
                .cpu(cpu -> {
                    cpu.writeOnce(y, 1);
                    cpu.sendIpi(0, INTERRUPT);
                    cpu.awaitIpi(0);
                    cpu.note(r1, cpu.readOnce(x));
                });
    }

    /** As above, but nobody waits for the interrupt to be taken. */
    @Test
    void withAnInterruptThatNobodyWaitsFor() {
        Shape shape = new Shape("SB+ipi-nowait");
        Cell x = shape.location("x");
        Cell y = shape.location("y");
        Ghost r0 = shape.register("0:r");
        Ghost r1 = shape.register("1:r");
        shape.cpu(cpu -> {
                    cpu.writeOnce(x, 1);
                    cpu.note(r0, cpu.readOnce(y));
                })
                .cpu(cpu -> {
                    cpu.writeOnce(y, 1);
                    cpu.sendIpi(0, INTERRUPT);
                    cpu.note(r1, cpu.readOnce(x));
                });
        shape.ends(SC, 27, NOT_BOTH_OLD).ends(TSO, 49, ALL);
    }

    /** 3.SB: as plain, but around a ring of three. */
    @Test
    void aroundARingOfThree() {
        Shape shape = new Shape("3.SB");
        Cell[] cells = {shape.location("x"), shape.location("y"), shape.location("z")};
        for (int i = 0; i < 3; i++) {
            Cell own = cells[i];
            Cell next = cells[(i + 1) % 3];
            Ghost r = shape.register(i + ":r");
            shape.cpu(cpu -> {
                cpu.writeOnce(own, 1);
                cpu.note(r, cpu.readOnce(next));
            });
        }
        shape.ends(SC, 51, "001 010 011 100 101 110 111").ends(TSO, 198, "000 001 010 011 100 101 110 111");
    }
}
