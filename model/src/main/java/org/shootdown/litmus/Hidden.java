package org.shootdown.litmus;

import java.util.Map;

/**
 * What a test's code keeps in registers that its author does not see.
 *
 * @param initial their initial values, where those are not 0
 * @param possible holds of a final state if an execution can end in it; other executions are discarded
 */
record Hidden(Map<Location, Long> initial, Proposition possible) {
    static final Hidden NOTHING = new Hidden(Map.of(), new Proposition.Constant(true));
}
