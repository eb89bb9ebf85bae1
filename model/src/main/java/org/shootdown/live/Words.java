package org.shootdown.live;

import org.shootdown.machine.Cell;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.Machine;

/**
 * Where the cells and ghosts of a machine lie in a live machine's memory, and what is there at first: side by side, so
 * that a machine is a few cache lines, and millions a second can be made and thrown away. Made once per machine; each
 * execution takes a copy of the initial memory.
 */
final class Words {
    /** Ints that keep the words off the cache line of whatever the collector puts behind them. */
    private static final int MARGIN = 16;

    private final int[] initial;

    Words(Machine machine) {
        initial = new int[machine.cells().size() + machine.ghosts().size() + MARGIN];
        for (Cell cell : machine.cells()) {
            initial[cell.place()] = cell.initial();
        }
        for (Ghost ghost : machine.ghosts()) {
            initial[ghost.place()] = ghost.initial();
        }
    }

    int[] initial() {
        return initial.clone();
    }

    void reset(int[] memory) {
        System.arraycopy(initial, 0, memory, 0, initial.length);
    }
}
