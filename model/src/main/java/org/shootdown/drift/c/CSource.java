package org.shootdown.drift.c;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.shootdown.drift.c.Token.Kind;

/** A C file's functions and function-like macros by name, those of the modelled build where there is a choice. */
public final class CSource {
    private static final Pattern MACRO = Pattern.compile("#\\s*define\\s+(\\w+)(\\([^)]*\\).*)", Pattern.DOTALL);

    /** What may stand before or after the parameters of a function, with parentheses of its own. */
    private static final Set<String> ATTRIBUTES = Set.of(
            "__attribute__",
            "__acquires",
            "__releases",
            "__must_hold",
            "__cond_acquires",
            "__cond_lock",
            "__printf",
            "__aligned",
            "__section",
            "__alloc_size",
            "__malloc",
            "__no_sanitize");

    private final Map<String, List<Definition>> definitions = new LinkedHashMap<>();

    private record Definition(int line, List<Token> tokens, boolean out) {}

    private CSource() {}

    public static CSource of(String text) {
        CSource source = new CSource();
        source.read(Build.mark(Lexer.tokens(text)));
        return source;
    }

    /** The definitions of {@code name} that are in the build, or may be; all of them if none is. */
    public Optional<CFunction> function(String name) {
        List<Definition> all = definitions.getOrDefault(name, List.of());
        List<Definition> in = all.stream().filter(d -> !d.out).toList();
        List<Definition> chosen = in.isEmpty() ? all : in;
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        List<Token> tokens = new ArrayList<>();
        chosen.forEach(definition -> tokens.addAll(definition.tokens));
        return Optional.of(new CFunction(name, chosen.get(0).line, tokens));
    }

    /** Goes over the file on the level where functions are defined. */
    private void read(List<Token> tokens) {
        int from = 0;
        int at = 0;
        while (at < tokens.size()) {
            Token token = tokens.get(at);
            if (token.kind() == Kind.DIRECTIVE) {
                macro(token);
                at++;
                from = at;
            } else if (token.is("{")) {
                int end = closing(tokens, at);
                function(tokens, from, at, end);
                at = end;
                from = at;
            } else {
                at++;
                from = token.is(";") ? at : from;
            }
        }
    }

    private void macro(Token directive) {
        Matcher macro = MACRO.matcher(directive.text());
        if (macro.matches()) {
            int line = directive.line()
                    + (int) directive
                            .text()
                            .substring(0, macro.start(2))
                            .lines()
                            .count()
                    - 1;
            List<Token> body = Lexer.tokens(macro.group(2), line);
            define(macro.group(1), new Definition(line, body, directive.out()));
        }
    }

    private void define(String name, Definition definition) {
        definitions.computeIfAbsent(name, n -> new ArrayList<>()).add(definition);
    }

    /** What stands before a brace is a function's head if it has a name with parameters and is no initialiser. */
    private void function(List<Token> tokens, int from, int brace, int end) {
        int at = from;
        while (at + 1 < brace) {
            if (tokens.get(at).is("=")) {
                return;
            }
            if (tokens.get(at + 1).is("(")) {
                Token name = tokens.get(at);
                if (name.isWord() && !ATTRIBUTES.contains(name.text())) {
                    List<Token> body = tokens.subList(at + 1, end);
                    define(
                            name.text(),
                            new Definition(name.line(), body, tokens.get(brace).out()));
                    return;
                }
                at = closingParenthesis(tokens, at + 1);
            } else {
                at++;
            }
        }
    }

    /** The index behind the brace that closes the one at {@code open}, with one branch of each {@code #if} counted. */
    private static int closing(List<Token> tokens, int open) {
        List<Integer> depths = new ArrayList<>();
        int depth = 0;
        for (int at = open; at < tokens.size(); at++) {
            Token token = tokens.get(at);
            if (token.kind() == Kind.DIRECTIVE) {
                depth = depthAfter(token.text(), depth, depths);
            } else if (token.is("{")) {
                depth++;
            } else if (token.is("}") && --depth == 0) {
                return at + 1;
            }
        }
        return tokens.size();
    }

    private static int depthAfter(String directive, int depth, List<Integer> depths) {
        if (directive.matches("#\\s*if.*")) {
            depths.add(depth);
        } else if (directive.matches("#\\s*el.*") && !depths.isEmpty()) {
            return depths.get(depths.size() - 1);
        } else if (directive.matches("#\\s*endif.*") && !depths.isEmpty()) {
            depths.subList(depths.size() - 1, depths.size()).clear();
        }
        return depth;
    }

    /** The index behind the parenthesis that closes the one at {@code open}. */
    static int closingParenthesis(List<Token> tokens, int open) {
        int depth = 0;
        for (int at = open; at < tokens.size(); at++) {
            if (tokens.get(at).is("(")) {
                depth++;
            } else if (tokens.get(at).is(")") && --depth == 0) {
                return at + 1;
            }
        }
        return tokens.size();
    }
}
