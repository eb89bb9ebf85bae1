package org.shootdown.litmus;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongBinaryOperator;
import org.shootdown.litmus.Scanner.Token;

/**
 * Reads the code table of an x86 test: one column per thread, one row per instruction. Understood are MOV, XCHG, the
 * fences, ADD, SUB, AND, OR, XOR, INC, DEC, XADD and CMPXCHG with and without LOCK, the shifts, CMP, NOP in its forms,
 * ENDBR64, RET, which ends the thread, and jumps that make no loop, on 32 and 64 bits. Every location is one cell:
 * accesses of different sizes to one location see it whole.
 */
final class X86Reader implements CodeReader {
    /** Which way operands are written. */
    enum Syntax {
        /** Destination first, {@code [x]}, {@code EAX}, {@code $1} or {@code 1}; registers have 32 bits. */
        INTEL,
        /** Source first, {@code (x)}, {@code %rax}, {@code $1}; the mnemonic may end in l or q. */
        ATT
    }

    private static final Map<String, LongBinaryOperator> ARITHMETIC = Map.of(
            "add", Long::sum,
            "sub", (a, b) -> a - b,
            "and", (a, b) -> a & b,
            "or", (a, b) -> a | b,
            "xor", (a, b) -> a ^ b,
            "inc", Long::sum,
            "dec", (a, b) -> a - b,
            "xadd", Long::sum);

    private static final Set<String> SHIFTS = Set.of("shl", "sal", "shr", "sar");

    /** Instructions that write what they can also lock. */
    private static final Set<String> LOCKABLE =
            Set.of("add", "sub", "and", "or", "xor", "inc", "dec", "xadd", "xchg", "cmpxchg");

    private static final Map<String, X86Thread.Condition> JUMPS = Map.ofEntries(
            Map.entry("jmp", X86Thread.Condition.ALWAYS),
            Map.entry("je", X86Thread.Condition.EQUAL),
            Map.entry("jz", X86Thread.Condition.EQUAL),
            Map.entry("jne", X86Thread.Condition.NOT_EQUAL),
            Map.entry("jnz", X86Thread.Condition.NOT_EQUAL),
            Map.entry("jl", X86Thread.Condition.LESS),
            Map.entry("jlt", X86Thread.Condition.LESS),
            Map.entry("jle", X86Thread.Condition.LESS_OR_EQUAL),
            Map.entry("jg", X86Thread.Condition.GREATER),
            Map.entry("jgt", X86Thread.Condition.GREATER),
            Map.entry("jge", X86Thread.Condition.GREATER_OR_EQUAL));

    private final Scanner scanner;
    private final Syntax syntax;
    private final X86OperandReader operands;

    X86Reader(Scanner scanner, Addresses addresses, Syntax syntax) {
        this.scanner = scanner;
        this.syntax = syntax;
        this.operands = new X86OperandReader(scanner, addresses, syntax);
    }

    /** herd prints registers of X86 in capital letters, of X86_64 in small ones. */
    @Override
    public Location register(int thread, String name) {
        X86Register register = X86Register.ofState(name);
        return register == null
                ? null
                : new Location(
                        thread,
                        register.rank(),
                        syntax == Syntax.INTEL ? name.toUpperCase(Locale.ROOT) : name.toLowerCase(Locale.ROOT));
    }

    @Override
    public int bits() {
        return syntax == Syntax.INTEL ? 32 : 64;
    }

