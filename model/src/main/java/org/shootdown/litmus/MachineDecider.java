package org.shootdown.litmus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.shootdown.check.CheckResult;
import org.shootdown.check.Checker;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.SearchMonitor;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Program;

/** Decides a test as a {@link Machine}, by the same checker as every other model. */
final class MachineDecider implements Decider {
    private final String name;
    private final Addresses addresses;
    private final Map<Location, Long> initial;
    private final List<ThreadCode> threads;
    private final List<Location> remembered;

    /** By thread: its registers' initial values. */
    private final List<Map<String, Long>> registers = new ArrayList<>();

    private final Values values;

    MachineDecider(
            String name,
            Addresses addresses,
            Map<Location, Long> initial,
            List<ThreadCode> threads,
            List<Location> remembered) {
        this.name = name;
        this.addresses = addresses;
        this.initial = initial;
        this.threads = threads;
        this.remembered = remembered;
        for (int thread = 0; thread < threads.size(); thread++) {
            registers.add(initialRegisters(thread));
        }
        this.values = new Values(PossibleValues.find(addresses, initial, threads, registers));
    }

    @Override
    public List<LitmusMemory> memories() {
        return List.of(LitmusMemory.TSO, LitmusMemory.SC);
    }

    @Override
    public Finals decide(LitmusMemory memory, CheckOptions options, SearchMonitor monitor) {
        CheckOptions with = options.withMemory(memory.machine().orElseThrow());
        CheckResult check = Checker.check(machine(), with, monitor);
        List<Location> order = new ArrayList<>(remembered);
        // An outcome lists the cells before the ghosts.
        order.sort((a, b) -> Boolean.compare(b.isMemory(), a.isMemory()));
        Set<SortedMap<Location, Long>> states = new HashSet<>();
        for (List<Integer> outcome : check.outcomes()) {
            SortedMap<Location, Long> state = new TreeMap<>();
            for (int i = 0; i < order.size(); i++) {
                state.put(order.get(i), Srcu.shown(values.value(outcome.get(i))));
            }
            states.add(state);
        }
        return new Finals(states, check.states(), check.exploration().end());
    }

    /** The test as a machine: a cell per memory location, a ghost per register to remember, a CPU per thread. */
    private Machine machine() {
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
}
