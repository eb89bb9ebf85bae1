package org.shootdown.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * What the user gave cannot be used: an unknown name, a file that is not ours, a limit that makes no sense. The message
 * is one line that names what is wrong and what would be right.
 */
public final class BadInput extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BadInput(@Nullable String message) {
        super(message);
    }
}
