package org.shootdown.litmus;

import java.util.List;
import java.util.Map;

/** Threads that become the programs of a machine. */
record MachineThreads(List<ThreadCode> threads) implements Threads {
    MachineThreads {
        threads = List.copyOf(threads);
    }

    @Override
    public int count() {
        return threads.size();
    }

    @Override
    public boolean has(int thread, Location register) {
        return threads.get(thread).register(register.name()) != null;
    }

    @Override
    public Decider decider(String name, Addresses addresses, Map<Location, Long> initial, List<Location> remembered) {
        return new MachineDecider(name, addresses, initial, threads, remembered);
    }
}
