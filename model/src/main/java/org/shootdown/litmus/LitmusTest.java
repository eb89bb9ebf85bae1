package org.shootdown.litmus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.shootdown.check.CheckResult;
import org.shootdown.check.Checker;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.SearchMonitor;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Program;

/**
 * A litmus test: a few threads, an initial state, and a question about the final states. Read from a file by {@link
 * #read}; decided by {@link #run}.
 */
public final class LitmusTest {
    private final String name;
    private final Addresses addresses;
    private final Map<Location, Long> initial;
    private final List<ThreadCode> threads;
    private final Quantifier quantifier;
    private final Proposition proposition;
    private final List<Location> observed;
    private final Values values;

    LitmusTest(
            String name,
            Addresses addresses,
            Map<Location, Long> initial,
            List<ThreadCode> threads,
            Quantifier quantifier,
            Proposition proposition,
            List<Location> listed) {
        this.name = name;
        this.addresses = addresses;
        this.initial = Map.copyOf(initial);
        this.threads = List.copyOf(threads);
        this.quantifier = quantifier;
        this.proposition = proposition;
        TreeSet<Location> locations = new TreeSet<>(listed);
        proposition.locations(locations::add);
        this.observed = List.copyOf(locations);
        this.values = Values.closure(initial.values(), threads);
    }

    /**
     * Reads a test; its first word says which language it is in: {@code X86} (Intel syntax), {@code X86_64} (AT&amp;T
     * syntax) or {@code C} (the Linux kernel's primitives).
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
        return quantifier;
    }

    public Proposition proposition() {
        return proposition;
    }

    /** What a final state shows: the locations of the condition and of the {@code locations} clause. */
    public List<Location> observed() {
        return observed;
    }

    /** The condition as herd prints it. */
    public String condition() {
        return quantifier.keyword() + " (" + proposition.show(this::show) + ")";
    }

    /** A value as herd prints it: a number, or the location it is the address of. */
    public String show(long value) {
        return addresses.show(value);
    }

    /** The test as a machine: a cell per memory location, a ghost per observed register, a CPU per thread. */
    public Machine machine() {
        Machine.Builder builder = Machine.builder(name);
        List<Cell> cells = new ArrayList<>();
        for (String location : addresses.names()) {
            cells.add(builder.cell(location, values.max(), initialCode(Location.memory(location))));
        }
        Map<Location, Ghost> finals = new HashMap<>();
        for (Location location : observed) {
            if (location.isMemory()) {
                builder.observe(cells.get(addresses.names().indexOf(location.name())));
            } else {
                // A register that no thread's code ends with keeps its initial value.
                Ghost ghost = builder.ghost(location.toString(), values.max(), initialCode(location));
                builder.observe(ghost);
                finals.put(location, ghost);
            }
        }
        for (int thread = 0; thread < threads.size(); thread++) {
            builder.cpu("P" + thread, program(thread, cells, finals));
        }
        return builder.build();
    }

    private int initialCode(Location location) {
        return values.code(initial.getOrDefault(location, 0L));
    }

    private Program program(int thread, List<Cell> cells, Map<Location, Ghost> finals) {
        ThreadCode code = threads.get(thread);
        Map<String, Long> registers = new HashMap<>();
        initial.forEach((location, value) -> {
            if (location.thread() == thread) {
                registers.put(code.register(location.name()), value);
            }
        });
        Program program = cpu -> {
            LitmusCpu litmusCpu = new LitmusCpu(cpu, addresses, cells, values, registers);
            code.run(litmusCpu);
            finals.forEach((location, ghost) -> {
                if (location.thread() == thread) {
                    cpu.note(ghost, values.code(litmusCpu.register(code.register(location.name()))));
                }
            });
        };
        return program.named("P" + thread);
    }

    /**
     * Explores every execution.
     *
     * @throws org.shootdown.machine.ModelError if some execution uses a number as an address where nothing is
     */
    public LitmusResult run(CheckOptions options) {
        return run(options, SearchMonitor.NONE);
    }

    /** As {@link #run(CheckOptions)}, watched by {@code monitor}. */
    public LitmusResult run(CheckOptions options, SearchMonitor monitor) {
        CheckResult check = Checker.check(machine(), options, monitor);
        List<Location> order = new ArrayList<>(observed);
        // An outcome lists the cells before the ghosts.
        order.sort((a, b) -> Boolean.compare(b.isMemory(), a.isMemory()));
        List<SortedMap<Location, Long>> states = new ArrayList<>();
        for (List<Integer> outcome : check.outcomes()) {
            SortedMap<Location, Long> state = new TreeMap<>();
            for (int i = 0; i < order.size(); i++) {
                state.put(order.get(i), values.value(outcome.get(i)));
            }
            states.add(Collections.unmodifiableSortedMap(state));
        }
        states.sort(LitmusTest::compareStates);
        return new LitmusResult(this, List.copyOf(states), check);
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
