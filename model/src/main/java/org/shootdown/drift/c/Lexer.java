package org.shootdown.drift.c;

import java.util.ArrayList;
import java.util.List;
import org.shootdown.drift.c.Token.Kind;

/** Cuts C into tokens: comments and white space go, continued lines are joined, directives stay whole. */
final class Lexer {
    /** Longest first, so that {@code ->} is not taken for {@code -}. */
    private static final List<String> OPERATORS = List.of(
            "<<=", ">>=", "...", "->", "++", "--", "<<", ">>", "<=", ">=", "==", "!=", "&&", "||", "+=", "-=", "*=",
            "/=", "%=", "&=", "|=", "^=", "##");

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line;

    private Lexer(String text, int firstLine) {
        this.text = text;
        this.line = firstLine;
    }

    static List<Token> tokens(String text) {
        return tokens(text, 1);
    }

    static List<Token> tokens(String text, int firstLine) {
        return new Lexer(text, firstLine).all();
    }

    private List<Token> all() {
        boolean lineBegins = true;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n') {
                lineBegins = true;
                line++;
                at++;
            } else if (Character.isWhitespace(c) || isContinuation()) {
                skip(isContinuation() ? 2 : 1);
            } else if (isComment()) {
                skip(commentLength());
            } else {
                token(c, lineBegins);
                lineBegins = false;
            }
        }
        return tokens;
    }

    private void token(char c, boolean lineBegins) {
        if (c == '#' && lineBegins) {
            directive();
        } else if (Character.isLetter(c) || c == '_' || c == '$') {
            add(Kind.WORD, wordEnd(at));
        } else if (Character.isDigit(c)) {
            add(Kind.LITERAL, numberEnd(at));
        } else if (c == '"' || c == '\'') {
            add(Kind.LITERAL, quoteEnd(c));
        } else {
            add(Kind.PUNCTUATOR, at + operatorLength());
        }
    }

    private void add(Kind kind, int end) {
        tokens.add(new Token(kind, text.substring(at, end), line, false));
        skip(end - at);
    }

    /** Goes on, counting lines. */
    private void skip(int length) {
        int end = Math.min(at + length, text.length());
        while (at < end) {
            line += text.charAt(at++) == '\n' ? 1 : 0;
        }
    }

    private boolean isContinuation() {
        return text.startsWith("\\\n", at);
    }

    private boolean isComment() {
        return text.startsWith("/*", at) || text.startsWith("//", at);
    }

    private int commentLength() {
        String end = text.startsWith("/*", at) ? "*/" : "\n";
        int close = text.indexOf(end, at + 2);
        return close < 0 ? text.length() - at : close - at + (end.equals("*/") ? 2 : 0);
    }

    private int wordEnd(int from) {
        int end = from;
        while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
            end++;
        }
        return Math.max(end, from + 1);
    }

    private int numberEnd(int from) {
        int end = from;
        while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '.')) {
            end++;
        }
        return end;
    }

    private int quoteEnd(char quote) {
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != quote) {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        return Math.min(end + 1, text.length());
    }

    private int operatorLength() {
        for (String operator : OPERATORS) {
            if (text.startsWith(operator, at)) {
                return operator.length();
            }
        }
        return 1;
    }

    /** Takes the line and its continuations as one token; newlines in it stay, for those who count lines within. */
    private void directive() {
        int begins = line;
        StringBuilder whole = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '\n') {
            if (isContinuation()) {
                whole.append('\n');
                skip(2);
            } else if (isComment()) {
                int before = line;
                skip(commentLength());
                whole.append(line == before ? " " : "\n".repeat(line - before));
            } else {
                whole.append(text.charAt(at++));
            }
        }
        tokens.add(new Token(Kind.DIRECTIVE, whole.toString().strip(), begins, false));
    }
}
