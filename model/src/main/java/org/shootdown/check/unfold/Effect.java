package org.shootdown.check.unfold;

import org.shootdown.machine.Ghost;
import org.shootdown.machine.Property;
import org.shootdown.machine.Situation;

/** What belongs to the step before it and is invisible to other programs: ghost state and judgement. */
public sealed interface Effect {
    /** A history variable takes a value. */
    record Note(Ghost ghost, int value) implements Effect {}

    /** A situation is reached. */
    record Reached(Situation situation) implements Effect {}

    /** The program's own condition failed. */
    record Broken(Property property, String why) implements Effect {}
}
