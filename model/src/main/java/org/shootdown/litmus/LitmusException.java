package org.shootdown.litmus;

/** A litmus file that cannot be read: one line with file, line, column, what was expected and what was found. */
public final class LitmusException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LitmusException(String file, int line, int column, String message) {
        super(file + ":" + line + ":" + column + ": " + message);
    }
}
