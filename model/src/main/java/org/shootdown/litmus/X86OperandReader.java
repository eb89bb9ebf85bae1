package org.shootdown.litmus;

import org.shootdown.litmus.Scanner.Kind;
import org.shootdown.litmus.Scanner.Token;

/** Reads the operands of x86 instructions. */
final class X86OperandReader {
    private final Scanner scanner;
    private final Addresses addresses;
    private final X86Reader.Syntax syntax;

    X86OperandReader(Scanner scanner, Addresses addresses, X86Reader.Syntax syntax) {
        this.scanner = scanner;
        this.addresses = addresses;
        this.syntax = syntax;
    }

    X86Operand operand() {
        return syntax == X86Reader.Syntax.INTEL ? intelOperand() : attOperand();
    }

    /** How far to shift: a number, with or without {@code $}. */
    X86Operand shiftCount() {
        return scanner.peek().kind() == Kind.NUMBER ? immediate() : operand();
    }

    private X86Operand intelOperand() {
        if (scanner.accept("[")) {
            String name = scanner.word("a memory location or a register");
            X86Register base = X86Register.of(name);
            scanner.expect("]");
            return new X86Operand.InMemory(base == null ? addresses.of(name) : 0, base, null, 1);
        }
        if (scanner.peek().is("$") || scanner.peek().is("-") || scanner.peek().kind() == Kind.NUMBER) {
            return immediate();
        }
        return new X86Operand.InRegister(register("a register, a number or '['"));
    }

    private X86Operand attOperand() {
        if (scanner.peek().is("$")) {
            return immediate();
        }
        if (scanner.accept("%")) {
            if (!scanner.accept("cs")) {
                return new X86Operand.InRegister(register("a register of 32 or 64 bits"));
            }
            // A segment, which starts at address 0.
            scanner.expect(":");
        }
        boolean number = scanner.peek().is("-") || scanner.peek().kind() == Kind.NUMBER;
        if (number) {
            Token start = scanner.peek();
            long displacement = scanner.number("a displacement", 32);
            if (!scanner.peek().is("(")) {
                throw scanner.error(start, "expected a register, '$', '(' or a memory location, found " + start);
            }
            return inParentheses(displacement);
        }
        if (scanner.peek().is("(")) {
            return inParentheses(0);
        }
        // A bare name is a direct address, alone or relative to the instruction pointer.
        long address = addresses.of(scanner.word("a register, '$', '(' or a memory location"));
        if (scanner.accept("(")) {
            scanner.expect("%");
            scanner.expect("rip");
            scanner.expect(")");
        }
        return new X86Operand.InMemory(address, null, null, 1);
    }

    /** {@code (x)}, {@code (%rax)} or {@code (%rax,%rbx,8)}. */
    private X86Operand inParentheses(long displacement) {
        scanner.expect("(");
        if (!scanner.accept("%")) {
            long address = addresses.of(scanner.word("a memory location or a register"));
            scanner.expect(")");
            return new X86Operand.InMemory(displacement + address, null, null, 1);
        }
        X86Register base = register("a register of 32 or 64 bits");
        X86Register index = null;
        long scale = 1;
        if (scanner.accept(",")) {
            scanner.expect("%");
            index = register("a register of 32 or 64 bits");
            if (scanner.accept(",")) {
                scale = scanner.number("a scale", 32);
            }
        }
        scanner.expect(")");
        return new X86Operand.InMemory(displacement, base, index, (int) scale);
    }

    private X86Operand immediate() {
        scanner.accept("$");
        if (scanner.peek().kind() == Kind.WORD) {
            return new X86Operand.Immediate(addresses.of(scanner.next().text()));
        }
        return new X86Operand.Immediate(scanner.number("a number or a memory location"));
    }

    private X86Register register(String what) {
        Token token = scanner.peek();
        X86Register register = X86Register.of(scanner.word(what));
        if (register == null) {
            throw scanner.error(token, "expected " + what + ", found " + token);
        }
        return register;
    }
}
