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
    private final Condition condition;
    private final Proposition possible;
    private final List<String> notes;
    private final List<Location> observed;
    /** What the machine remembers of a final state: what is observed, and what decides whether to keep the state. */
    private final List<Location> remembered;

    /** By thread: its registers' initial values. */
    private final List<Map<String, Long>> registers = new ArrayList<>();

    private final Values values;

    LitmusTest(
            String name,
            Addresses addresses,
            Map<Location, Long> initial,
            List<ThreadCode> threads,
            Condition condition,
            Hidden hidden,
            List<String> notes) {
        this.name = name;
        this.addresses = addresses;
        Map<Location, Long> all = new HashMap<>(initial);
        all.putAll(hidden.initial());
        this.initial = Map.copyOf(all);
        this.threads = List.copyOf(threads);
        this.condition = condition;
        this.possible = hidden.possible();
        this.notes = List.copyOf(notes);
        TreeSet<Location> locations = new TreeSet<>(condition.listed());
        condition.proposition().locations(locations::add);
        this.observed = List.copyOf(locations);
        condition.filter().locations(locations::add);
        possible.locations(locations::add);
        this.remembered = List.copyOf(locations);
        for (int thread = 0; thread < threads.size(); thread++) {
            registers.add(initialRegisters(thread));
        }
        this.values = new Values(PossibleValues.find(addresses, this.initial, threads, registers));
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

    /** The test as a machine: a cell per memory location, a ghost per register to remember, a CPU per thread. */
    public Machine machine() {
        Machine.Builder builder = Machine.builder(name);
        List<Cell> cells = new ArrayList<>();
        for (String location : addresses.cells()) {
            cells.add(builder.cell(location, values.max(), initialCode(Location.memory(location))));
        }
        if (cells.isEmpty()) {
            // To wait takes a cell.
            cells.add(builder.cell("none", 0));
        }
        Map<Location, Ghost> finals = new HashMap<>();
        for (Location location : remembered) {
            if (location.isMemory()) {
                builder.observe(cells.get(addresses.cells().indexOf(location.name())));
            } else {
                // A register that its thread does not have keeps its initial value.
                Ghost ghost = builder.ghost(location.toString(), values.max(), initialCode(location));
                builder.observe(ghost);
                finals.put(location, ghost);
            }
        }
        if (remembered.isEmpty()) {
            // A machine that observes nothing has no outcomes, but to end is one here.
            builder.observe(builder.ghost("ended", 0, 0));
        }
        for (int thread = 0; thread < threads.size(); thread++) {
            builder.cpu("P" + thread, program(thread, cells, finals));
        }
        return builder.build();
    }

    private int initialCode(Location location) {
        return values.code(initial.getOrDefault(location, 0L));
    }

    private Map<String, Long> initialRegisters(int thread) {
        Map<String, Long> values = new HashMap<>();
        initial.forEach((location, value) -> {
            if (location.thread() == thread) {
                values.put(threads.get(thread).register(location.name()), value);
            }
        });
        return values;
    }

    private Program program(int thread, List<Cell> cells, Map<Location, Ghost> finals) {
        ThreadCode code = threads.get(thread);
        Program program = cpu -> {
            LitmusCpu litmusCpu = new MachineCpu(cpu, addresses, cells, values, registers.get(thread));
            code.run(litmusCpu);
            finals.forEach((location, ghost) -> {
                String register = location.thread() == thread ? code.register(location.name()) : null;
                if (register != null) {
                    cpu.note(ghost, values.code(litmusCpu.register(register)));
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
        List<Location> order = new ArrayList<>(remembered);
        // An outcome lists the cells before the ghosts.
        order.sort((a, b) -> Boolean.compare(b.isMemory(), a.isMemory()));
        TreeSet<SortedMap<Location, Long>> states = new TreeSet<>(LitmusTest::compareStates);
        for (List<Integer> outcome : check.outcomes()) {
            SortedMap<Location, Long> state = new TreeMap<>();
            for (int i = 0; i < order.size(); i++) {
                state.put(order.get(i), Srcu.shown(values.value(outcome.get(i))));
            }
            if (possible.holds(state) && condition.filter().holds(state)) {
                state.keySet().retainAll(observed);
                states.add(Collections.unmodifiableSortedMap(state));
            }
        }
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