    @Override
    public Threads threads() {
        List<X86Column> columns = new ArrayList<>();
        do {
            String expected = "P" + columns.size();
            if (!scanner.accept(expected)) {
                throw scanner.expected(expected);
            }
            columns.add(new X86Column(scanner));
        } while (scanner.accept("|"));
        scanner.expect(";");
        while (!ConditionReader.FIRST_WORDS.contains(scanner.peek().text())) {
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
        return new MachineThreads(threads);
    }

    private void cell(X86Column column) {
        while (!atCellEnd()) {
            Token token = scanner.peek();
            String word = scanner.word("an instruction, '|' or ';'");
            if (scanner.accept(":")) {
                column.label(token);
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

    private void instruction(Token token, String word, X86Column column) {
        boolean locked = word.equals("lock");
        Token mnemonicAt = locked ? scanner.peek() : token;
        String full = locked ? scanner.word("an instruction").toLowerCase(Locale.ROOT) : word;
        if (locked) {
            column.add(withOperands(mnemonicAt, full, true));
            return;
        }
        if (JUMPS.containsKey(full)) {
            Token to = scanner.peek();
            scanner.word("a label");
            column.jump(JUMPS.get(full), to);
            return;
        }
        switch (full) {
            case "mfence" -> column.add(X86Thread.Fence.MFENCE);
            case "sfence" -> column.add(X86Thread.Fence.SFENCE);
            case "lfence" -> column.add(X86Thread.Fence.LFENCE);
            case "endbr64" -> column.add(X86Thread.NOP);
            case "nop", "nopl", "nopw", "nopq" -> {
                // Some forms name an operand, which is not accessed.
                if (!atCellEnd()) {
                    operands.operand();
                }
                column.add(X86Thread.NOP);
            }
            case "ret", "retq" -> column.end();
            default -> column.add(withOperands(mnemonicAt, full, false));
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
        if (locked && !LOCKABLE.contains(mnemonic)) {
            throw scanner.error(token, "expected an instruction that can be locked, found " + token);
        }
        boolean shift = SHIFTS.contains(mnemonic);
        Token firstAt = scanner.peek();
        X86Operand to = shift && syntax == Syntax.ATT ? operands.shiftCount() : operands.operand();
        Token secondAt = firstAt;
        X86Operand from = new X86Operand.Immediate(1);
        boolean unary = mnemonic.equals("inc") || mnemonic.equals("dec") || shift && atCellEnd();
        if (!unary) {
            scanner.expect(",");
            secondAt = scanner.peek();
            from = operands.operand();
            if (syntax == Syntax.ATT) {
                X86Operand source = to;
                to = from;
                from = source;
                Token sourceAt = firstAt;
                firstAt = secondAt;
                secondAt = sourceAt;
            }
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
        if (shift && !(from instanceof X86Operand.Immediate)) {
            throw scanner.error(secondAt, "expected a number to shift by, found " + secondAt);
        }
        int width = bits == 0 ? bits(to, from) : bits;
        if (from instanceof X86Operand.Immediate number && !new CType(width).holds(number.value())) {
            throw scanner.error(secondAt, "expected a number of at most " + width + " bits, found " + number.value());
        }
        return make(token, mnemonic, width, locked, to, from);
    }

    private static boolean isKnown(String mnemonic) {
        return ARITHMETIC.containsKey(mnemonic)
                || SHIFTS.contains(mnemonic)
                || Set.of("mov", "xchg", "cmp", "cmpxchg").contains(mnemonic);
    }

    private int bits(X86Operand to, X86Operand from) {
        if (to instanceof X86Operand.InRegister r) {
            return r.register().bits();
        }
        if (from instanceof X86Operand.InRegister r) {
            return r.register().bits();
        }
        return bits();
    }

    private X86Thread.Instruction make(
            Token token, String mnemonic, int bits, boolean locked, X86Operand to, X86Operand from) {
        switch (mnemonic) {
            case "mov" -> {
                return new X86Thread.Move(to, from, bits);
            }
            case "cmp" -> {
                return new X86Thread.Compare(to, from, bits);
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
                LongBinaryOperator f = SHIFTS.contains(mnemonic) ? shift(mnemonic, bits) : ARITHMETIC.get(mnemonic);
                return new X86Thread.Arithmetic(f, to, from, bits, locked, xadd);
            }
        }
    }

    /** A shift by as many of the count's low bits as the width has a use for. */
    private static LongBinaryOperator shift(String mnemonic, int bits) {
        long unsigned = bits == 32 ? 0xffff_ffffL : -1;
        return switch (mnemonic) {
            case "shr" -> (a, count) -> (a & unsigned) >>> (count & bits - 1);
            case "sar" -> (a, count) -> X86Thread.wrap(a, bits) >> (count & bits - 1);
            default -> (a, count) -> a << (count & bits - 1);
        };
    }
}
