package org.shootdown.live;

import java.util.ArrayList;
import java.util.List;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Observation;

/**
 * One execution of a machine on real threads. Each processor is run once, by any thread; the programs are the machine's
 * own. What came out may be asked for once all have returned, by a thread that knows of it by some synchronisation.
 *
 * <p>A program that waits for what another program does must not be run on the thread that is to run the other one
 * later, and a machine that can deadlock can hang. So can one in which a program waits for what an RCU callback does that
 * it has handed over itself, although the explorer lets the callback run meanwhile: here it runs on the thread of the
 * program, once that has ended. To run it in the midst of the wait would need a context of its own, for it may wait
 * itself, for what the program does next.
 */
public final class LiveMachine {
    private final Blueprint blueprint;
    private final int[] memory;
    private final LiveCpu[] cpus;

    /** What all executions of a machine have in common. */
    public static final class Blueprint {
        final Machine machine;
        final Words words;
        final int insideUnlinked;

        public Blueprint(Machine machine) {
            this.machine = machine;
            this.words = new Words(machine);
            this.insideUnlinked = machine.insideUnlinked() == null
                    ? 0
                    : 1 << machine.insideUnlinked().index();
        }

        public Machine machine() {
            return machine;
        }
    }

    public LiveMachine(Blueprint blueprint) {
        this.blueprint = blueprint;
        this.memory = blueprint.words.initial();
        List<Machine.Processor> processors = blueprint.machine.processors();
        this.cpus = new LiveCpu[processors.size()];
        for (int p = 0; p < cpus.length; p++) {
            cpus[p] = new LiveCpu(blueprint, processors.get(p), memory, cpus);
        }
    }

    /** Runs the program of processor {@code id} to its end. */
    public void run(int id) {
        cpus[id].run();
    }

    /** Makes the machine ready for another execution, as if it were new. */
    public void reset() {
        blueprint.words.reset(memory);
        for (LiveCpu cpu : cpus) {
            cpu.reset();
        }
    }

    /** Bit n: the property with ordinal n was broken. */
    public int broken() {
        int broken = 0;
        for (LiveCpu cpu : cpus) {
            broken |= cpu.broken();
        }
        return broken;
    }

    /** Bit n: situation number n was reached. */
    public int reached() {
        int reached = 0;
        for (LiveCpu cpu : cpus) {
            reached |= cpu.reached();
        }
        return reached;
    }

    /** The value of {@code cell} in memory. */
    public int value(Cell cell) {
        return memory[Words.at(cell)];
    }

    /** The value of {@code ghost}. */
    public int value(Ghost ghost) {
        return memory[Words.at(ghost)];
    }

    public Observation observation() {
        List<Integer> values = new ArrayList<>();
        for (Cell cell : blueprint.machine.observedCells()) {
            values.add(value(cell));
        }
        for (Ghost ghost : blueprint.machine.observedGhosts()) {
            values.add(value(ghost));
        }
        return new Observation(values, broken(), reached());
    }
}
