package org.shootdown.litmus;

import org.shootdown.litmus.Scanner.Kind;
import org.shootdown.litmus.Scanner.Token;

/** Reads operands of A64 instructions. */
final class A64OperandReader {
    private final Scanner scanner;

    A64OperandReader(Scanner scanner) {
        this.scanner = scanner;
    }

    A64Register register() {
        Token token = scanner.peek();
        A64Register register = A64Register.of(scanner.word("a register"));
        if (register == null) {
            throw scanner.error(token, "expected a register, W0 to W30, X0 to X30, WZR or XZR, found " + token);
        }
        return register;
    }

    /** A register of as many bits as {@code like}. */
    A64Register registerLike(A64Register like) {
        Token token = scanner.peek();
        A64Register register = register();
        if (register.bits() != like.bits()) {
            throw scanner.error(token, "expected a register of " + like.bits() + " bits, found " + token);
        }
        return register;
    }

    A64Register nextRegister() {
        scanner.expect(",");
        return register();
    }

    A64Register nextRegisterLike(A64Register like) {
        scanner.expect(",");
        return registerLike(like);
    }

    long immediate() {
        scanner.accept("#");
        return scanner.number("a number");
    }

    boolean atImmediate() {
        return scanner.peek().is("#")
                || scanner.peek().is("-")
                || scanner.peek().kind() == Kind.NUMBER;
    }

    /** A number, or a register that may be shifted or extended. */
    A64Operand operand() {
        if (atImmediate()) {
            long value = immediate();
            if (scanner.accept(",")) {
                return new A64Operand.Immediate(value << shift());
            }
            return new A64Operand.Immediate(value);
        }
        return changed(register());
    }

    private int shift() {
        Token token = scanner.peek();
        if (A64Operand.Change.of(scanner.word("LSL")) != A64Operand.Change.LSL) {
            throw scanner.error(token, "expected LSL, found " + token);
        }
        return amount();
    }

    private A64Operand changed(A64Register register) {
        if (!scanner.accept(",")) {
            return new A64Operand.Changed(register, A64Operand.Change.LSL, 0);
        }
        Token token = scanner.peek();
        A64Operand.Change change = A64Operand.Change.of(scanner.word("a shift or an extension"));
        if (change == null) {
            throw scanner.error(token, "expected a shift or an extension, found " + token);
        }
        return new A64Operand.Changed(register, change, atImmediate() ? amount() : 0);
    }

    private int amount() {
        Token token = scanner.peek();
        long amount = immediate();
        if (amount < 0 || amount > 63) {
            throw scanner.error(token, "expected a shift from 0 to 63, found " + amount);
        }
        return (int) amount;
    }

    /** {@code [X1]}, {@code [X1,#8]}, {@code [X1,W2,SXTW]}, {@code [X1,#8]!} or {@code [X1],#8}. */
    A64Address address() {
        scanner.expect("[");
        Token token = scanner.peek();
        A64Register base = register();
        if (base.bits() != 64 || base.number() == A64Register.ZERO) {
            throw scanner.error(token, "expected a base register, X0 to X30, found " + token);
        }
        A64Operand index = new A64Operand.Immediate(0);
        if (scanner.accept(",")) {
            index = operand();
        }
        scanner.expect("]");
        if (scanner.peek().is("!") && index instanceof A64Operand.Immediate immediate) {
            scanner.next();
            return new A64Address(base, index, immediate.value());
        }
        return new A64Address(base, index, 0);
    }

    /** As {@link #address}, and a change that follows it. */
    A64Address addressWithChange() {
        A64Address address = address();
        if (address.change() == 0 && scanner.accept(",")) {
            return new A64Address(address.base(), address.index(), immediate());
        }
        return address;
    }
}
