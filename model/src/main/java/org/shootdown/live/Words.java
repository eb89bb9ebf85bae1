package org.shootdown.live;

import org.shootdown.machine.Cell;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Page;

/**
 * Where the cells and ghosts of a machine lie in a live machine's memory, and what is there at first: side by side, so
 * that a machine is a few cache lines, and millions a second can be made and thrown away. Made once per machine; each
 * execution takes a copy of the initial memory.
 */
final class Words {
    /**
     * Ints on both sides of the words that keep them off other cache lines: that of the array's own length, which each
     * access looks at, and those of whatever the collector puts around it.
     */
    private static final int MARGIN = 16;

    private final int[] initial;

    Words(Machine machine) {
        initial = new int[MARGIN + machine.cells().size() + machine.ghosts().size() + MARGIN];
        for (Cell cell : machine.cells()) {
            initial[at(cell)] = cell.initial();
        }
        for (Ghost ghost : machine.ghosts()) {
            initial[at(ghost)] = ghost.initial();
        }
    }

    static int at(Cell cell) {
        return MARGIN + cell.place();
    }

    static int at(Ghost ghost) {
        return MARGIN + ghost.place();
    }

    /** Where the {@linkplain Page#state state} of a page lies. */
    static int at(Page page) {
        return MARGIN + page.place();
    }

    int[] initial() {
        return initial.clone();
    }

    void reset(int[] memory) {
        System.arraycopy(initial, 0, memory, 0, initial.length);
    }
}
