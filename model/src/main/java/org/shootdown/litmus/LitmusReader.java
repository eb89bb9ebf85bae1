package org.shootdown.litmus;

import java.util.HashMap;
import java.util.Map;
import org.shootdown.litmus.Scanner.Kind;
import org.shootdown.litmus.Scanner.Token;

/**
 * Reads what all litmus files share: the header, free text up to the initial state, and the initial state. The code is
 * read by the {@link CodeReader} of its language, what stands behind it by a {@link ConditionReader}.
 */
final class LitmusReader {
    /** As many threads as a machine can have CPUs. */
    private static final int MOST_THREADS = 64;

    private static final int LARGEST_ARRAY = 64;

    private final Scanner scanner;
    private final Addresses addresses = new Addresses();
    private final Map<Location, Long> initial = new HashMap<>();
    private LocationReader locations;

    LitmusReader(String file, String text) {
        scanner = new Scanner(file, text);
    }

    LitmusTest read() {
        Token language = scanner.next();
        CodeReader code = codeReader(language);
        // A name may hold any character but a blank, so it is read raw; the rest of its line is a description.
        String name = scanner.restOfLine().split("\\s", 2)[0];
        if (name.isEmpty()) {
            throw scanner.error(language, "expected the name of the test after " + language);
        }
        locations = new LocationReader(scanner, addresses, code);
        scanner.skipPreamble('{');
        initialState();
        Token codeStart = scanner.peek();
        Threads threads = code.threads();
        if (threads.count() > MOST_THREADS) {
            throw scanner.error(codeStart, "expected at most " + MOST_THREADS + " threads, found " + threads.count());
        }
        Condition condition = new ConditionReader(scanner, locations).read();
        locations.check(threads);
        try {
            return new LitmusTest(name, addresses, initial, threads, condition, code.hidden(), code.notes());
        } catch (IllegalArgumentException e) {
            throw scanner.error(language, name + " " + e.getMessage());
        }
    }

    private CodeReader codeReader(Token language) {
        return switch (language.text()) {
            case "X86" -> new X86Reader(scanner, addresses, X86Reader.Syntax.INTEL);
            case "X86_64" -> new X86Reader(scanner, addresses, X86Reader.Syntax.ATT);
            case "AArch64" -> new A64Reader(scanner);
            case "C" -> new CReader(scanner, addresses);
            default -> throw scanner.error(language, "expected X86, X86_64, AArch64 or C, found " + language);
        };
    }

    private void initialState() {
        scanner.expect("{");
        while (!scanner.accept("}")) {
            if (!scanner.accept(";")) {
                declaration();
                if (!scanner.peek().is("}")) {
                    scanner.expect(";");
                }
            }
        }
        scanner.accept(";");
    }

    /** One declaration, with or without a type and with or without a value: {@code int *x = &a}, {@code 0:EAX=1}. */
    private void declaration() {
        CType type = CType.UNTYPED;
        while (true) {
            Token token = scanner.peek();
            if (token.kind() == Kind.NUMBER || token.is("[")) {
                value(locations.location(), type);
                return;
            }
            if (scanner.accept("*")) {
                type = CType.POINTER;
                continue;
            }
            String word = scanner.word("a location, a type or '}'");
            Token next = scanner.peek();
            if (next.kind() == Kind.WORD || next.kind() == Kind.NUMBER || next.is("*")) {
                type = type.and(word);
            } else if (next.is("[")) {
                array(token, type);
                return;
            } else {
                value(locations.locationNamed(token, word), type);
                return;
            }
        }
    }

    /** The initial value of {@code location}, or 0 if none is given. */
    private void value(Location location, CType type) {
        initial.put(location, scanner.accept("=") ? value(type) : 0L);
    }

    private long value(CType type) {
        // A location may be declared later, or by its use in the code.
        if (scanner.accept("&")
                || scanner.peek().kind() == Kind.WORD && !scanner.peek().is("ATOMIC_INIT")) {
            return addresses.of(scanner.word("a memory location"));
        }
        boolean wrapped = scanner.accept("ATOMIC_INIT");
        if (wrapped) {
            scanner.expect("(");
        }
        long value = locations.value(type.bits(locations.bits()));
        if (wrapped) {
            scanner.expect(")");
        }
        return value;
    }

    /** An array and its elements' values: {@code int64_t t[2] = {1,-1}}. */
    private void array(Token name, CType type) {
        scanner.expect("[");
        Token sizeAt = scanner.peek();
        long size = scanner.number("the size of the array");
        if (size < 1 || size > LARGEST_ARRAY) {
            throw scanner.error(sizeAt, "expected a size from 1 to " + LARGEST_ARRAY + ", found " + sizeAt);
        }
        scanner.expect("]");
        if (addresses.contains(name.text())) {
            throw scanner.error(name, "expected an array that is declared once and before its use, found " + name);
        }
        addresses.array(name.text(), (int) size, type.bits(locations.bits()) / Byte.SIZE);
        if (!scanner.accept("=")) {
            return;
        }
        scanner.expect("{");
        for (int i = 0; i < size; i++) {
            if (i > 0) {
                scanner.expect(",");
            }
            initial.put(Location.memory(Addresses.element(name.text(), i)), value(type));
        }
        scanner.expect("}");
    }
}
