package org.shootdown.drift.c;

/**
 * A token of C, or a preprocessor directive as a whole.
 *
 * @param text as written, a directive without comments and with single spaces
 * @param line where it begins, from 1
 * @param out whether conditional compilation leaves it out of the build that is modelled: see {@link Build}
 */
public record Token(Kind kind, String text, int line, boolean out) {
    /** What a token is. */
    public enum Kind {
        /** An identifier or a keyword. */
        WORD,
        /** A number, a string or a character. */
        LITERAL,
        /** An operator or other punctuation. */
        PUNCTUATOR,
        /** A line that begins with {@code #}, with its continuations. */
        DIRECTIVE
    }

    boolean is(String other) {
        return kind != Kind.LITERAL && text.equals(other);
    }

    boolean isWord() {
        return kind == Kind.WORD;
    }

    Token leftOut() {
        return new Token(kind, text, line, true);
    }
}
