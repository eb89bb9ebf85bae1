package org.shootdown.litmus;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import org.shootdown.machine.Cpu;

/**
 * Finds which values can occur in a test, before it is explored: runs each thread by itself in a memory where every
 * load may return any value that its location may hold, again and again until no run stores anything new.
 *
 * <p>That finds more than can occur, so it need not come to an end ({@code *x = *x + 1} on two threads). But an
 * execution makes each store at most once, since programs have no loops, so a value is at the end of a chain of no more
 * stores than all threads make; no more rounds than that are needed.
 */
final class PossibleValues {
    /** Beyond this a test has too many values to enumerate. */
    private static final int MOST_VALUES = 4096;

    /** Beyond this a thread can go too many ways to be run along each. */
    private static final int MOST_RUNS = 1_000_000;

    private final Addresses addresses;
    /** By cell: what it may hold. */
    private final List<Set<Long>> memory = new ArrayList<>();
    /** What is stored anywhere, or left in a register at the end. */
    private final Set<Long> found;

    private PossibleValues(Addresses addresses, Map<Location, Long> initial) {
        this.addresses = addresses;
        // 0 and 1 first, since locks work on the codes of values.
        found = new LinkedHashSet<>(List.of(0L, 1L));
        found.addAll(initial.values());
        for (String cell : addresses.cells()) {
            memory.add(new LinkedHashSet<>(List.of(initial.getOrDefault(Location.memory(cell), 0L))));
        }
    }

    /**
     * The values, 0 and 1 first.
     *
     * @param registers by thread: its registers' initial values
     * @throws IllegalArgumentException if there are too many
     */
    static Set<Long> find(
            Addresses addresses,
            Map<Location, Long> initial,
            List<ThreadCode> threads,
            List<Map<String, Long>> registers) {
        PossibleValues possible = new PossibleValues(addresses, initial);
        boolean grown = true;
        int stores = 0;
        for (int round = 0; grown && round <= stores; round++) {
            grown = false;
            stores = 0;
            for (int thread = 0; thread < threads.size(); thread++) {
                Runs runs = possible.new Runs(threads.get(thread), registers.get(thread));
                grown |= runs.all();
                stores += runs.mostStores;
            }
        }
        return possible.found;
    }

    /** All runs of one thread. */
    private final class Runs {
        private final ThreadCode code;
        private final Map<String, Long> registers;
        /** What each cell may hold, as at the start: what these runs store themselves is for the next round. */
        private final List<List<Long>> loadable = new ArrayList<>();
        /** By load of the current run: which of the values it returns. */
        private final List<Integer> path = new ArrayList<>();

        private int mostStores;
        private boolean grown;

        Runs(ThreadCode code, Map<String, Long> registers) {
            this.code = code;
            this.registers = registers;
            memory.forEach(values -> loadable.add(List.copyOf(values)));
        }

        /** Makes them; returns whether anything new was stored. */
        boolean all() {
            int runs = 0;
            boolean more = true;
            while (more) {
                if (++runs > MOST_RUNS) {
                    throw new IllegalArgumentException("has a thread that can go more than " + MOST_RUNS + " ways");
                }
                more = new Run().make();
            }
            return grown;
        }

        /** One run, along {@link #path} and then along the first value of each load. */
        private final class Run extends LitmusCpu {
            private final List<Integer> choices = new ArrayList<>();
            private int stores;

            Run() {
                super(registers);
            }

            /** Makes the run and steps to the next path; returns whether there is one. */
            boolean make() {
                try {
                    code.run(this);
                    registers().values().forEach(PossibleValues.this::remember);
                } catch (NoEnd e) {
                    // It waits for ever, or uses a number as an address: if that can really be, the exploration says
                    // so.
                }
                mostStores = Math.max(mostStores, stores);
                int last = choices.size() - 1;
                while (last >= 0 && path.get(last) + 1 == choices.get(last)) {
                    last--;
                }
                path.subList(last + 1, path.size()).clear();
                if (last < 0) {
                    return false;
                }
                path.set(last, path.get(last) + 1);
                return true;
            }

            @Override
            long load(long address) {
                List<Long> values = loadable.get(index(address));
                int at = choices.size();
                choices.add(values.size());
                if (at == path.size()) {
                    path.add(0);
                }
                return values.get(path.get(at));
            }

            @Override
            void store(long address, long value) {
                stores++;
                grown |= memory.get(index(address)).add(value);
                remember(value);
            }

            @Override
            long readModifyWrite(long address, LongUnaryOperator f) {
                long old = load(address);
                store(address, f.applyAsLong(old));
                return old;
            }

            @Override
            void lock(long address) {
                store(address, 1);
            }

            @Override
            void unlock(long address) {
                store(address, 0);
            }

            @Override
            void awaitZero(long address) {
                index(address);
            }

            @Override
            void waitForEver() {
                throw new NoEnd();
            }

            @Override
            void step(Consumer<Cpu> steps) {
                // Changes no value.
            }

            private int index(long address) {
                int index = addresses.indexAt(address);
                if (index < 0) {
                    throw new NoEnd();
                }
                return index;
            }
        }
    }

    private void remember(long value) {
        if (found.add(value) && found.size() > MOST_VALUES) {
            throw new IllegalArgumentException("computes with more than " + MOST_VALUES + " different values");
        }
    }

    /** A run came to where it cannot go on. */
    private static final class NoEnd extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
