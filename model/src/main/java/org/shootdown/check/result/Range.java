package org.shootdown.check.result;

/**
 * The counts of something over all executions that come to their end; {@link #EMPTY} where none does.
 *
 * @param min the smallest count
 * @param max the largest count
 */
public record Range(int min, int max) {
    /** The range of what never happened. */
    public static final Range EMPTY = new Range(Integer.MAX_VALUE, -1);

    /** Whether it is the range of what never happened. */
    public boolean isEmpty() {
        return max < 0;
    }

    /** The smallest range that holds this one and {@code value}. */
    public Range with(int value) {
        return value >= min && value <= max ? this : new Range(Math.min(min, value), Math.max(max, value));
    }

    /** The smallest range that holds this one and {@code other}. */
    public Range with(Range other) {
        return new Range(Math.min(min, other.min), Math.max(max, other.max));
    }
}
