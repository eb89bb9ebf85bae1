package org.shootdown.litmus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.LongBinaryOperator;
import org.shootdown.litmus.Scanner.Kind;
import org.shootdown.litmus.Scanner.Token;

/**
 * Reads the code table of an x86 test: one column per thread, one row per instruction. Understood are MOV, XCHG, the
 * fences, ADD, SUB, AND, OR, XOR, INC, DEC, XADD and CMPXCHG with and without LOCK, CMP, and forward jumps, on 32 and
 * 64 bits. Every location is one cell: accesses of different sizes to one location see it whole.
 */
final class X86Reader {
    /** Which way operands are written. */
    enum Syntax {
        /** Destination first, {@code [x]}, {@code EAX}, {@code $1} or {@code 1}. */
        INTEL,
        /** Source first, {@code (x)}, {@code %rax}, {@code $1}; the mnemonic may end in l or q. */
        ATT
    }

    private static final Set<String> AFTER_CODE = Set.of("exists", "~", "forall", "final", "locations", "filter");

    private static final Map<String, LongBinaryOperator> ARITHMETIC = Map.of(
            "add", Long::sum,
            "sub", (a, b) -> a - b,
            "and", (a, b) -> a & b,
            "or", (a, b) -> a | b,
            "xor", (a, b) -> a ^ b,
            "inc", Long::sum,
            "dec", (a, b) -> a - b,
            "xadd", Long::sum);

    private static final Map<String, X86Thread.Condition> JUMPS = Map.of(
            "jmp", X86Thread.Condition.ALWAYS,
            "je", X86Thread.Condition.EQUAL,
            "jz", X86Thread.Condition.EQUAL,
            "jne", X86Thread.Condition.NOT_EQUAL,
            "jnz", X86Thread.Condition.NOT_EQUAL,
            "jl", X86Thread.Condition.LESS,
            "jle", X86Thread.Condition.LESS_OR_EQUAL,
            "jg", X86Thread.Condition.GREATER,
            "jge", X86Thread.Condition.GREATER_OR_EQUAL);

    private final Scanner scanner;
    private final Addresses addresses;
    private final Syntax syntax;

    X86Reader(Scanner scanner, Addresses addresses, Syntax syntax) {
        this.scanner = scanner;
        this.addresses = addresses;
        this.syntax = syntax;
    }

    /** A thread being read. Jumps are made once all labels are known, so each place is filled when the code ends. */
    private static final class Column {
        final List<IntFunction<X86Thread.Instruction>> code = new ArrayList<>();
        final Map<String, Integer> labels = new HashMap<>();

        void add(X86Thread.Instruction instruction) {
            code.add(at -> instruction);
        }

        X86Thread thread() {
            List<X86Thread.Instruction> instructions = new ArrayList<>();
            for (int at = 0; at < code.size(); at++) {
                instructions.add(code.get(at).apply(at));
            }
            return new X86Thread(instructions);
        }
    }

    List<ThreadCode> threads() {
        List<Column> columns = new ArrayList<>();
        do {
            String expected = "P" + columns.size();
            if (!scanner.accept(expected)) {
                throw scanner.expected(expected);
            }
            columns.add(new Column());
        } while (scanner.accept("|"));
        scanner.expect(";");
        while (!AFTER_CODE.contains(scanner.peek().text())) {
            for (int i = 0; i < columns.size(); i++) {
                if (i > 0) {
                    scanner.expect("|");
                }
                cell(columns.get(i));
            }
            scanner.expect(";");
        }
        List<ThreadCode> threads = new ArrayList<>();
        columns.forEach(c -> threads.add(c.thread()));
        return threads;
    }

    private void cell(Column column) {
        while (!atCellEnd()) {
            Token token = scanner.peek();
            String word = scanner.word("an instruction, '|' or ';'");
            if (scanner.accept(":")) {
                if (column.labels.put(word, column.code.size()) != null) {
                    throw scanner.error(token, "expected a label that is used once, found " + token);
                }
            } else {
                instruction(token, word.toLowerCase(Locale.ROOT), column);
                if (!atCellEnd()) {
                    throw scanner.expected("'|' or ';'");
                }
            }
        }
    }

    private boolean atCellEnd() {
        return scanner.peek().is("|") || scanner.peek().is(";");
    }

    private void instruction(Token token, String word, Column column) {
        boolean locked = word.equals("lock");
        Token mnemonicAt = locked ? scanner.peek() : token;
        String full = locked ? scanner.word("an instruction").toLowerCase(Locale.ROOT) : word;
        if (JUMPS.containsKey(full) && !locked) {
            jump(full, column);
            return;
        }
        switch (full) {
            case "mfence" -> column.add(X86Thread.Fence.MFENCE);
            case "sfence" -> column.add(X86Thread.Fence.SFENCE);
            case "lfence" -> column.add(X86Thread.Fence.LFENCE);
            default -> column.add(withOperands(mnemonicAt, full, locked));
        }
    }

