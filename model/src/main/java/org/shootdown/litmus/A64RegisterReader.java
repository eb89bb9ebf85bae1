package org.shootdown.litmus;

import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.LongUnaryOperator;
import org.shootdown.litmus.A64Operand.Change;
import org.shootdown.litmus.A64Registers.BranchIf;
import org.shootdown.litmus.A64Registers.BranchOn;
import org.shootdown.litmus.A64Registers.Compute;
import org.shootdown.litmus.A64Registers.Insert;
import org.shootdown.litmus.A64Registers.Jump;
import org.shootdown.litmus.A64Registers.Nothing;
import org.shootdown.litmus.A64Registers.Operation;
import org.shootdown.litmus.A64Registers.Select;
import org.shootdown.litmus.Scanner.Token;

/**
 * Reads the instructions that access no memory: MOV, MOVZ, MOVN, MOVK, MVN, NEG, ADD, SUB, AND, BIC, ORR, ORN, EOR, EON
 * and MUL, those of them that set flags, CMP, CMN and TST, shifts and extensions by name, CSEL, CSINC, CSINV, CSNEG,
 * CSET, CSETM and CINC, the branches B, B.cond, CBZ, CBNZ, TBZ and TBNZ, and NOP.
 */
final class A64RegisterReader {
    private static final Map<String, Operation> COMPUTE = Map.ofEntries(
            Map.entry("ADD", Operation.ADD),
            Map.entry("ADDS", Operation.ADD),
            Map.entry("SUB", Operation.SUB),
            Map.entry("SUBS", Operation.SUB),
            Map.entry("AND", Operation.AND),
            Map.entry("ANDS", Operation.AND),
            Map.entry("BIC", Operation.BIC),
            Map.entry("BICS", Operation.BIC),
            Map.entry("ORR", Operation.ORR),
            Map.entry("ORN", Operation.ORN),
            Map.entry("EOR", Operation.EOR),
            Map.entry("EON", Operation.EON),
            Map.entry("MUL", Operation.MUL));

    private static final Map<String, Operation> COMPARE =
            Map.of("CMP", Operation.SUB, "CMN", Operation.ADD, "TST", Operation.AND);

    private static final Map<String, LongUnaryOperator> SELECT =
            Map.of("CSEL", v -> v, "CSINC", v -> v + 1, "CSINV", v -> ~v, "CSNEG", v -> -v);

    private final Scanner scanner;
    private final A64OperandReader operands;

    A64RegisterReader(Scanner scanner, A64OperandReader operands) {
        this.scanner = scanner;
        this.operands = operands;
    }

    /** Reads the operands of {@code mnemonic}; false if it is none of those known here. */
    boolean read(Token token, String mnemonic, A64Reader.Column column) {
        A64Instruction instruction = local(mnemonic);
        if (instruction != null) {
            column.add(instruction);
            return true;
        }
        return branch(mnemonic, column);
    }

    private A64Instruction local(String mnemonic) {
        if (COMPUTE.containsKey(mnemonic)) {
            A64Register to = operands.register();
            A64Register left = operands.nextRegisterLike(to);
            scanner.expect(",");
            boolean flags = mnemonic.length() == 4;
            return new Compute(COMPUTE.get(mnemonic), flags, to, left, operands.operand());
        } else if (COMPARE.containsKey(mnemonic)) {
            A64Register left = operands.register();
            scanner.expect(",");
            return new Compute(COMPARE.get(mnemonic), true, zero(left), left, operands.operand());
        } else if (SELECT.containsKey(mnemonic)) {
            A64Register to = operands.register();
            A64Register first = operands.nextRegisterLike(to);
            A64Register second = operands.nextRegisterLike(to);
            return new Select(to, first, second, SELECT.get(mnemonic), nextCondition());
        }
        return switch (mnemonic) {
            case "NOP" -> new Nothing();
            case "MOV", "MOVZ" -> move(Operation.ORR);
            case "MVN", "MOVN" -> move(Operation.ORN);
            case "NEG" -> move(Operation.SUB);
            case "MOVK" -> {
                A64Register to = operands.register();
                scanner.expect(",");
                long immediate = operands.immediate();
                yield new Insert(to, immediate, scanner.accept(",") ? shiftOfInsert() : 0);
            }
            case "LSL", "LSR", "ASR", "UXTB", "UXTH", "UXTW", "SXTB", "SXTH", "SXTW" -> change(Change.of(mnemonic));
            case "CSET", "CSETM" -> {
                A64Register to = operands.register();
                LongUnaryOperator ifHolds = mnemonic.equals("CSET") ? v -> 1 : v -> -1;
                yield new Select(
                        to, zero(to), zero(to), ifHolds, nextCondition().negate());
            }
            case "CINC" -> {
                A64Register to = operands.register();
                A64Register from = operands.nextRegisterLike(to);
                yield new Select(to, from, from, v -> v + 1, nextCondition().negate());
            }
            default -> null;
        };
    }

