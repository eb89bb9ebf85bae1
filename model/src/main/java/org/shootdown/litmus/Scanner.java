package org.shootdown.litmus;

import java.math.BigInteger;
import java.util.List;
import java.util.function.Supplier;

/**
 * Cuts a litmus file into tokens, on demand: the body of a C test and everything around it have different comments, so
 * the parser says which it is about to read. Strings are tokens only in the preamble, which is skipped.
 */
final class Scanner {
    /** Which comments and symbols are read. */
    enum Style {
        /** Code tables, initial state and condition: comments are {@code (* *)} and nest. */
        LITMUS(List.of("/\\", "\\/", "<<", ">>", "<>", "!=", "==")),
        /** The body of a C test. */
        C(List.of("==", "!=", "<=", ">=", "&&", "||", "->", "++", "--"));

        private final List<String> longSymbols;

        Style(List<String> longSymbols) {
            this.longSymbols = longSymbols;
        }
    }

    enum Kind {
        WORD,
        NUMBER,
        SYMBOL,
        END
    }

    record Token(Kind kind, String text, int line, int column) {
        boolean is(String other) {
            return kind != Kind.END && text.equals(other);
        }

        @Override
        public String toString() {
            return kind == Kind.END ? "the end of the file" : "'" + text + "'";
        }
    }

    /** Deeper than anything that a person writes, and far from the end of the stack. */
    private static final int DEEPEST = 200;

    private final String file;
    private final String text;
    private Style style = Style.LITMUS;
    private int at;
    private int line = 1;
    private int lineStart;
    private Token peeked;
    private int depth;

    Scanner(String file, String text) {
        this.file = file;
        this.text = text;
    }

    /** Reads what follows in another style; what was peeked at before stays as it is. */
    void style(Style next) {
        style = next;
    }

    Token peek() {
        if (peeked == null) {
            peeked = scan();
        }
        return peeked;
    }

    Token next() {
        Token token = peek();
        peeked = null;
        return token;
    }

    /** Takes the next token if it is {@code symbol}. */
    boolean accept(String symbol) {
        if (!peek().is(symbol)) {
            return false;
        }
        next();
        return true;
    }

    void expect(String symbol) {
        if (!accept(symbol)) {
            throw expected("'" + symbol + "'");
        }
    }

    /** Whether {@code symbol} stands behind the next token, with nothing but blanks between. */
    boolean followedBy(String symbol) {
        peek();
        int behind = at;
        while (behind < text.length() && Character.isWhitespace(text.charAt(behind))) {
            behind++;
        }
        return text.startsWith(symbol, behind);
    }

    /** Reads something that may hold more of its kind, and refuses more than {@link #DEEPEST} of it inside each other. */
    <T> T nested(Supplier<T> inside) {
        if (++depth > DEEPEST) {
            throw error(peek(), "expected at most " + DEEPEST + " levels inside each other, found one more");
        }
        T read = inside.get();
        depth--;
        return read;
    }

    String word(String what) {
        if (peek().kind() != Kind.WORD) {
            throw expected(what);
        }
        return next().text();
    }

    /** A number of 64 bits, which may have a sign in front. */
    long number(String what) {
        return number(what, 64);
    }

    /**
     * A number that {@code bits} can hold as a signed or an unsigned number, in decimal or hexadecimal digits. Of 64 bits
     * what is larger than the largest signed number is read as the negative one of the same bits.
     *
     * @param bits 32 or 64
     */
    long number(String what, int bits) {
        Token first = peek();
        boolean negative = accept("-");
        Token token = peek();
        if (token.kind() != Kind.NUMBER) {
            throw expected(what);
        }
        next();
        boolean hexadecimal = token.text().startsWith("0x") || token.text().startsWith("0X");
        BigInteger magnitude =
                hexadecimal ? new BigInteger(token.text().substring(2), 16) : new BigInteger(token.text());
        BigInteger value = negative ? magnitude.negate() : magnitude;
        if (value.bitLength() > (negative ? bits - 1 : bits)) {
            throw error(
                    first,
                    "expected a number of at most " + bits + " bits, found '" + (negative ? "-" : "") + token.text()
                            + "'");
        }
        return value.longValue();
    }

