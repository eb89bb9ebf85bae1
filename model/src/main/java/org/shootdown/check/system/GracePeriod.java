package org.shootdown.check.system;

/** What the field of a grace period holds: nothing under way, over, or a set of CPUs that it still waits for. */
public final class GracePeriod {
    /** No grace period is under way. */
    public static final int NONE = 0;
    /** It waits for nobody any more: its callback runs, or who waits for it goes on. */
    public static final int OVER = 1;

    private GracePeriod() {}

    /** The value of the field of a grace period that waits for {@code readers}, bit n for CPU n. */
    static int waitingFor(int readers) {
        return OVER + readers;
    }

    /** Whether a grace period is under way and waits for somebody. */
    public static boolean isWaiting(int value) {
        return value > OVER;
    }

    /** Whether it waits for CPU number {@code cpu}. */
    static boolean waitsFor(int value, int cpu) {
        return isWaiting(value) && (value - OVER & 1 << cpu) != 0;
    }

    /** The value once it no longer waits for CPU number {@code cpu}, for which it does. */
    static int without(int value, int cpu) {
        return value - (1 << cpu);
    }
}
