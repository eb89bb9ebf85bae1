package org.shootdown.litmus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.shootdown.check.armv8.ArmOutcomes;
import org.shootdown.check.armv8.ArmProgram;
import org.shootdown.check.armv8.ArmProgram.ArmThread;
import org.shootdown.check.armv8.Promising;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.SearchMonitor;

/** The threads of an AArch64 test, decided under Armv8 with the dependencies that their text has. */
record ArmThreads(List<A64Code> threads, Scanner scanner) implements Threads {
    @Override
    public int count() {
        return threads.size();
    }

    /** Every thread has all registers. */
    @Override
    public boolean has(int thread, Location register) {
        return true;
    }

    @Override
    public Decider decider(String name, Addresses addresses, Map<Location, Long> initial, List<Location> remembered) {
        return new ArmDecider(addresses, initial, remembered);
    }

    private final class ArmDecider implements Decider {
        private final Addresses addresses;
        private final Map<Location, Long> initial;
        private final List<Location> remembered;

        private ArmDecider(Addresses addresses, Map<Location, Long> initial, List<Location> remembered) {
            this.addresses = addresses;
            this.initial = initial;
            this.remembered = remembered;
        }

        @Override
        public List<LitmusMemory> memories() {
            return List.of(LitmusMemory.ARMV8);
        }

        @Override
        public Finals decide(LitmusMemory memory, CheckOptions options, SearchMonitor monitor) {
            A64Cells cells = new A64Cells(scanner, addresses);
            List<List<Location>> registers = new ArrayList<>();
            List<ArmThread> code = new ArrayList<>();
            for (int thread = 0; thread < threads.size(); thread++) {
                List<Location> own = ofThread(thread, remembered);
                registers.add(own);
                Map<A64Register, Long> values = new HashMap<>();
                ofThread(thread, List.copyOf(initial.keySet()))
                        .forEach(l -> values.put(A64Register.of(l.name()), initial.get(l)));
                List<A64Register> results =
                        own.stream().map(l -> A64Register.of(l.name())).toList();
                code.add(threads.get(thread).thread(values, results, cells));
            }
            List<Long> contents = addresses.cells().stream()
                    .map(cell -> initial.getOrDefault(Location.memory(cell), 0L))
                    .toList();
            ArmOutcomes found = Promising.explore(new ArmProgram(contents, code), options, monitor);
            Set<SortedMap<Location, Long>> states = new HashSet<>();
            found.outcomes().forEach(outcome -> states.add(state(outcome, registers, cells)));
            return new Finals(states, found.states(), found.end());
        }

        private static List<Location> ofThread(int thread, List<Location> locations) {
            return locations.stream().filter(l -> l.thread() == thread).toList();
        }

        /** Memory is shown as signed numbers of the size it was accessed in, registers as signed numbers of 64 bits. */
        private SortedMap<Location, Long> state(
                ArmOutcomes.Outcome outcome, List<List<Location>> registers, A64Cells cells) {
            SortedMap<Location, Long> state = new TreeMap<>();
            for (Location location : remembered) {
                if (location.isMemory()) {
                    int cell = addresses.cells().indexOf(location.name());
                    state.put(location, A64Code.extend(outcome.memory().get(cell), cells.bits(cell)));
                }
            }
            for (int thread = 0; thread < registers.size(); thread++) {
                for (int i = 0; i < registers.get(thread).size(); i++) {
                    state.put(
                            registers.get(thread).get(i),
                            outcome.threads().get(thread).get(i));
                }
            }
            return state;
        }
    }
}
