package org.shootdown.drift;

import java.util.List;
import org.shootdown.drift.c.Access;

/**
 * What was read of one function: facts, and no code.
 *
 * @param hash of its body
 * @param statements a short hash of each statement
 * @param accesses what it does to shared memory, in order
 */
record LockEntry(Citation citation, String hash, List<String> statements, List<Access> accesses) {
    LockEntry {
        statements = List.copyOf(statements);
        accesses = List.copyOf(accesses);
    }
}
