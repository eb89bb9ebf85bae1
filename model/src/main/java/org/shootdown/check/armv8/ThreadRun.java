package org.shootdown.check.armv8;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.shootdown.check.armv8.ArmProgram.ArmThread;
import org.shootdown.check.armv8.Step.Acquire;
import org.shootdown.check.armv8.Step.Atomic;
import org.shootdown.check.armv8.Step.Barrier;
import org.shootdown.check.armv8.Step.Branch;
import org.shootdown.check.armv8.Step.Either;
import org.shootdown.check.armv8.Step.Load;
import org.shootdown.check.armv8.Step.Store;
import org.shootdown.check.armv8.Step.StoreExclusive;
import org.shootdown.check.armv8.Step.Update;
import org.shootdown.check.armv8.Step.Wrong;
import org.shootdown.check.result.End;

/**
 * All that one thread can do by itself, given a list of writes: every write of its own in the list is a promise, which
 * it has to keep; other writes it adds at the end. A run that comes to the end and has kept all promises
 * <em>certifies</em> the list, and any of its added writes could have been promised next, if what must come before that
 * write is in the list already. A run that added nothing is a final one.
 *
 * <p>Certification finds the lists that are worth a look; what is allowed is decided by final runs alone, since views
 * hold back whatever the axioms do. So it may let through lists that come to nothing, as it does in two cases. An atomic
 * that must not be interrupted may find that another thread's write now follows what it read. And a comparison may be
 * taken to fail later on; see {@link #failLater}. It must not miss any, and for the paper's instructions the paper proves
 * that it does not: looking at this thread alone is enough, as a write that depends on what others still have to do
 * could not come now.
 */
@SuppressWarnings("ReferenceEquality") // runs and steps are made once each
final class ThreadRun {
    /** In place of a set of writes: some promise is never kept this way. */
    private static final BitSet BROKEN = new BitSet(0);

    /** A key, its place in the map, and a share of the sets of writes. */
    private static final long BYTES_PER_STATE = 120;

    private final Memory memory;
    private final Budget budget;
    private final int thread;
    private final int given;
    /** The times of this thread's promises. */
    private final int[] promised;

    private final Set<List<Long>> results = new HashSet<>();
    private final Map<Key, BitSet> known = new HashMap<>();
    private BitSet promisable = BROKEN;
    private RuntimeException wrong;

    ThreadRun(Memory memory, int thread, Budget budget) {
        this.memory = memory;
        this.budget = budget;
        this.thread = thread;
        this.given = memory.now();
        int[] own = new int[given];
        int count = 0;
        for (int time = 1; time <= given; time++) {
            if (memory.thread(time) == thread) {
                own[count++] = time;
            }
        }
        promised = Arrays.copyOf(own, count);
    }

    void run(ArmThread code, int cells) {
        budget.run();
        promisable = explore(ThreadState.initial(code, cells, (1L << promised.length) - 1));
    }

    /** What the thread can end with if nothing is added to the list. */
    Set<List<Long>> results() {
        return results;
    }

    /** What went wrong in a run that adds nothing to the list, if something did. */
    Optional<RuntimeException> wrong() {
        return Optional.ofNullable(wrong);
    }

    /** The {@linkplain Memory#number numbers} of the writes that it can promise next. */
    BitSet promisable() {
        return promisable;
    }

