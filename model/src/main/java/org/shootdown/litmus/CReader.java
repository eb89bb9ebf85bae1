package org.shootdown.litmus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongBinaryOperator;
import org.shootdown.litmus.CExpression.Binary;
import org.shootdown.litmus.CExpression.Constant;
import org.shootdown.litmus.CExpression.Local;
import org.shootdown.litmus.CExpression.ShortCircuit;
import org.shootdown.litmus.CThread.Statement;
import org.shootdown.litmus.Scanner.Kind;
import org.shootdown.litmus.Scanner.Style;
import org.shootdown.litmus.Scanner.Token;

/**
 * Reads the functions of a C test in the subset that herd's Linux-kernel tests use: {@code int} and pointer locals,
 * assignment, {@code if}, integer expressions, and {@linkplain CPrimitives the kernel's primitives}. Parameters are the
 * addresses of the locations they are called after. Plain accesses ({@code *x = 1}) are refused: a compiler may tear
 * or repeat them.
 */
final class CReader {
    private static final Set<String> TYPE_WORDS = Set.of(
            "int",
            "long",
            "unsigned",
            "signed",
            "char",
            "short",
            "void",
            "volatile",
            "const",
            "struct",
            "bool",
            "u8",
            "u16",
            "u32",
            "u64",
            "atomic_t",
            "atomic_long_t",
            "spinlock_t",
            "intptr_t",
            "uintptr_t",
            "size_t");

    /** Binary operators, loosest first. */
    private static final List<Set<String>> PRECEDENCE = List.of(
            Set.of("||"),
            Set.of("&&"),
            Set.of("|"),
            Set.of("^"),
            Set.of("&"),
            Set.of("==", "!="),
            Set.of("<", "<=", ">", ">="),
            Set.of("+", "-"),
            Set.of("*"));

    private static final Map<String, LongBinaryOperator> OPERATORS = Map.ofEntries(
            Map.entry("|", (a, b) -> a | b),
            Map.entry("^", (a, b) -> a ^ b),
            Map.entry("&", (a, b) -> a & b),
            Map.entry("==", (a, b) -> a == b ? 1 : 0),
            Map.entry("!=", (a, b) -> a != b ? 1 : 0),
            Map.entry("<", (a, b) -> a < b ? 1 : 0),
            Map.entry("<=", (a, b) -> a <= b ? 1 : 0),
            Map.entry(">", (a, b) -> a > b ? 1 : 0),
            Map.entry(">=", (a, b) -> a >= b ? 1 : 0),
            Map.entry("+", Long::sum),
            Map.entry("-", (a, b) -> a - b),
            Map.entry("*", (a, b) -> a * b));

    private final Scanner scanner;
    private final Addresses addresses;
    private CThread thread;
    private List<String> parameters;

    CReader(Scanner scanner, Addresses addresses) {
        this.scanner = scanner;
        this.addresses = addresses;
    }

    List<ThreadCode> threads() {
        List<ThreadCode> threads = new ArrayList<>();
        do {
            String expected = "P" + threads.size();
            if (!scanner.peek().is(expected)) {
                throw scanner.expected(expected);
            }
            threads.add(function());
        } while (scanner.peek().text().matches("P\\d+"));
        return threads;
    }

    private CThread function() {
        thread = new CThread();
        parameters = new ArrayList<>();
        scanner.next();
        // Inside a function "(*" is not a comment.
        scanner.style(Style.C);
        scanner.expect("(");
        while (!scanner.accept(")")) {
            if (!parameters.isEmpty()) {
                scanner.expect(",");
            }
            Token name = skipType();
            parameters.add(name.text());
            addresses.of(name.text());
        }
        scanner.expect("{");
        while (!scanner.peek().is("}")) {
            thread.add(statement());
        }
        scanner.next();
        scanner.style(Style.LITMUS);
        return thread;
    }

    /** Skips a type; returns the name behind it. */
    private Token skipType() {
        Token last = scanner.peek();
        scanner.word("a type");
        while (scanner.peek().is("*") || scanner.peek().kind() == Kind.WORD) {
            last = scanner.next();
        }
        if (last.is("*")) {
            throw scanner.expected("a name");
        }
        return last;
    }

