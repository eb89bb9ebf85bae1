package org.shootdown.property.arm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.shootdown.check.armv8.Step.Acquire;
import org.shootdown.check.armv8.Step.Fence;

/** Generated programs under sequential consistency, and with the store buffers of x86-TSO, by interleaving. */
final class ArmInterleavings {
    private final ArmTiny program;
    private final boolean buffered;

    private ArmInterleavings(ArmTiny program, boolean buffered) {
        this.program = program;
        this.buffered = buffered;
    }

    /** What interleavings end in: cells, then the registers of each thread. */
    static Set<List<Integer>> outcomes(ArmTiny program) {
        return new ArmInterleavings(program, false).explore();
    }

    static Set<List<Integer>> tsoOutcomes(ArmTiny program) {
        return new ArmInterleavings(program, true).explore();
    }

    /**
     * Whether TSO orders all that Armv8 orders here. It does not order a store-release with a load-acquire behind it.
     * Programs with exclusives, which x86 has not, are left out.
     */
    static boolean tsoIsStronger(ArmTiny program) {
        for (List<ArmInstr> code : program.threads()) {
            boolean released = false;
            for (ArmInstr instruction : code) {
                boolean acquires =
                        instruction instanceof ArmInstr.Load load && load.acquire() == Acquire.SEQUENTIALLY_CONSISTENT
                                || instruction instanceof ArmInstr.Atomic atomic && atomic.acquire();
                if (acquires && released
                        || instruction instanceof ArmInstr.StoreExclusive
                        || instruction instanceof ArmInstr.Load exclusive && exclusive.exclusive()) {
                    return false;
                }
                released |= instruction instanceof ArmInstr.Store store && store.release()
                        || instruction instanceof ArmInstr.Atomic atomic && atomic.release();
            }
        }
        return true;
    }

    private record Thread(int at, List<Integer> registers, List<Integer> buffer, int reserved) {
        Thread next(int register, int value) {
            return new Thread(at + 1, with(registers, register, value), buffer, reserved);
        }

        Thread reserve(int cell) {
            return new Thread(at, registers, buffer, cell);
        }
    }

    private record State(List<Integer> cells, List<Thread> threads) {
        State with(int number, Thread thread) {
            List<Thread> changed = new ArrayList<>(threads);
            changed.set(number, thread);
            return new State(cells, changed);
        }

        /** A write in memory ends the reservations of others. */
        State written(int by, int cell, int value) {
            List<Thread> changed = new ArrayList<>();
            for (int i = 0; i < threads.size(); i++) {
                Thread thread = threads.get(i);
                changed.add(i != by && thread.reserved == cell ? thread.reserve(LOST) : thread);
            }
            return new State(ArmInterleavings.with(cells, cell, value), changed);
        }
    }

    /** In place of a reserved cell: none, and one that others have written since. */
    private static final int NOTHING = -1;

    private static final int LOST = -2;

    private static List<Integer> with(List<Integer> list, int index, int value) {
        if (index == ArmInstr.NONE) {
            return list;
        }
        List<Integer> changed = new ArrayList<>(list);
        changed.set(index, value);
        return changed;
    }

    private Set<List<Integer>> explore() {
        List<Thread> start = new ArrayList<>();
        program.threads().forEach(t -> start.add(new Thread(0, zeros(ArmTiny.REGISTERS), List.of(), NOTHING)));
        State initial = new State(zeros(ArmTiny.CELLS), start);
        Set<State> seen = new HashSet<>(Set.of(initial));
        ArrayDeque<State> waiting = new ArrayDeque<>(seen);
        Set<List<Integer>> outcomes = new HashSet<>();
        while (!waiting.isEmpty()) {
            State state = waiting.remove();
            List<State> successors = new ArrayList<>();
            for (int i = 0; i < state.threads.size(); i++) {
                successors(state, i, successors);
            }
            if (successors.isEmpty()) {
                List<Integer> outcome = new ArrayList<>(state.cells);
                state.threads.forEach(t -> outcome.addAll(t.registers));
                outcomes.add(outcome);
            }
            successors.stream().filter(seen::add).forEach(waiting::add);
        }
        return outcomes;
    }

    private static List<Integer> zeros(int count) {
        return Collections.nCopies(count, 0);
    }

    private void successors(State state, int number, List<State> found) {
        Thread thread = state.threads.get(number);
        if (!thread.buffer.isEmpty()) {
            List<Integer> rest = thread.buffer.subList(2, thread.buffer.size());
            found.add(state.with(number, new Thread(thread.at, thread.registers, List.copyOf(rest), thread.reserved))
                    .written(number, thread.buffer.get(0), thread.buffer.get(1)));
        }
        List<ArmInstr> code = program.threads().get(number);
        if (thread.at >= code.size()) {
            return;
        }
        ArmInstr instruction = code.get(thread.at);
        int[] registers = thread.registers.stream().mapToInt(Integer::intValue).toArray();
        Thread next = thread.next(ArmInstr.NONE, 0);
        if (instruction instanceof ArmInstr.Load load) {
            Thread after = thread.next(load.to(), value(state, thread, load.cell()));
            found.add(state.with(number, load.exclusive() ? after.reserve(load.cell()) : after));
        } else if (instruction instanceof ArmInstr.Store store) {
            store(state, number, next, store.cell(), store.value().of(registers), found);
        } else if (instruction instanceof ArmInstr.StoreExclusive store) {
            found.add(state.with(number, thread.next(store.status(), 1).reserve(NOTHING)));
            // After a load-exclusive of another cell it is a store like any other.
            if (thread.reserved >= 0) {
                Thread after = thread.next(store.status(), 0).reserve(NOTHING);
                store(state, number, after, store.cell(), store.value().of(registers), found);
            }
        } else if (instruction instanceof ArmInstr.Atomic atomic) {
            if (thread.buffer.isEmpty()) {
                int old = state.cells.get(atomic.cell());
                State after = state.with(number, thread.next(atomic.to(), old));
                found.add(
                        atomic.stores(old, registers)
                                ? after.written(number, atomic.cell(), atomic.stored(old, registers))
                                : after);
            }
        } else if (instruction instanceof ArmInstr.Barrier barrier) {
            boolean drains = barrier.fence() == Fence.FULL || barrier.fence() == Fence.STORES_COMPLETE;
            if (!drains || thread.buffer.isEmpty()) {
                found.add(state.with(number, next));
            }
        } else if (instruction instanceof ArmInstr.Skip skip) {
            int to = thread.at + 1 + (registers[skip.register()] == 0 ? 0 : skip.count());
            found.add(state.with(number, new Thread(to, thread.registers, thread.buffer, thread.reserved)));
        } else if (instruction instanceof ArmInstr.Select select) {
            int chosen = registers[select.condition()] == 0 ? select.first() : select.second();
            found.add(state.with(number, thread.next(select.to(), registers[chosen])));
        }
    }

    private void store(State state, int number, Thread after, int cell, int value, List<State> found) {
        if (buffered) {
            List<Integer> buffer = new ArrayList<>(after.buffer);
            buffer.add(cell);
            buffer.add(value);
            found.add(state.with(number, new Thread(after.at, after.registers, buffer, after.reserved)));
        } else {
            found.add(state.with(number, after).written(number, cell, value));
        }
    }

    /** The latest store in the thread's own buffer, or memory. */
    private static int value(State state, Thread thread, int cell) {
        for (int i = thread.buffer.size() - 2; i >= 0; i -= 2) {
            if (thread.buffer.get(i) == cell) {
                return thread.buffer.get(i + 1);
            }
        }
        return state.cells.get(cell);
    }
}
