package org.shootdown.check.unfold;

import java.util.BitSet;
import org.shootdown.machine.Machine;

/**
 * For each cell and ghost the values it may ever hold: its initial value and whatever some program stores.
 */
public final class ValueSets {
    private final BitSet[] cells;
    private final BitSet[] ghosts;

    ValueSets(Machine machine) {
        cells = machine.cells().stream().map(c -> singleton(c.initial())).toArray(BitSet[]::new);
        ghosts = machine.ghosts().stream().map(g -> singleton(g.initial())).toArray(BitSet[]::new);
    }

    private static BitSet singleton(int value) {
        BitSet set = new BitSet();
        set.set(value);
        return set;
    }

    /** The values cell number {@code index} may hold. */
    public BitSet cell(int index) {
        return cells[index];
    }

    /** The values ghost number {@code index} may hold. */
    public BitSet ghost(int index) {
        return ghosts[index];
    }

    /** Returns whether the value is new. */
    boolean addToCell(int index, int value) {
        boolean added = !cells[index].get(value);
        cells[index].set(value);
        return added;
    }

    /** Returns whether the value is new. */
    boolean addToGhost(int index, int value) {
        boolean added = !ghosts[index].get(value);
        ghosts[index].set(value);
        return added;
    }
}
