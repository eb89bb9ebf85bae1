package org.shootdown.check.unfold;

import java.util.List;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.Property;
import org.shootdown.machine.Situation;

/** What belongs to the step before it and is invisible to other programs: ghost state and judgement. */
public sealed interface Effect {
    /** Whether the other is the same, be it on this machine or on the same machine built again. */
    boolean isSame(Effect other);

    /** The effect as errors tell it. */
    String inWords();

    /** A history variable takes a value. */
    record Note(Ghost ghost, int value) implements Effect {
        @Override
        public boolean isSame(Effect other) {
            return other instanceof Note n && ghost.index() == n.ghost.index() && value == n.value;
        }

        @Override
        public String inWords() {
            return ghost + " = " + value;
        }
    }

    /** A situation is reached. */
    record Reached(Situation situation) implements Effect {
        @Override
        public boolean isSame(Effect other) {
            return other instanceof Reached r && situation.index() == r.situation.index();
        }

        @Override
        public String inWords() {
            return "reached " + situation;
        }
    }

    /** The program's own condition failed. */
    record Broken(Property property, String why) implements Effect {
        @Override
        public boolean isSame(Effect other) {
            return equals(other);
        }

        @Override
        public String inWords() {
            return "failed: " + why;
        }
    }

    /** Whether both are the same, one by one. */
    static boolean same(List<Effect> a, List<Effect> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!a.get(i).isSame(b.get(i))) {
                return false;
            }
        }
        return true;
    }
}
