package org.shootdown.litmus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongBinaryOperator;
import java.util.function.Supplier;
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
 * addresses of the locations they are called after. A variable that is assigned to, or has an initial value, need not
 * be declared.
 *
 * <p>A plain access ({@code *x = 1}) is taken for the {@code WRITE_ONCE} or {@code READ_ONCE} that a compiler makes of
 * it if it leaves it alone. It may do otherwise (tear, fuse, repeat it), so a note goes with the results of such a test.
 */
final class CReader implements CodeReader {
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
    private final Srcu srcu;
    private final List<CThread> threads = new ArrayList<>();
    /** The variables that the initial state gives a value to. */
    private final Map<Integer, Set<String>> initialized = new HashMap<>();

    private final Map<String, CType> parameters = new HashMap<>();
    private CThread thread;
    private Token firstPlain;

    CReader(Scanner scanner, Addresses addresses) {
        this.scanner = scanner;
        this.addresses = addresses;
        this.srcu = new Srcu(addresses);
    }

    @Override
    public Location register(int number, String name) {
        if (threads.isEmpty()) {
            initialized.computeIfAbsent(number, n -> new HashSet<>()).add(name);
        }
        return new Location(number, 0, name);
    }

    @Override
    public Hidden hidden() {
        return srcu.hidden(threads);
    }

    @Override
    public List<String> notes() {
        return firstPlain == null
                ? List.of()
                : List.of(
                        scanner.at(firstPlain)
                                + ": note: plain accesses, of which this is the first, are decided as READ_ONCE and WRITE_ONCE");
    }

    @Override
    public Threads threads() {
        do {
            String expected = "P" + threads.size();
            if (!scanner.peek().is(expected)) {
                throw scanner.expected(expected);
            }
            thread = new CThread();
            initialized.getOrDefault(threads.size(), Set.of()).forEach(thread::declare);
            threads.add(thread);
            function();
        } while (scanner.peek().text().matches("P\\d+"));
        return new MachineThreads(List.copyOf(threads));
    }

    private void function() {
        parameters.clear();
        scanner.next();
        // Inside a function "(*" is not a comment.
        scanner.style(Style.C);
        scanner.expect("(");
        if (scanner.followedBy(")")) {
            scanner.accept("void");
        }
        while (!scanner.accept(")")) {
            if (!parameters.isEmpty()) {
                scanner.expect(",");
            }
            Declared declared = declared();
            parameters.put(declared.name().text(), declared.content());
            addresses.of(declared.name().text());
        }
        scanner.expect("{");
        while (!scanner.peek().is("}")) {
            thread.add(statement());
        }
        scanner.next();
        scanner.style(Style.LITMUS);
    }

    /**
     * A name behind a type.
     *
     * @param type the type of the name itself
     * @param content the type of what it points to
     */
    private record Declared(Token name, CType type, CType content) {}

    private Declared declared() {
        CType words = CType.UNTYPED;
        int stars = 0;
        Token last = scanner.peek();
        scanner.word("a type");
        while (scanner.peek().is("*") || scanner.peek().kind() == Kind.WORD) {
            if (last.is("*")) {
                stars++;
            } else {
                words = words.and(last.text());
            }
            last = scanner.next();
        }
        if (last.is("*")) {
            throw scanner.expected("a name");
        }
        return new Declared(last, stars > 0 ? CType.POINTER : words, stars > 1 ? CType.POINTER : words);
    }

    private Statement statement() {
        return scanner.nested(this::oneStatement);
    }

    private Statement oneStatement() {
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
        if (CType.starts(scanner.peek().text())) {
            return declaration();
        }
        Statement statement = assignmentOrCall();
        scanner.expect(";");
        return statement;
    }

    /** One declaration of one variable or more, each with or without a value. */
    private Statement declaration() {
        Declared declared = declared();
        List<Statement> values = new ArrayList<>();
        declare(declared.name().text(), declared.type(), values);
        while (scanner.accept(",")) {
            CType type = scanner.accept("*") ? CType.POINTER : declared.content();
            declare(scanner.word("a name"), type, values);
        }
        scanner.expect(";");
        return cpu -> values.forEach(v -> v.run(cpu));
    }

    private void declare(String name, CType type, List<Statement> values) {
        thread.declare(name, type);
        if (scanner.accept("=")) {
            values.add(assign(name));
        }
    }

