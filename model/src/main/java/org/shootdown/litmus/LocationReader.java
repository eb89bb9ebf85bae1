package org.shootdown.litmus;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.shootdown.litmus.Scanner.Kind;
import org.shootdown.litmus.Scanner.Token;

/** Reads locations and values as the initial state and the condition write them. */
final class LocationReader {
    private final Scanner scanner;
    private final Addresses addresses;
    private final CodeReader code;
    /** Registers that were named, to be checked once the threads are known. */
    private final Map<Location, Token> named = new HashMap<>();

    /** Registers that are only to be shown. One that its thread never uses is 0 there, as in herd. */
    private final Set<Location> shown = new HashSet<>();

    LocationReader(Scanner scanner, Addresses addresses, CodeReader code) {
        this.scanner = scanner;
        this.addresses = addresses;
        this.code = code;
    }

    Location location() {
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

    /** A location that is to be shown, and need not be used. */
    @SuppressWarnings("ReferenceEquality") // the very token, not one that reads the same
    Location shownLocation() {
        Token token = scanner.peek();
        Location location = location();
        if (named.get(location) == token) {
            shown.add(location);
        }
        return location;
    }

    /** The location that starts with {@code word}: memory, or a register of a thread called P0, P1, ... */
    Location locationNamed(Token token, String word) {
        if (word.matches("P\\d{1,3}") && scanner.accept(":")) {
            return register(token, Integer.parseInt(word.substring(1)));
        }
        return memory(word);
    }

    /** Memory called {@code name}, or the element of it that an index in brackets behind the name says. */
    private Location memory(String name) {
        if (!scanner.peek().is("[")) {
            addresses.of(name);
            return Location.memory(name);
        }
        scanner.next();
        Token index = scanner.peek();
        String element = Addresses.element(name, scanner.number("an index"));
        if (!addresses.contains(element)) {
            throw scanner.error(index, "expected an index of the array " + name + ", found " + index);
        }
        scanner.expect("]");
        return Location.memory(element);
    }

    private Location register(Token token, long thread) {
        Token at = scanner.peek();
        String name = scanner.word("a register");
        Location location = thread > Integer.MAX_VALUE ? null : code.register((int) thread, name);
        if (location == null) {
            throw scanner.error(at, "expected a register of thread " + thread + ", found " + name);
        }
        if (named.putIfAbsent(location, token) != null) {
            shown.remove(location);
        }
        return location;
    }

    /** Whether a register of a thread is next, as in {@code 0:EAX}. */
    boolean atRegister() {
        return scanner.peek().kind() == Kind.NUMBER && scanner.followedBy(":");
    }

    /** How many bits a value has where the test gives no type. */
    int bits() {
        return code.bits();
    }

    /** A number of the language's width, or the address of a location that the test has. */
    long value() {
        return value(code.bits());
    }

    /** A number of {@code bits}, 32 or 64, or the address of a location that the test has. */
    long value(int bits) {
        if (scanner.peek().kind() == Kind.WORD) {
            Token token = scanner.next();
            if (!addresses.contains(token.text())) {
                throw scanner.error(token, "expected a number or a memory location, found " + token);
            }
            return addresses.of(token.text());
        }
        long value = scanner.number("a number or a memory location", Math.min(bits, code.bits()));
        return X86Thread.wrap(value, code.bits());
    }

    /** Refuses registers that were named of threads which do not exist or do not have them. */
    void check(Threads threads) {
        named.forEach((location, token) -> {
            if (location.thread() >= threads.count()) {
                throw scanner.error(
                        token, "expected a thread from 0 to " + (threads.count() - 1) + ", found " + location.thread());
            }
            if (!threads.has(location.thread(), location) && !shown.contains(location)) {
                throw scanner.error(
                        token, "expected a register of thread " + location.thread() + ", found " + location.name());
            }
        });
    }
}
