package org.shootdown.litmus;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** A statement about one final state. */
public sealed interface Proposition {
    boolean holds(Map<Location, Long> state);

    /** Calls {@code each} for every location the statement speaks of. */
    void locations(Consumer<Location> each);

    /** As herd prints it; {@code value} prints a number, which may be an address. */
    String show(LongFunction<String> value);

    /** A location holds a value. */
    record Equal(Location location, long value) implements Proposition {
        @Override
        public boolean holds(Map<Location, Long> state) {
            return state.get(location) == value;
        }

        @Override
        public void locations(Consumer<Location> each) {
            each.accept(location);
        }

        @Override
        public String show(LongFunction<String> show) {
            return location + "=" + show.apply(value);
        }
    }

    /** Two locations hold the same value. */
    record Same(Location left, Location right) implements Proposition {
        @Override
        public boolean holds(Map<Location, Long> state) {
            return state.get(left).equals(state.get(right));
        }

        @Override
        public void locations(Consumer<Location> each) {
            each.accept(left);
            each.accept(right);
        }

        @Override
        public String show(LongFunction<String> value) {
            return left + "=" + right;
        }
    }

    /** The opposite. */
    record Not(Proposition of) implements Proposition {
        @Override
        public boolean holds(Map<Location, Long> state) {
            return !of.holds(state);
        }

        @Override
        public void locations(Consumer<Location> each) {
            of.locations(each);
        }

        @Override
        public String show(LongFunction<String> value) {
            return "not (" + of.show(value) + ")";
        }
    }

    /** Both. */
    record And(Proposition left, Proposition right) implements Proposition {
        @Override
        public boolean holds(Map<Location, Long> state) {
            return left.holds(state) && right.holds(state);
        }

        @Override
        public void locations(Consumer<Location> each) {
            left.locations(each);
            right.locations(each);
        }

        @Override
        public String show(LongFunction<String> value) {
            return inside(left, value) + " /\\ " + inside(right, value);
        }

        private static String inside(Proposition part, LongFunction<String> value) {
            return part instanceof Or ? "(" + part.show(value) + ")" : part.show(value);
        }
    }

    /** At least one. */
    record Or(Proposition left, Proposition right) implements Proposition {
        @Override
        public boolean holds(Map<Location, Long> state) {
            return left.holds(state) || right.holds(state);
        }

        @Override
        public void locations(Consumer<Location> each) {
            left.locations(each);
            right.locations(each);
        }

        @Override
        public String show(LongFunction<String> value) {
            return left.show(value) + " \\/ " + right.show(value);
        }
    }

    /** {@code true} or {@code false}. */
    record Constant(boolean truth) implements Proposition {
        @Override
        public boolean holds(Map<Location, Long> state) {
            return truth;
        }

        @Override
        public void locations(Consumer<Location> each) {}

        @Override
        public String show(LongFunction<String> value) {
            return Boolean.toString(truth);
        }
    }
}
