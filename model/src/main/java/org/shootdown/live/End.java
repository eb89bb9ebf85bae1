package org.shootdown.live;

/** Ends a program or a handler early; costs no stack trace. */
@SuppressWarnings("StaticAssignmentOfThrowable") // unwinds a program, and carries nothing
final class End extends Error {
    private static final long serialVersionUID = 1L;
    static final End INSTANCE = new End();

    private End() {
        super(null, null, false, false);
    }
}
