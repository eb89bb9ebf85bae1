package org.shootdown.litmus;

import java.util.HashMap;
import java.util.Map;
import org.shootdown.litmus.Scanner.Token;

/** The cells that A64 code reaches by address. Each is accessed in one size only. */
final class A64Cells {
    private final Scanner scanner;
    private final Addresses addresses;
    private final Map<Integer, Integer> sizes = new HashMap<>();

    A64Cells(Scanner scanner, Addresses addresses) {
        this.scanner = scanner;
        this.addresses = addresses;
    }

    /**
     * The cell at {@code address}.
     *
     * @throws LitmusException if there is none, or other instructions access it with another number of {@code bytes}
     */
    int at(Token instruction, long address, int bytes) {
        int cell = addresses.indexAt(address);
        if (cell < 0) {
            throw scanner.error(
                    instruction, "expected the address of a location, found " + address + ", where nothing is");
        }
        Integer size = sizes.putIfAbsent(cell, bytes);
        if (size != null && size != bytes) {
            throw scanner.error(
                    instruction,
                    "expected an access of " + size + " bytes to "
                            + addresses.cells().get(cell)
                            + ", like the others to it (mixed sizes are not modelled), found one of " + bytes);
        }
        return cell;
    }

    /** How many bits of {@code cell} are accessed; 64 if it never is. */
    int bits(int cell) {
        return Byte.SIZE * sizes.getOrDefault(cell, Long.BYTES);
    }
}
