package org.shootdown.machine;

/**
 * A shared variable that holds an integer in {@code 0..max}. The declared range is what lets the explorer pack a whole
 * machine state into a few words, so keep it tight: it ends at 65,535 at most, and a store outside it is reported as an
 * error of the storing program.
 *
 * <p>A cell is either <em>memory</em>, which the memory model governs (a store may linger in a store buffer), or a
 * <em>register</em>: state of the hardware itself such as a TLB entry or CR3, which every access reaches at once.
 * Cells are made by {@link Machine.Builder} and belong to one machine.
 */
public final class Cell {
    private final String name;
    private final int index;
    private final int max;
    private final int initial;
    private final boolean register;
    private final int place;

    Cell(String name, int index, int max, int initial, boolean register, int place) {
        this.name = name;
        this.index = index;
        this.max = max;
        this.initial = initial;
        this.register = register;
        this.place = place;
    }

    /** What traces call it. */
    public String name() {
        return name;
    }

    /** The cell's position among its machine's cells, from 0. */
    public int index() {
        return index;
    }

    /** The cell's position among its machine's cells and ghosts, from 0, in order of declaration. */
    public int place() {
        return place;
    }

    /** The largest value the cell can hold; the smallest is 0. */
    public int max() {
        return max;
    }

    /** The value that it starts with. */
    public int initial() {
        return initial;
    }

    /** Whether the cell is hardware state outside the memory model: no store buffer delays a store to it. */
    public boolean isRegister() {
        return register;
    }

    @Override
    public String toString() {
        return name;
    }
}
