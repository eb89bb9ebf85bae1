package org.shootdown.check.unfold;

import java.time.Duration;
import org.shootdown.check.options.CheckOptions;

/**
 * How hard to look for programs that are not deterministic, and how long to wait for one that makes no step.
 *
 * <p>Every history is run again at least {@code repeats} times, each time on objects made anew, and the places that
 * several histories share as often as there are of those. A coin that falls to one side with probability p is overlooked
 * at a place with probability p^(repeats + 1) + (1 - p)^(repeats + 1), an even one with 2^-repeats; so what comes once in
 * thousands of runs cannot be seen this way. Neither can what stays the same while the check lasts: a clock that is read
 * in seconds, a static field set once, the order of a hash set that is made once for the whole process.
 *
 * @param repeats how often each history is run again, at least
 * @param milliseconds in how many different milliseconds to do that, at least, for a clock to move on in between
 * @param maxRunTime how long a run may go on without making a step
 */
public record UnfoldOptions(int repeats, int milliseconds, Duration maxRunTime) {
    /** An even coin at one place of one machine is overlooked once in 16 million times. */
    private static final int REPEATS = 24;

    /**
     * What each of many machines gets at least: one that tosses an even coin at one place is overlooked once in 64 times. It
     * makes the whole matrix take about a twelfth more processor time than without.
     */
    private static final int FEWEST = 6;

    /** Whether a millisecond is odd is overlooked as seldom as a coin that is tossed so often. */
    private static final int MILLISECONDS = 12;

    /** For one machine. */
    public static final UnfoldOptions ONE = new UnfoldOptions(REPEATS, MILLISECONDS, CheckOptions.DEFAULT_MAX_RUN_TIME);

    /** For one that is not looked at with care. */
    static final UnfoldOptions ONCE = new UnfoldOptions(0, 0, CheckOptions.DEFAULT_MAX_RUN_TIME);

    public UnfoldOptions {
        if (repeats < 0 || milliseconds < 0 || maxRunTime.isNegative() || maxRunTime.isZero()) {
            throw new IllegalArgumentException("needs 0 repeats or more, and some time to run");
        }
    }

    /**
     * For one of many machines that are unfolded one after the other: the more, the less is done on each, for what is not
     * deterministic is mostly so in many of them.
     */
    public static UnfoldOptions oneOf(int machines) {
        int some = Math.max(1, machines);
        int repeats = Math.max(FEWEST, Math.min(REPEATS, 6_000 / some));
        return new UnfoldOptions(repeats, some < 20 ? MILLISECONDS : 0, CheckOptions.DEFAULT_MAX_RUN_TIME);
    }

    public UnfoldOptions withMaxRunTime(Duration time) {
        return new UnfoldOptions(repeats, milliseconds, time);
    }

    /** Without waiting for clocks to move on. */
    public UnfoldOptions atOnce() {
        return new UnfoldOptions(repeats, 0, maxRunTime);
    }
}
