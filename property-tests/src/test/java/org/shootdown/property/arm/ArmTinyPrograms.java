package org.shootdown.property.arm;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
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
import org.shootdown.property.arm.ArmInstr.StoreExclusive;
import org.shootdown.property.arm.ArmInstr.Value;

/**
 * Draws small Armv8 programs. Most are rings, as litmus tests are: each thread accesses one cell, then another one that
 * the next thread accesses first, and what is between the two may order them: a barrier, a dependency, a detour through
 * a cell that it has for itself. Programs without a shape hardly ever tell one memory model from another; a few are
 * drawn all the same.
 */
final class ArmTinyPrograms {
    private final Random random;
    private final List<ArmInstr> code = new ArrayList<>();
    /** Registers that hold something loaded, the latest last. */
    private final List<Integer> loaded = new ArrayList<>();

    private int exclusiveCell = ArmInstr.NONE;

    private ArmTinyPrograms(Random random) {
        this.random = random;
    }

    /** The {@linkplain ArmShapes shapes}, and so many programs in all. */
    static List<ArmTiny> draw(long seed, int count) {
        Random random = new Random(seed);
        List<ArmTiny> programs = new ArrayList<>(ArmShapes.all());
        while (programs.size() < count) {
            programs.add(random.nextInt(5) == 0 ? shapeless(random) : ring(random));
        }
        return programs;
    }

    /** The smallest program that {@code fails} too, by leaving out instructions. */
    static ArmTiny shrink(ArmTiny program, Predicate<ArmTiny> fails) {
        for (int t = 0; t < program.threads().size(); t++) {
            for (int i = 0; i < program.threads().get(t).size(); i++) {
                List<List<ArmInstr>> threads = new ArrayList<>(program.threads());
                List<ArmInstr> fewer = new ArrayList<>(threads.get(t));
                fewer.remove(i);
                threads.set(t, fewer);
                if (fails.test(new ArmTiny(threads))) {
                    return shrink(new ArmTiny(threads), fails);
                }
            }
        }
        return program;
    }

    private static ArmTiny ring(Random random) {
        int size = random.nextInt(3) == 0 ? 3 : 2;
        List<List<ArmInstr>> threads = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            ArmTinyPrograms thread = new ArmTinyPrograms(random);
            thread.access(i);
            int between = random.nextInt(size == 2 ? 4 : 2);
            for (int j = 0; j < between; j++) {
                thread.detour(ArmTiny.CELLS - 1 - (size == 2 ? i : 0));
            }
            thread.access((i + 1) % size);
            threads.add(thread.code);
        }
        return new ArmTiny(threads);
    }

    private static ArmTiny shapeless(Random random) {
        List<List<ArmInstr>> threads = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            ArmTinyPrograms thread = new ArmTinyPrograms(random);
            for (int j = 1 + random.nextInt(4); j > 0; j--) {
                thread.detour(random.nextInt(2));
            }
            threads.add(thread.code);
        }
        return new ArmTiny(threads);
    }

    private boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    private int anyRegister() {
        return random.nextInt(ArmTiny.REGISTERS);
    }

    /** A register to load into, which no value is lost with while there is a free one. */
    private int target() {
        int register = loaded.size() < ArmTiny.REGISTERS ? loaded.size() : anyRegister();
        if (!loaded.contains(register)) {
            loaded.add(register);
        }
        return register;
    }

    /** A register to depend on: mostly the one loaded last. */
    private int source() {
        return loaded.isEmpty() || oneIn(8)
                ? anyRegister()
                : loaded.get(loaded.size() - 1 - (oneIn(4) ? random.nextInt(loaded.size()) : 0));
    }

    private int address() {
        return !loaded.isEmpty() && oneIn(3) ? source() : ArmInstr.NONE;
    }

    private Value value() {
        From from = loaded.isEmpty() || oneIn(2) ? From.CONSTANT : oneIn(3) ? From.REGISTER : From.FALSE_DEPENDENCY;
        return new Value(from, 1 + random.nextInt(2), source());
    }

    private void access(int cell) {
        if (oneIn(2)) {
            load(cell);
        } else if (oneIn(4)) {
            atomic(cell);
        } else {
            code.add(new Store(cell, value(), oneIn(4), address()));
        }
    }

    private void load(int cell) {
        Acquire acquire = oneIn(2) ? Acquire.NONE : Acquire.values()[random.nextInt(3)];
        int address = address();
        // LDAPR has no exclusive form.
        boolean exclusive = acquire != Acquire.PROCESSOR_CONSISTENT && oneIn(4);
        code.add(new Load(target(), cell, acquire, exclusive, address));
        if (exclusive) {
            exclusiveCell = cell;
        }
    }

    private void atomic(int cell) {
        Update update = Update.values()[random.nextInt(3)];
        Value operand = value();
        int address = address();
        // CAS has one register for what it expects and what it finds.
        int expected = source();
        int to = oneIn(4) ? ArmInstr.NONE : update == Update.COMPARE ? expected : target();
        code.add(new Atomic(update, to, cell, operand, expected, oneIn(2), oneIn(2), address));
        if (to != ArmInstr.NONE && update == Update.COMPARE) {
            loaded.remove((Integer) to);
            loaded.add(to);
        }
    }

    /** Something on the way, perhaps with an access to {@code cell}. */
    private void detour(int cell) {
        if (exclusiveCell != ArmInstr.NONE && oneIn(2)) {
            code.add(new StoreExclusive(anyRegister(), oneIn(8) ? cell : exclusiveCell, value(), oneIn(4)));
            exclusiveCell = ArmInstr.NONE;
            return;
        }
        switch (random.nextInt(10)) {
            case 0, 1 -> code.add(new Barrier(Fence.values()[random.nextInt(Fence.values().length)]));
            case 2 -> code.add(new Skip(source(), random.nextInt(2)));
            case 3 -> {
                code.add(new Skip(source(), 0));
                code.add(new Barrier(Fence.CONTEXT));
            }
            case 4 -> {
                int condition = source();
                code.add(new Select(target(), anyRegister(), anyRegister(), condition));
            }
            case 5, 6 -> code.add(new Store(cell, value(), oneIn(4), address()));
            case 7 -> load(cell);
            default -> atomic(cell);
        }
    }
}
