package org.shootdown.check.armv8;

import java.util.List;
import java.util.Set;
import org.shootdown.check.result.End;

/**
 * What a program can end in.
 *
 * @param outcomes the distinct final states
 * @param memories how many lists of writes were looked at
 * @param states in how many states their threads were, altogether
 * @param end why the exploration stopped; if not {@link End#COMPLETE}, outcomes may be missing
 */
public record ArmOutcomes(Set<Outcome> outcomes, long memories, long states, End end) {
    /**
     * A final state.
     *
     * @param memory the value of each cell
     * @param threads what each thread {@linkplain Step.End#result ended with}
     */
    public record Outcome(List<Long> memory, List<List<Long>> threads) {}
}
