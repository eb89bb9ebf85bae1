package org.shootdown.interleaving;

/** What is expected of an outcome. */
public enum Expect {
    /** May be reached or not. */
    ACCEPTABLE,
    /** Must be reached: a test that cannot show what it is about shows nothing. */
    INTERESTING,
    /** Must not be reached by any execution. */
    FORBIDDEN
}
