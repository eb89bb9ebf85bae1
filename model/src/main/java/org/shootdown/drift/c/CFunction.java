package org.shootdown.drift.c;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.shootdown.drift.c.Token.Kind;

/**
 * A function or function-like macro as a file defines it.
 *
 * @param line where its name stands
 * @param tokens its parameters and its body, with the directives in it; of each definition, where conditional compilation
 *     has several
 */
public record CFunction(String name, int line, List<Token> tokens) {
    private static final int HASH_BYTES = 16;
    private static final int STATEMENT_BYTES = 3;

    public CFunction {
        tokens = List.copyOf(tokens);
    }

    /** A part of the body that ends with a semicolon or a brace, or is a directive. */
    public record Statement(String hash, int line) {}

    /** A hash of the tokens: comments, white space and the lines they stand on do not count. */
    public String hash() {
        return hash(tokens, HASH_BYTES);
    }

    /** The statements in their order, each with a short hash: enough to see where a body changed, and no code. */
    public List<Statement> statements() {
        List<Statement> all = new ArrayList<>();
        List<Token> current = new ArrayList<>();
        for (Token token : tokens) {
            current.add(token);
            if (token.kind() == Kind.DIRECTIVE || token.is(";") || token.is("{") || token.is("}")) {
                all.add(new Statement(
                        hash(current, STATEMENT_BYTES), current.get(0).line()));
                current.clear();
            }
        }
        if (!current.isEmpty()) {
            all.add(new Statement(hash(current, STATEMENT_BYTES), current.get(0).line()));
        }
        return all;
    }

    private static String hash(List<Token> tokens, int bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Token token : tokens) {
                String text = token.kind() == Kind.DIRECTIVE ? token.text().replaceAll("\\s+", " ") : token.text();
                digest.update(text.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) ' ');
            }
            return HexFormat.of().formatHex(digest.digest(), 0, bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