    private X86Thread.Instruction withOperands(Token token, String full, boolean locked) {
        int bits = 0;
        String mnemonic = full;
        if (syntax == Syntax.ATT && !isKnown(full) && full.length() > 1) {
            bits = full.endsWith("q") ? 64 : full.endsWith("l") ? 32 : 0;
            mnemonic = bits == 0 ? full : full.substring(0, full.length() - 1);
        }
        if (!isKnown(mnemonic)) {
            throw scanner.error(
                    token, "expected an instruction that litmus tests use on 32 or 64 bits, found " + token);
        }
        boolean unary = mnemonic.equals("inc") || mnemonic.equals("dec");
        Token firstAt = scanner.peek();
        X86Operand to = operand();
        X86Operand from = new X86Operand.Immediate(1);
        Token secondAt = firstAt;
        if (!unary) {
            scanner.expect(",");
            secondAt = scanner.peek();
            from = operand();
        }
        if (syntax == Syntax.ATT && !unary) {
            X86Operand swap = to;
            to = from;
            from = swap;
            Token swapAt = firstAt;
            firstAt = secondAt;
            secondAt = swapAt;
        }
        if (to instanceof X86Operand.Immediate && !mnemonic.equals("cmp")) {
            throw scanner.error(firstAt, "expected a register or a memory location to write to, found " + firstAt);
        }
        if (to instanceof X86Operand.InMemory && from instanceof X86Operand.InMemory) {
            throw scanner.error(secondAt, "expected at most one memory operand, found a second one");
        }
        if (locked && !(to instanceof X86Operand.InMemory)) {
            throw scanner.error(firstAt, "expected a memory location to lock, found " + firstAt);
        }
        return make(token, mnemonic, bits == 0 ? bits(to, from) : bits, locked, to, from);
    }

    private static boolean isKnown(String mnemonic) {
        return ARITHMETIC.containsKey(mnemonic)
                || Set.of("mov", "xchg", "cmp", "cmpxchg").contains(mnemonic);
    }

    private int bits(X86Operand to, X86Operand from) {
        if (to instanceof X86Operand.InRegister r) {
            return r.register().bits();
        }
        if (from instanceof X86Operand.InRegister r) {
            return r.register().bits();
        }
        return syntax == Syntax.INTEL ? 32 : 64;
    }

    private X86Thread.Instruction make(
            Token token, String mnemonic, int bits, boolean locked, X86Operand to, X86Operand from) {
        switch (mnemonic) {
            case "mov" -> {
                return new X86Thread.Move(to, from, bits);
            }
            case "cmp" -> {
                return new X86Thread.Compare(to, from);
            }
            case "xchg" -> {
                if (to instanceof X86Operand.InMemory memory && from instanceof X86Operand.InRegister register) {
                    return new X86Thread.Exchange(memory, register);
                }
                if (to instanceof X86Operand.InRegister register && from instanceof X86Operand.InMemory memory) {
                    return new X86Thread.Exchange(memory, register);
                }
                throw scanner.error(token, "expected xchg of a memory location with a register");
            }
            case "cmpxchg" -> {
                if (locked
                        && to instanceof X86Operand.InMemory memory
                        && from instanceof X86Operand.InRegister register) {
                    return new X86Thread.CompareExchange(
                            memory, register, new X86Operand.InRegister(new X86Register("ax", bits)));
                }
                throw scanner.error(token, "expected lock cmpxchg of a memory location with a register");
            }
            default -> {
                boolean xadd = mnemonic.equals("xadd");
                if (xadd && !(from instanceof X86Operand.InRegister)) {
                    throw scanner.error(token, "expected xadd with a register");
                }
                return new X86Thread.Arithmetic(ARITHMETIC.get(mnemonic), to, from, bits, locked, xadd);
            }
        }
    }

    private void jump(String mnemonic, Column column) {
        Token at = scanner.peek();
        String label = scanner.word("a label");
        column.code.add(from -> {
            Integer to = column.labels.get(label);
            if (to == null || to <= from) {
                throw scanner.error(at, "expected a label further down in the same thread, found " + at);
            }
            return new X86Thread.Jump(JUMPS.get(mnemonic), to - from);
        });
    }

    private X86Operand operand() {
        return syntax == Syntax.INTEL ? intelOperand() : attOperand();
    }

    private X86Operand intelOperand() {
        if (scanner.accept("[")) {
            X86Operand memory = memory(scanner.word("a memory location or a register"), true);
            scanner.expect("]");
            return memory;
        }
        if (scanner.peek().is("$") || scanner.peek().is("-") || scanner.peek().kind() == Kind.NUMBER) {
            return immediate();
        }
        return register("a register, a number or '['");
    }

    private X86Operand attOperand() {
        if (scanner.accept("(")) {
            boolean base = scanner.accept("%");
            X86Operand memory = memory(scanner.word("a memory location or a register"), base);
            scanner.expect(")");
            return memory;
        }
        if (scanner.peek().is("$")) {
            return immediate();
        }
        if (scanner.accept("%")) {
            return register("a register of 32 or 64 bits");
        }
        // A bare name is a direct address, alone or relative to the instruction pointer.
        X86Operand memory = memory(scanner.word("a register, '$', '(' or a memory location"), false);
        if (scanner.accept("(")) {
            scanner.expect("%");
            scanner.expect("rip");
            scanner.expect(")");
        }
        return memory;
    }

    private X86Operand immediate() {
        scanner.accept("$");
        if (scanner.peek().kind() == Kind.WORD) {
            return new X86Operand.Immediate(addresses.of(scanner.next().text()));
        }
        return new X86Operand.Immediate(scanner.number("a number or a memory location"));
    }

    private X86Operand register(String what) {
        Token token = scanner.peek();
        X86Register register = X86Register.of(scanner.word(what));
        if (register == null) {
            throw scanner.error(token, "expected " + what + ", found " + token);
        }
        return new X86Operand.InRegister(register);
    }

    private X86Operand memory(String name, boolean mayBeRegister) {
        X86Register base = mayBeRegister ? X86Register.of(name) : null;
        return new X86Operand.InMemory(base == null ? addresses.of(name) : 0, base);
    }
}
