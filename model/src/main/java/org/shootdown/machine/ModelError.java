package org.shootdown.machine;

/**
 * The model itself is wrong: a program that is not deterministic, never ends, stores a value outside a cell's range or
 * misuses the contract. The message is one line that names the program and, where there is one, the Java line.
 */
public final class ModelError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says in one line what is wrong, and what would be right. */
    public ModelError(String message) {
        super(message);
    }
}
