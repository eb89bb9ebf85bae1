package org.shootdown.junit;

import org.jspecify.annotations.Nullable;

/** A test's failure in words. Has no stack trace: where the engine stands when it fails says nothing about the race. */
final class RaceFailure extends AssertionError {
    private static final long serialVersionUID = 1L;

    RaceFailure(@Nullable String message) {
        super(message);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