    /** MOV is ORR, MVN is ORN and NEG is SUB with the zero register. */
    private A64Instruction move(Operation operation) {
        A64Register to = operands.register();
        scanner.expect(",");
        return new Compute(operation, false, to, zero(to), operands.operand());
    }

    private A64Instruction change(Change change) {
        A64Register to = operands.register();
        A64Register from = operands.nextRegister();
        int amount = scanner.accept(",") ? (int) operands.immediate() & 63 : 0;
        return new Compute(Operation.ORR, false, to, zero(to), new A64Operand.Changed(from, change, amount));
    }

    private int shiftOfInsert() {
        Token token = scanner.peek();
        if (Change.of(scanner.word("LSL")) != Change.LSL) {
            throw scanner.error(token, "expected LSL, found " + token);
        }
        return (int) operands.immediate() & 48;
    }

    private static A64Register zero(A64Register like) {
        return new A64Register(A64Register.ZERO, like.bits());
    }

    private IntPredicate nextCondition() {
        scanner.expect(",");
        return condition();
    }

    private IntPredicate condition() {
        Token token = scanner.peek();
        IntPredicate condition =
                A64Flags.CONDITIONS.get(scanner.word("a condition").toUpperCase(Locale.ROOT));
        if (condition == null) {
            throw scanner.error(token, "expected a condition, as in EQ, found " + token);
        }
        return condition;
    }

    private boolean branch(String mnemonic, A64Reader.Column column) {
        switch (mnemonic) {
            case "B" -> {
                if (scanner.accept(".")) {
                    branchIf(condition(), column);
                } else {
                    Token label = label();
                    column.add(at -> new Jump(target(column, label, at)));
                }
            }
            case "CBZ", "CBNZ" -> {
                A64Register register = operands.register();
                scanner.expect(",");
                Token label = label();
                boolean ifZero = mnemonic.equals("CBZ");
                column.add(at -> new BranchOn(register, -1, ifZero, target(column, label, at)));
            }
            case "TBZ", "TBNZ" -> {
                A64Register register = operands.register();
                scanner.expect(",");
                long mask = 1L << operands.immediate();
                scanner.expect(",");
                Token label = label();
                boolean ifZero = mnemonic.equals("TBZ");
                column.add(at -> new BranchOn(register, mask, ifZero, target(column, label, at)));
            }
            default -> {
                // The condition may stand right behind the B, as in BEQ.
                IntPredicate condition =
                        mnemonic.matches("B..") ? A64Flags.CONDITIONS.get(mnemonic.substring(1)) : null;
                if (condition == null) {
                    return false;
                }
                branchIf(condition, column);
            }
        }
        return true;
    }

    private void branchIf(IntPredicate condition, A64Reader.Column column) {
        Token label = label();
        column.add(at -> new BranchIf(condition, target(column, label, at)));
    }

    private Token label() {
        Token token = scanner.peek();
        scanner.word("a label");
        return token;
    }

    private int target(A64Reader.Column column, Token label, int from) {
        int target = column.target(label.text(), from);
        if (target < 0) {
            throw scanner.error(label, "expected a label further down in the same thread, found " + label);
        }
        return target;
    }
}