    /** The rest of the current line, as it stands. */
    String restOfLine() {
        int end = text.indexOf('\n', at);
        String rest = text.substring(at, end < 0 ? text.length() : end);
        at += rest.length();
        return rest.strip();
    }

    /** Skips free text (a description, generator's remarks) up to the next {@code symbol} outside it. */
    void skipPreamble(char symbol) {
        while (at < text.length() && text.charAt(at) != symbol) {
            if (text.charAt(at) == '"') {
                int end = text.indexOf('"', at + 1);
                if (end < 0) {
                    throw error(here("\""), "expected a closing '\"', found the end of the file");
                }
                advanceTo(end + 1);
            } else if (!skipComment()) {
                advance();
            }
        }
    }

    /** Skips up to and including {@code closing}. */
    void skipPast(String closing) {
        int end = text.indexOf(closing, at);
        if (end < 0) {
            throw error(here(""), "expected '" + closing + "', found the end of the file");
        }
        advanceTo(end + closing.length());
    }

    LitmusException expected(String what) {
        return error(peek(), "expected " + what + ", found " + peek());
    }

    /** A place as errors name it: file, line and column. */
    String at(Token token) {
        return file + ":" + token.line() + ":" + token.column();
    }

    LitmusException error(Token where, String message) {
        return new LitmusException(file, where.line(), where.column(), message);
    }

    private Token scan() {
        while (at < text.length() && (Character.isWhitespace(text.charAt(at)) || skipComment())) {
            if (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                advance();
            }
        }
        if (at == text.length()) {
            return new Token(Kind.END, "", line, at - lineStart + 1);
        }
        char c = text.charAt(at);
        int end = at + 1;
        Kind kind = Kind.SYMBOL;
        if (Character.isLetterOrDigit(c) || c == '_') {
            kind = Character.isDigit(c) ? Kind.NUMBER : Kind.WORD;
            while (end < text.length() && isWordPart(text.charAt(end))) {
                end++;
            }
        } else {
            for (String symbol : style.longSymbols) {
                if (text.startsWith(symbol, at)) {
                    end = at + symbol.length();
                }
            }
        }
        Token token = new Token(kind, text.substring(at, end), line, at - lineStart + 1);
        at = end;
        if (kind == Kind.NUMBER && !token.text().matches("\\d+|0[xX][0-9a-fA-F]+")) {
            throw error(token, "expected a number, found " + token);
        }
        return token;
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private boolean skipComment() {
        if (style == Style.LITMUS && text.startsWith("(*", at)) {
            skipNested();
            return true;
        }
        if (text.startsWith("/*", at)) {
            skipPast("*/");
            return true;
        }
        if (text.startsWith("//", at)) {
            int end = text.indexOf('\n', at);
            advanceTo(end < 0 ? text.length() : end);
            return true;
        }
        return false;
    }

    private void skipNested() {
        Token start = here("(*");
        int depth = 0;
        do {
            if (text.startsWith("(*", at)) {
                depth++;
                advanceTo(at + 2);
            } else if (text.startsWith("*)", at)) {
                depth--;
                advanceTo(at + 2);
            } else if (at == text.length()) {
                throw error(start, "expected a '*)' that closes this comment, found the end of the file");
            } else {
                advance();
            }
        } while (depth > 0);
    }

    private Token here(String found) {
        return new Token(Kind.SYMBOL, found, line, at - lineStart + 1);
    }

    private void advanceTo(int end) {
        while (at < end) {
            advance();
        }
    }

    private void advance() {
        if (text.charAt(at++) == '\n') {
            line++;
            lineStart = at;
        }
    }
}
