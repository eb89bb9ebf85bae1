package org.shootdown.synthesis;

/** Something has no answer within the limits, or since the user called it off: nothing may be said that rests on it. */
public final class Undecided extends RuntimeException {
    private static final long serialVersionUID = 1;

    Undecided(String message) {
        super(message);
    }
}