    private Statement assignmentOrCall() {
        Token first = scanner.peek();
        if (first.is("*")) {
            CPlace place = lvalue();
            plain(first);
            scanner.expect("=");
            CExpression value = valueFor(place.type());
            return cpu -> {
                long at = place.address().value(cpu);
                cpu.store(at, value.value(cpu));
            };
        }
        if (scanner.accept("(")) {
            // A result that is thrown away, as in (void)atomic_inc(x).
            scanner.expect("void");
            scanner.expect(")");
            CExpression thrownAway = expression();
            return thrownAway::value;
        }
        boolean name = first.kind() == Kind.WORD && !parameters.containsKey(first.text());
        boolean undeclared = name && scanner.followedBy("=") && !addresses.contains(first.text());
        if (name && (thread.isLocal(first.text()) || undeclared)) {
            scanner.next();
            scanner.expect("=");
            Statement assignment = assign(first.text());
            thread.declare(first.text());
            return assignment;
        }
        if (!name || scanner.followedBy("=")) {
            throw scanner.expected(
                    "a statement: an assignment to a variable or to *location, a call, a declaration or" + " 'if'");
        }
        CExpression call = primary();
        return call::value;
    }

    private Statement assign(String local) {
        CExpression value = valueFor(thread.type(local));
        return cpu -> cpu.setRegister(local, value.value(cpu));
    }

    /** An expression whose value is kept in a place of {@code type}. */
    CExpression valueFor(CType type) {
        Token at = scanner.peek();
        CExpression value = expression();
        if (value instanceof Constant number && !type.holds(number.value())) {
            throw scanner.error(at, "expected a number of at most 32 bits, found " + number.value());
        }
        return value;
    }

    /** The access at {@code token} is a plain one. */
    private void plain(Token token) {
        if (firstPlain == null) {
            firstPlain = token;
        }
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
                left = new Binary(OPERATORS.get(operator), left, right);
            } else {
                left = new ShortCircuit(operator.equals("&&"), left, right);
            }
        }
        return left;
    }

    private CExpression unary() {
        return scanner.nested(this::oneUnary);
    }

    private CExpression oneUnary() {
        if (scanner.accept("!")) {
            return new Binary(OPERATORS.get("=="), unary(), new Constant(0));
        }
        if (scanner.accept("-")) {
            if (scanner.peek().kind() == Kind.NUMBER) {
                return new Constant(-scanner.number("a number"));
            }
            return new Binary(OPERATORS.get("-"), new Constant(0), unary());
        }
        if (scanner.accept("&")) {
            return new Constant(addresses.of(scanner.word("a location")));
        }
        if (scanner.peek().is("*")) {
            plain(scanner.peek());
            CExpression address = lvalue().address();
            return new CExpression.Call(cpu -> cpu.load(address.value(cpu)));
        }
        return primary();
    }

    private CExpression primary() {
        if (scanner.accept("(")) {
            if (CType.starts(scanner.peek().text())) {
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
        if (scanner.accept("true")) {
            return new Constant(1);
        }
        if (scanner.accept("false")) {
            return new Constant(0);
        }
        Token token = scanner.peek();
        String name = scanner.word("an expression");
        if (scanner.accept("(")) {
            return new CPrimitives(scanner, this, threads, srcu).call(token);
        }
        if (thread.isLocal(name)) {
            return new Local(name);
        }
        if (parameters.containsKey(name)) {
            return new Constant(addresses.of(name));
        }
        throw scanner.error(token, "expected a local variable, a parameter or a call, found " + token);
    }

    /** The place {@code *e}, as READ_ONCE and WRITE_ONCE take it. */
    CPlace lvalue() {
        scanner.expect("*");
        return place(this::unary);
    }

    /** The place at an address, as atomic_set and smp_store_release take it. */
    CPlace place() {
        return place(this::expression);
    }

    private CPlace place(Supplier<CExpression> address) {
        Token token = scanner.peek();
        CExpression read = address.get();
        // An expression that is not just a parameter's name could point anywhere.
        boolean known = read instanceof Constant && parameters.containsKey(token.text());
        return new CPlace(read, known ? parameters.get(token.text()) : CType.UNTYPED);
    }
}
