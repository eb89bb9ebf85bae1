package org.shootdown.live;

import org.shootdown.machine.Cell;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.Machine;

/**
 * Where the cells and ghosts of a machine lie in a live machine's memory, and what is there at first. Made once per
 * machine; each execution takes a copy of the initial memory.
 */
final class Words {
    final int shift;
    final int firstGhost;
    private final int[] initial;

    Words(Machine machine, Layout layout) {
        shift = layout.shift();
        firstGhost = machine.cells().size();
        initial = new int[firstGhost + machine.ghosts().size() + 1 << shift];
        for (Cell cell : machine.cells()) {
            initial[cell.index() << shift] = cell.initial();
        }
        for (Ghost ghost : machine.ghosts()) {
            initial[firstGhost + ghost.index() << shift] = ghost.initial();
        }
    }

    int[] initial() {
        return initial.clone();
    }

    void reset(int[] memory) {
        System.arraycopy(initial, 0, memory, 0, initial.length);
    }
}
