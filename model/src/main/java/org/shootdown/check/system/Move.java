package org.shootdown.check.system;

import org.shootdown.check.result.Schedule.Turn;

/**
 * A transition on a path, by which it can be found again.
 *
 * @param from the state before
 * @param turn the choice that tells it from the other transitions out of {@code from}
 * @param to the state behind
 */
public record Move(long[] from, Turn turn, long[] to) {}