    private Statement statement() {
        if (scanner.accept(";")) {
            return cpu -> {};
        }
        if (scanner.accept("{")) {
            List<Statement> block = new ArrayList<>();
            while (!scanner.accept("}")) {
                block.add(statement());
            }
            return cpu -> block.forEach(s -> s.run(cpu));
        }
        if (scanner.accept("if")) {
            scanner.expect("(");
            CExpression condition = expression();
            scanner.expect(")");
            Statement yes = statement();
            Statement no = scanner.accept("else") ? statement() : cpu -> {};
            return cpu -> (condition.value(cpu) != 0 ? yes : no).run(cpu);
        }
        if (TYPE_WORDS.contains(scanner.peek().text())) {
            return declaration();
        }
        Statement statement = assignmentOrCall();
        scanner.expect(";");
        return statement;
    }

    private Statement declaration() {
        Token name = skipType();
        thread.declare(name.text());
        Statement statement = cpu -> {};
        if (scanner.accept("=")) {
            statement = assign(name.text());
        }
        while (scanner.accept(",")) {
            thread.declare(scanner.word("a name"));
        }
        scanner.expect(";");
        return statement;
    }

    private Statement assignmentOrCall() {
        Token first = scanner.peek();
        if (thread.isLocal(first.text())) {
            scanner.next();
            scanner.expect("=");
            return assign(first.text());
        }
        if (first.kind() != Kind.WORD || parameters.contains(first.text())) {
            throw scanner.expected("a statement: an assignment to a local variable, a call, a declaration or 'if'");
        }
        CExpression call = primary();
        return call::value;
    }

    private Statement assign(String local) {
        CExpression value = thread.keeps(expression());
        return cpu -> cpu.setRegister(local, value.value(cpu));
    }

    CExpression expression() {
        return binary(0);
    }

    private CExpression binary(int level) {
        if (level == PRECEDENCE.size()) {
            return unary();
        }
        CExpression left = binary(level + 1);
        while (PRECEDENCE.get(level).contains(scanner.peek().text())) {
            String operator = scanner.next().text();
            CExpression right = binary(level + 1);
            if (OPERATORS.containsKey(operator)) {
                thread.countOperation();
                left = new Binary(OPERATORS.get(operator), left, right);
            } else {
                left = new ShortCircuit(operator.equals("&&"), left, right);
            }
        }
        return left;
    }

    private CExpression unary() {
        if (scanner.accept("!")) {
            return new Binary(OPERATORS.get("=="), unary(), new Constant(0));
        }
        if (scanner.accept("-")) {
            if (scanner.peek().kind() == Kind.NUMBER) {
                return new Constant(-scanner.number("a number"));
            }
            thread.countOperation();
            return new Binary(OPERATORS.get("-"), new Constant(0), unary());
        }
        if (scanner.accept("&")) {
            return new Constant(addresses.of(scanner.word("a location")));
        }
        if (scanner.peek().is("*")) {
            throw scanner.expected("READ_ONCE around an access to memory");
        }
        return primary();
    }

    private CExpression primary() {
        if (scanner.accept("(")) {
            if (TYPE_WORDS.contains(scanner.peek().text())) {
                while (!scanner.accept(")")) {
                    scanner.next();
                }
                return unary();
            }
            CExpression inside = expression();
            scanner.expect(")");
            return inside;
        }
        if (scanner.peek().kind() == Kind.NUMBER) {
            return new Constant(scanner.number("a number"));
        }
        Token token = scanner.peek();
        String name = scanner.word("an expression");
        if (scanner.accept("(")) {
            return new CPrimitives(scanner, this, thread).call(token);
        }
        if (thread.isLocal(name)) {
            return new Local(name);
        }
        if (parameters.contains(name)) {
            return new Constant(addresses.of(name));
        }
        throw scanner.error(token, "expected a local variable, a parameter or a call, found " + token);
    }

    /** The address of {@code *e}, as READ_ONCE and WRITE_ONCE take it. */
    CExpression lvalue() {
        scanner.expect("*");
        return unary();
    }
}