    /** A state for comparison: where the thread stands, its views, and what it added. */
    private record Key(Step step, int[] times, int hash) {
        static Key of(ThreadState state, Memory memory, int given) {
            int added = memory.now() - given;
            int[] views = state.times();
            int[] times = Arrays.copyOf(views, views.length + added + 2);
            for (int i = 0; i < added; i++) {
                times[views.length + i] = memory.write(given + i + 1);
            }
            times[times.length - 2] = (int) state.promises();
            times[times.length - 1] = (int) (state.promises() >>> Integer.SIZE);
            return new Key(state.step(), times, 31 * Arrays.hashCode(times) + System.identityHashCode(state.step()));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.hash == hash && key.step == step && Arrays.equals(key.times, times);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /** What can be promised by runs from {@code state} on that keep all promises; {@link #BROKEN} if there is none. */
    private BitSet explore(ThreadState state) {
        while (true) {
            if (state.step() instanceof Branch branch) {
                state.branch(branch.condition());
                state.step(branch.then().get());
            } else if (state.step() instanceof Barrier barrier) {
                state.fence(barrier.fence());
                state.step(barrier.then().get());
            } else {
                break;
            }
        }
        if (state.step() instanceof Step.End end) {
            return end(state, () -> results.add(end.result()));
        } else if (state.step() instanceof Wrong step) {
            return end(state, () -> wrong = step.why());
        }
        if (breaksPromise(state)) {
            return BROKEN;
        }
        Key key = Key.of(state, memory, given);
        BitSet before = known.get(key);
        if (before == null) {
            budget.state(BYTES_PER_STATE + (long) Integer.BYTES * key.times.length);
            if (budget.end() != End.COMPLETE) {
                return BROKEN;
            }
            before = next(state);
            known.put(key, before);
        }
        return before;
    }

    private boolean breaksPromise(ThreadState state) {
        for (long rest = state.promises(); rest != 0; rest &= rest - 1) {
            int time = promised[Long.numberOfTrailingZeros(rest)];
            if (state.isPast(memory.cell(time), time)) {
                return true;
            }
        }
        return false;
    }

    private BitSet end(ThreadState state, Runnable andFinal) {
        if (state.promises() != 0) {
            return BROKEN;
        }
        if (memory.now() == given && !state.speculates()) {
            andFinal.run();
        }
        return new BitSet();
    }

    private BitSet next(ThreadState state) {
        if (state.step() instanceof Load load) {
            return load(state, load);
        } else if (state.step() instanceof Store store) {
            return store(state, store);
        } else if (state.step() instanceof StoreExclusive store) {
            return storeExclusive(state, store);
        } else if (state.step() instanceof Either either) {
            return either(state, either);
        }
        return atomic(state, (Atomic) state.step());
    }

    private BitSet either(ThreadState state, Either either) {
        BitSet found = BROKEN;
        for (Supplier<Step> way : either.ways()) {
            ThreadState after = state.copy();
            after.step(way.get());
            found = union(found, explore(after));
        }
        return found;
    }

    private BitSet load(ThreadState state, Load load) {
        BitSet found = BROKEN;
        int earliest = state.earliestRead(load.cell(), load.acquire(), load.address());
        int time = memory.lastWrite(load.cell(), earliest);
        while (time >= 0) {
            ThreadState after = state.copy();
            after.read(load.cell(), time, load.acquire(), load.address(), load.slot(), true);
            if (load.exclusive()) {
                after.monitor(load.cell(), time);
            }
            after.step(load.then().apply(memory.value(load.cell(), time)));
            found = union(found, explore(after));
            time = memory.nextWrite(load.cell(), Math.max(time, earliest));
        }
        return found;
    }

    private BitSet store(ThreadState state, Store store) {
        int before = state.beforeWrite(store.cell(), store.release(), store.address(), store.data());
        return write(store.cell(), store.value(), before, time -> true, state, (after, time) -> {
            after.write(store.cell(), time, store.release(), store.address(), store.data());
            after.step(store.then().get());
        });
    }

    private BitSet storeExclusive(ThreadState state, StoreExclusive store) {
        int cell = store.cell();
        int before = state.beforeWrite(cell, store.release(), store.address(), store.data());
        IntPredicate succeeds = time -> state.monitorHolds(memory, cell, thread, time);
        BitSet found = write(cell, store.value(), before, succeeds, state, (after, time) -> {
            after.write(cell, time, store.release(), store.address(), store.data());
            after.wroteExclusive(cell);
            after.step(store.then().get());
        });
        ThreadState failed = state.copy();
        failed.clearMonitor();
        failed.step(store.failed().get());
        return union(found, explore(failed));
    }

    private BitSet atomic(ThreadState state, Atomic atomic) {
        BitSet found = BROKEN;
        int cell = atomic.cell();
        Acquire acquire = atomic.returns() ? atomic.acquire() : Acquire.NONE;
        int earliest = state.earliestRead(cell, acquire, atomic.address());
        int time = memory.lastWrite(cell, earliest);
        while (time >= 0) {
            int read = time;
            long old = memory.value(cell, read);
            ThreadState after = state.copy();
            after.read(cell, read, acquire, atomic.address(), atomic.slot(), atomic.returns());
            if (atomic.stores().test(old)) {
                found = union(found, atomicWrite(after, atomic, read, old, acquire));
                if (atomic.compared().all() != 0) {
                    found = union(found, failLater(state, atomic, acquire, read, old));
                }
            } else {
                after.step(atomic.then().apply(old));
                found = union(found, explore(after));
            }
            time = memory.nextWrite(cell, Math.max(time, earliest));
        }
        if (atomic.update() == Update.COMPARE) {
            long different = atomic.stores().test(0) ? 1 : 0;
            found = union(found, failLater(state, atomic, acquire, Memory.FUTURE, different));
        }
        return found;
    }

    /**
     * A comparison that is taken to fail. What is after a compare-and-swap that succeeds, such as whatever stands behind a
     * DMB ST, need not be after one that fails; so it can be promised before it is known what the comparison comes to,
     * which may depend on writes that are still to come: to the cell itself, or where the value to compare with was
     * read. Whatever depends on the first cannot be promised, so any value will do for it.
     *
     * @param read the time of what is read, or {@link Memory#FUTURE}
     */
    private BitSet failLater(ThreadState state, Atomic atomic, Acquire acquire, int read, long value) {
        ThreadState after = state.copy();
        after.speculate();
        after.read(atomic.cell(), read, acquire, atomic.address(), atomic.slot(), atomic.returns());
        after.step(atomic.then().apply(value));
        return explore(after);
    }

    private BitSet atomicWrite(ThreadState state, Atomic atomic, int read, long old, Acquire acquire) {
        int cell = atomic.cell();
        Sources data = atomic.data().pickedBy(atomic.compared());
        int before = state.beforeWrite(cell, atomic.release(), atomic.address(), data);
        IntPredicate uninterrupted = time -> !memory.othersWrote(cell, thread, read, time);
        boolean fullBarrier = acquire != Acquire.NONE && atomic.release();
        return write(cell, atomic.stored().applyAsLong(old), before, uninterrupted, state, (after, time) -> {
            after.write(cell, time, atomic.release(), atomic.address(), data);
            after.wroteAtomic(cell, atomic.update(), atomic.slot(), fullBarrier);
            after.step(atomic.then().apply(old));
        });
    }

    /** What a store does to the state, given the time of its write. */
    private interface Effect {
        void of(ThreadState after, int time);
    }

    /** A write that keeps a promise, or a new one, at a time after {@code before} that it {@code mayHave}. */
    private BitSet write(int cell, long value, int before, IntPredicate mayHave, ThreadState state, Effect effect) {
        BitSet found = BROKEN;
        int write = memory.number(thread, cell, value);
        for (long rest = state.promises(); rest != 0; rest &= rest - 1) {
            int promise = Long.numberOfTrailingZeros(rest);
            int time = promised[promise];
            if (memory.write(time) == write && time > before && mayHave.test(time)) {
                ThreadState after = state.copy();
                after.keepPromise(promise);
                effect.of(after, time);
                found = union(found, explore(after));
            }
        }
        int next = memory.now() + 1;
        if (mayHave.test(next)) {
            ThreadState after = state.copy();
            effect.of(after, next);
            memory.push(write);
            BitSet later = explore(after);
            memory.pop();
            found = union(found, later);
            if (later != BROKEN && before <= given && !found.get(write)) {
                found = (BitSet) found.clone();
                found.set(write);
            }
        }
        return found;
    }

    private static BitSet union(BitSet a, BitSet b) {
        if (a == BROKEN || a == b) {
            return b;
        } else if (b == BROKEN) {
            return a;
        }
        BitSet both = (BitSet) a.clone();
        both.or(b);
        return both;
    }
}
