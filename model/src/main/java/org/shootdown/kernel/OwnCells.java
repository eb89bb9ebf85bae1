package org.shootdown.kernel;

import java.util.HashMap;
import java.util.Map;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Machine;

/** The cells that a rule or a backend keeps beside those that every kernel has, for one CPU or for one mm. */
final class OwnCells {
    private final Machine.Builder machine;
    private final String suffix;
    private final Map<String, Cell> cells = new HashMap<>();
    private boolean sealed;

    /** @param suffix what a cell's name in traces has behind the name that it was declared with */
    OwnCells(Machine.Builder machine, String suffix) {
        this.machine = machine;
        this.suffix = suffix;
    }

    /** From here on nothing is declared: the machine is being put together, or runs. */
    void seal() {
        sealed = true;
    }

    void declare(String name, int max, int initial) {
        if (sealed) {
            throw new IllegalArgumentException(name + suffix
                    + " is declared too late: a rule or backend declares its cells" + " in its method declare");
        }
        if (cells.containsKey(name)) {
            throw new IllegalArgumentException(name + suffix + " is declared twice");
        }
        cells.put(name, machine.cell(name + suffix, max, initial));
    }

    Cell get(String name) {
        Cell cell = cells.get(name);
        if (cell == null) {
            throw new IllegalArgumentException(name + suffix + " is used, but no rule or backend declares it");
        }
        return cell;
    }
}
