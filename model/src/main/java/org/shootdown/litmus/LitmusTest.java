package org.shootdown.litmus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.SearchMonitor;

/**
 * A litmus test: a few threads, an initial state, and a question about the final states. Read from a file by {@link
 * #read}; decided by {@link #run}.
 */
public final class LitmusTest {
    private final String name;
    private final Addresses addresses;
    private final Condition condition;
    private final Proposition possible;
    private final List<String> notes;
    private final List<Location> observed;
    private final Decider decider;

    LitmusTest(
            String name,
            Addresses addresses,
            Map<Location, Long> initial,
            Threads threads,
            Condition condition,
            Hidden hidden,
            List<String> notes) {
        this.name = name;
        this.addresses = addresses;
        Map<Location, Long> all = new HashMap<>(initial);
        all.putAll(hidden.initial());
        this.condition = condition;
        this.possible = hidden.possible();
        this.notes = List.copyOf(notes);
        TreeSet<Location> locations = new TreeSet<>(condition.listed());
        condition.proposition().locations(locations::add);
        this.observed = List.copyOf(locations);
        condition.filter().locations(locations::add);
        possible.locations(locations::add);
        // Remembered is what is observed, and what decides whether to keep the state.
        this.decider = threads.decider(name, addresses, Map.copyOf(all), List.copyOf(locations));
    }

    /**
     * Reads a test; its first word says which language it is in: {@code X86} (Intel syntax), {@code X86_64} (AT&amp;T
     * syntax), {@code AArch64}, or {@code C} (the Linux kernel's primitives).
     *
     * @throws LitmusException if the file is malformed or uses something that has no counterpart here
     * @throws IOException if the file cannot be read
     */
    public static LitmusTest read(Path file) throws IOException {
        return parse(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
    }

    /** Like {@link #read}, from a text; errors call it {@code file}. */
    public static LitmusTest parse(String file, String text) {
        return new LitmusReader(file, text).read();
    }

    public String name() {
        return name;
    }

    public Quantifier quantifier() {
        return condition.quantifier();
    }

    public Proposition proposition() {
        return condition.proposition();
    }

    /** What a final state shows: the locations of the condition and of the {@code locations} clause. */
    public List<Location> observed() {
        return observed;
    }

    /** What a reader of the results should know of how the test was read; one line each, mostly none. */
    public List<String> notes() {
        return notes;
    }

    /** The condition as herd prints it. */
    public String condition() {
        return quantifier().keyword() + " (" + proposition().show(this::show) + ")";
    }

    /** A value as herd prints it: a number, or the location it is the address of. */
    public String show(long value) {
        return addresses.show(value);
    }

    /** The memory models that give the test's code a meaning; the first is that of its architecture. */
    public List<LitmusMemory> memories() {
        return decider.memories();
    }

    /**
     * Explores every execution.
     *
     * @throws org.shootdown.machine.ModelError if some execution uses a number as an address where nothing is
     * @throws IllegalArgumentException if the options' memory model is none of {@link #memories}
     */
    public LitmusResult run(CheckOptions options) {
        return run(LitmusMemory.of(options.memory()), options, SearchMonitor.NONE);
    }

    /**
     * As {@link #run(CheckOptions)}, watched by {@code monitor}.
     *
     * @param memory counts in place of the options' own memory model
     * @throws LitmusException if some execution of A64 code has an access where nothing is, or of mixed sizes
     */
    public LitmusResult run(LitmusMemory memory, CheckOptions options, SearchMonitor monitor) {
        if (!memories().contains(memory)) {
            throw new IllegalArgumentException("this test is decided under " + memories() + ", not under " + memory);
        }
        Decider.Finals finals = decider.decide(memory, options, monitor);
        TreeSet<SortedMap<Location, Long>> states = new TreeSet<>(LitmusTest::compareStates);
        for (SortedMap<Location, Long> remembered : finals.states()) {
            if (possible.holds(remembered) && condition.filter().holds(remembered)) {
                SortedMap<Location, Long> state = new TreeMap<>(remembered);
                state.keySet().retainAll(observed);
                states.add(Collections.unmodifiableSortedMap(state));
            }
        }
        return new LitmusResult(this, List.copyOf(states), finals.searched(), finals.end());
    }

    private static int compareStates(SortedMap<Location, Long> a, SortedMap<Location, Long> b) {
        for (Location location : a.keySet()) {
            int order = Long.compare(a.get(location), b.get(location));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
