package org.shootdown.litmus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.shootdown.litmus.Scanner.Kind;
import org.shootdown.litmus.Scanner.Token;

/**
 * Reads what all litmus files share: the header, free text up to the initial state, the initial state, and the
 * condition at the end. The code between is read by {@link X86Reader} or {@link CReader}.
 *
 * <p>Two things are understood and without effect here: text before the initial state (descriptions, a generator's
 * remarks), and {@code <<...>>} blocks after the condition (commands for the tool memevents).
 */
final class LitmusReader {
    private static final Set<String> LANGUAGES = Set.of("X86", "X86_64", "C");

    private final Scanner scanner;
    private final Addresses addresses = new Addresses();
    private final Map<Location, Long> initial = new HashMap<>();
    private final List<Location> listed = new ArrayList<>();
    /** Registers that were named, to be checked once the threads are known. */
    private final Map<Location, Token> named = new HashMap<>();

    LitmusReader(String file, String text) {
        scanner = new Scanner(file, text);
    }

    LitmusTest read() {
        Token architecture = scanner.next();
        if (!LANGUAGES.contains(architecture.text())) {
            throw scanner.error(architecture, "expected X86, X86_64 or C, found " + architecture);
        }
        // A name may hold any character but a blank, so it is read raw; the rest of its line is a description.
        String name = scanner.restOfLine().split("\\s", 2)[0];
        if (name.isEmpty()) {
            throw scanner.error(architecture, "expected the name of the test after " + architecture);
        }
        scanner.skipPreamble('{');
        initialState();
        List<ThreadCode> threads = threads(architecture.text());
        locationsClause();
        Quantifier quantifier = quantifierOrNull();
        if (quantifier == null && !scanner.accept("final")) {
            throw scanner.expected("'exists', '~exists', 'forall' or 'final'");
        }
        Proposition proposition = disjunction();
        scanner.accept(";");
        if (quantifier == null) {
            quantifier = quantifierForTso();
        }
        while (scanner.accept("<<")) {
            scanner.skipPast(">>");
        }
        if (scanner.peek().kind() != Kind.END) {
            throw scanner.expected("the end of the file");
        }
        checkRegisters(threads);
        try {
            return new LitmusTest(name, addresses, initial, threads, quantifier, proposition, listed);
        } catch (IllegalArgumentException e) {
            throw scanner.error(architecture, name + " " + e.getMessage());
        }
    }

    private List<ThreadCode> threads(String language) {
        if (language.equals("C")) {
            return new CReader(scanner, addresses).threads();
        }
        X86Reader.Syntax syntax = language.equals("X86") ? X86Reader.Syntax.INTEL : X86Reader.Syntax.ATT;
        return new X86Reader(scanner, addresses, syntax).threads();
    }

    private void initialState() {
        scanner.expect("{");
        while (!scanner.accept("}")) {
            if (!scanner.accept(";")) {
                initialValue();
                if (!scanner.peek().is("}")) {
                    scanner.expect(";");
                }
            }
        }
        scanner.accept(";");
    }

    /** One declaration, with or without a type and with or without a value: {@code int *x = &a}, {@code 0:EAX=1}. */
    private void initialValue() {
        Location location = null;
        while (location == null) {
            Token token = scanner.peek();
            if (token.kind() == Kind.NUMBER || token.is("[")) {
                location = location();
            } else if (!scanner.accept("*")) {
                String word = scanner.word("a location, a type or '}'");
                Token next = scanner.peek();
                boolean type = next.kind() == Kind.WORD || next.kind() == Kind.NUMBER || next.is("*");
                if (!type) {
                    location = locationNamed(token, word);
                }
            }
        }
        if (!scanner.accept("=")) {
            initial.put(location, 0L);
            return;
        }
        scanner.accept("&");
        if (scanner.peek().kind() == Kind.WORD) {
            // The location may be declared later, or by its use in the code.
            memory(scanner.peek().text());
        }
        initial.put(location, value());
    }

