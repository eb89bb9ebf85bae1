package org.shootdown.property.arm;

import java.util.ArrayList;
import java.util.List;
import org.shootdown.check.armv8.Step.Acquire;
import org.shootdown.check.armv8.Step.Fence;
import org.shootdown.check.armv8.Step.Update;
import org.shootdown.property.arm.ArmInstr.Atomic;
import org.shootdown.property.arm.ArmInstr.Barrier;
import org.shootdown.property.arm.ArmInstr.From;
import org.shootdown.property.arm.ArmInstr.Load;
import org.shootdown.property.arm.ArmInstr.Select;
import org.shootdown.property.arm.ArmInstr.Skip;
import org.shootdown.property.arm.ArmInstr.Store;
import org.shootdown.property.arm.ArmInstr.Value;

/** Programs that a draw seldom comes upon, each about one rule. */
final class ArmShapes {
    private static final int X = 0;
    private static final int Y = 1;
    private static final int Z = 2;
    private static final int NONE = ArmInstr.NONE;

    private ArmShapes() {}

    private static Value constant(int value) {
        return new Value(From.CONSTANT, value, 0);
    }

    private static Value dependent(int value, int register) {
        return new Value(From.FALSE_DEPENDENCY, value, register);
    }

    private static Load load(int to, int cell, int address) {
        return new Load(to, cell, Acquire.NONE, false, address);
    }

    private static Store store(int cell, Value value) {
        return new Store(cell, value, false, NONE);
    }

    private static Atomic atomic(Update update, int to, int cell, Value operand, int expected) {
        return new Atomic(update, to, cell, operand, expected, false, false, NONE);
    }

    /** P0 stores to x, and with a release to {@code flag}; P1 does {@code reader}. */
    private static ArmTiny messagePassing(int flag, ArmInstr... reader) {
        return new ArmTiny(
                List.of(List.of(store(X, constant(1)), new Store(flag, constant(1), true, NONE)), List.of(reader)));
    }

    /** P0 loads x, and stores with a release to y; P1 loads y, and does {@code rest}. */
    private static ArmTiny loadBuffering(ArmInstr... rest) {
        List<ArmInstr> second = new ArrayList<>(List.of(load(0, Y, NONE)));
        second.addAll(List.of(rest));
        return new ArmTiny(List.of(List.of(load(0, X, NONE), new Store(Y, constant(1), true, NONE)), second));
    }

    private static List<ArmInstr> releaseThenLoad(int stored, int loaded) {
        return List.of(
                new Store(stored, constant(1), true, NONE),
                new Load(0, loaded, Acquire.PROCESSOR_CONSISTENT, false, NONE));
    }

    static List<ArmTiny> all() {
        Load acquireZ = new Load(2, Z, Acquire.SEQUENTIALLY_CONSISTENT, false, NONE);
        return List.of(
                // A store comes after what the address of an earlier load depends on.
                loadBuffering(load(1, Z, 0), store(X, constant(1))),
                // ... and of an earlier store.
                loadBuffering(new Store(Z, constant(1), false, 0), store(X, constant(1))),
                loadBuffering(new Barrier(Fence.FULL), store(X, constant(1))),
                new ArmTiny(List.of(
                        List.of(store(X, constant(1)), new Barrier(Fence.STORES), store(Y, constant(1))),
                        List.of(load(0, Y, NONE), load(1, X, 0)))),
                // A branch orders later loads together with an ISB.
                messagePassing(Y, load(0, Y, NONE), new Skip(0, 0), new Barrier(Fence.CONTEXT), load(1, X, NONE)),
                // Two loads of one cell do not go back.
                messagePassing(Y, load(0, X, NONE), load(1, X, NONE)),
                // LDAPR passes an earlier release.
                new ArmTiny(List.of(releaseThenLoad(X, Y), releaseThenLoad(Y, X))),
                // A load from the thread's own store does not wait for the branch before the store (PPOCA), ...
                messagePassing(
                        Y, load(0, Y, NONE), new Skip(0, 0), store(Z, constant(1)), load(1, Z, NONE), load(2, X, 1)),
                // ... but for the data of the store.
                messagePassing(Y, load(0, Y, NONE), store(Z, dependent(1, 0)), load(1, Z, NONE), load(2, X, 1)),
                // An acquire from the thread's own atomic is after the atomic's read, ...
                messagePassing(Z, atomic(Update.SWAP, 1, Z, constant(2), 0), acquireZ, load(3, X, NONE)),
                // ... and not after its write.
                messagePassing(
                        Y,
                        load(0, Y, NONE),
                        new Skip(0, 0),
                        store(Z, constant(1)),
                        atomic(Update.SWAP, 1, Z, constant(2), 0),
                        acquireZ,
                        load(3, X, NONE)),
                // What an atomic computes from memory is a dependency on its read, through memory too.
                messagePassing(Z, atomic(Update.MODIFY, 1, Z, constant(2), 0), load(2, Z, NONE), load(3, X, 2)),
                // An atomic without a result is no load to DMB LD.
                messagePassing(
                        Y, atomic(Update.SWAP, NONE, Y, constant(2), 0), new Barrier(Fence.LOADS), load(0, X, NONE)),
                // A store of a compare-and-swap comes after what its comparison was picked by.
                loadBuffering(new Select(1, 2, 3, 0), atomic(Update.COMPARE, NONE, X, constant(1), 1)),
                // A load does not come after what its address was picked by.
                messagePassing(Y, load(0, Y, NONE), new Select(1, 2, 3, 0), load(2, X, 1)));
    }
}