    private Location location() {
        Token token = scanner.peek();
        if (token.kind() == Kind.NUMBER) {
            long thread = scanner.number("a thread");
            scanner.expect(":");
            return register(token, thread);
        }
        if (scanner.accept("[")) {
            Location location = memory(scanner.word("a memory location"));
            scanner.expect("]");
            return location;
        }
        return locationNamed(token, scanner.word("a location, as in x, [x] or 0:EAX"));
    }

    /** The location that starts with {@code word}: memory, or a register of a thread called P0, P1, ... */
    private Location locationNamed(Token token, String word) {
        if (word.matches("P\\d{1,3}") && scanner.accept(":")) {
            return register(token, Integer.parseInt(word.substring(1)));
        }
        return memory(word);
    }

    private Location memory(String name) {
        addresses.of(name);
        return Location.memory(name);
    }

    private Location register(Token token, long thread) {
        Location location = new Location((int) thread, scanner.word("a register"));
        named.putIfAbsent(location, token);
        return location;
    }

    private long value() {
        if (scanner.peek().kind() == Kind.WORD) {
            Token token = scanner.next();
            if (!addresses.contains(token.text())) {
                throw scanner.error(token, "expected a number or a memory location, found " + token);
            }
            return addresses.of(token.text());
        }
        return scanner.number("a number or a memory location");
    }

    private void locationsClause() {
        if (!scanner.accept("locations")) {
            return;
        }
        scanner.expect("[");
        while (!scanner.accept("]")) {
            listed.add(location());
            if (!scanner.peek().is("]")) {
                scanner.expect(";");
            }
        }
    }

    private Quantifier quantifierOrNull() {
        if (scanner.accept("~")) {
            scanner.expect("exists");
            return Quantifier.NOT_EXISTS;
        }
        return scanner.accept("exists") ? Quantifier.EXISTS : scanner.accept("forall") ? Quantifier.FORALL : null;
    }

    /** memevents' {@code with tso: ~exists; default: exists;}, which follows the proposition after {@code final}. */
    private Quantifier quantifierForTso() {
        scanner.expect("with");
        Map<String, Quantifier> byModel = new HashMap<>();
        while (scanner.peek().kind() == Kind.WORD) {
            String model = scanner.word("a memory model");
            scanner.expect(":");
            Quantifier quantifier = quantifierOrNull();
            if (quantifier == null) {
                throw scanner.expected("'exists', '~exists' or 'forall'");
            }
            byModel.put(model, quantifier);
            scanner.expect(";");
        }
        Quantifier found = byModel.getOrDefault("tso", byModel.get("default"));
        if (found == null) {
            throw scanner.expected("an entry for 'tso' or 'default'");
        }
        return found;
    }

    private Proposition disjunction() {
        Proposition left = conjunction();
        while (scanner.accept("\\/")) {
            left = new Proposition.Or(left, conjunction());
        }
        return left;
    }

    private Proposition conjunction() {
        Proposition left = atom();
        while (scanner.accept("/\\")) {
            left = new Proposition.And(left, atom());
        }
        return left;
    }

    private Proposition atom() {
        if (scanner.accept("(")) {
            Proposition inside = disjunction();
            scanner.expect(")");
            return inside;
        }
        if (scanner.accept("~") || scanner.accept("not")) {
            return new Proposition.Not(atom());
        }
        if (scanner.accept("true")) {
            return new Proposition.Constant(true);
        }
        if (scanner.accept("false")) {
            return new Proposition.Constant(false);
        }
        Location location = location();
        scanner.expect("=");
        return new Proposition.Equal(location, value());
    }

    private void checkRegisters(List<ThreadCode> threads) {
        named.forEach((location, token) -> {
            if (location.thread() >= threads.size()) {
                throw scanner.error(
                        token, "expected a thread from 0 to " + (threads.size() - 1) + ", found " + location.thread());
            }
            if (threads.get(location.thread()).register(location.name()) == null) {
                throw scanner.error(
                        token, "expected a register of thread " + location.thread() + ", found " + location.name());
            }
        });
    }
}
