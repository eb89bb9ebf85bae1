package org.shootdown.litmus;

import java.util.Locale;
import java.util.Map;
import java.util.function.LongBinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.shootdown.check.armv8.Step.Acquire;
import org.shootdown.check.armv8.Step.Fence;
import org.shootdown.check.armv8.Step.Update;
import org.shootdown.litmus.Scanner.Token;

/**
 * Reads the instructions that access memory: LDR and STR of all sizes, with all ways of addressing, LDUR and STUR, LDP
 * and STP; LDAR, LDAPR, STLR; LDXR, LDAXR, STXR, STLXR; LDADD, LDCLR, LDSET, LDEOR, LDSMAX, LDSMIN, LDUMAX, LDUMIN, SWP
 * and CAS, each with A, L and AL, and those without a result (STADD and so on); and the barriers DMB, DSB and ISB.
 */
final class A64MemoryReader {
    private static final Pattern PLAIN = Pattern.compile("(LD|ST)U?R(S?)([BHW]?)");
    private static final Pattern ORDERED = Pattern.compile("(LDAR|LDAPU?R|LDXR|LDAXR|STLU?R|STXR|STLXR)([BH]?)");
    private static final Pattern ATOMIC =
            Pattern.compile("(LD|ST)(ADD|CLR|EOR|SET|SMAX|SMIN|UMAX|UMIN)(A?)(L?)([BH]?)|(SWP|CAS)(A?)(L?)([BH]?)");

    private static final Map<String, Fence> FENCES = Map.of("", Fence.FULL, "LD", Fence.LOADS, "ST", Fence.STORES);

    private final Scanner scanner;
    private final A64OperandReader operands;

    A64MemoryReader(Scanner scanner, A64OperandReader operands) {
        this.scanner = scanner;
        this.operands = operands;
    }

    /** Reads the operands of {@code mnemonic}; false if it is none of those known here. */
    boolean read(Token token, String mnemonic, A64Reader.Column column) {
        Matcher plain = PLAIN.matcher(mnemonic);
        Matcher ordered = ORDERED.matcher(mnemonic);
        Matcher atomic = ATOMIC.matcher(mnemonic);
        if (plain.matches()) {
            plain(token, plain, column);
        } else if (ordered.matches()) {
            ordered(token, ordered.group(1), ordered.group(2), column);
        } else if (atomic.matches()) {
            atomic(token, atomic, column);
        } else if (mnemonic.equals("LDP") || mnemonic.equals("STP")) {
            pair(token, mnemonic.equals("LDP"), column);
        } else if (mnemonic.equals("DMB") || mnemonic.equals("DSB")) {
            column.add(new A64Memory.Barrier(fence(mnemonic.equals("DSB"))));
        } else if (mnemonic.equals("ISB")) {
            if (scanner.peek().is("SY")) {
                scanner.next();
            }
            column.add(new A64Memory.Barrier(Fence.CONTEXT));
        } else {
            return false;
        }
        return true;
    }

    private static int bytes(String size, A64Register register) {
        return switch (size) {
            case "B" -> 1;
            case "H" -> 2;
            case "W" -> 4;
            default -> register.bits() / Byte.SIZE;
        };
    }

    private void plain(Token token, Matcher mnemonic, A64Reader.Column column) {
        boolean load = mnemonic.group(1).equals("LD");
        boolean signed = !mnemonic.group(2).isEmpty();
        String size = mnemonic.group(3);
        if (signed && (!load || size.isEmpty()) || !signed && size.equals("W")) {
            throw scanner.error(token, "expected an A64 instruction that litmus tests use, found " + token);
        }
        A64Register register = operands.register();
        scanner.expect(",");
        A64Address address = operands.addressWithChange();
        int bytes = bytes(size, register);
        if (load) {
            column.add(load(token, register, address, bytes, signed, Acquire.NONE, false, column));
        } else {
            column.stores(token);
            column.add(new A64Memory.Store(token, register, address, bytes, false));
        }
    }

    private static A64Memory.Load load(
            Token token,
            A64Register to,
            A64Address address,
            int bytes,
            boolean signed,
            Acquire acquire,
            boolean exclusive,
            A64Reader.Column column) {
        return new A64Memory.Load(token, to, address, bytes, signed, acquire, exclusive, column.slot(token));
    }

    /** Two accesses side by side, of which neither is ordered before the other. */
    private void pair(Token token, boolean load, A64Reader.Column column) {
        A64Register first = operands.register();
        A64Register second = operands.nextRegisterLike(first);
        scanner.expect(",");
        boolean preIndex = false;
        A64Address address = operands.address();
        long change = address.change();
        if (change != 0) {
            preIndex = true;
        } else if (scanner.accept(",")) {
            change = operands.immediate();
        }
        int bytes = first.bits() / Byte.SIZE;
        A64Address low = preIndex ? address : address.plus(0, 0);
        A64Address high = preIndex
                ? new A64Address(address.base(), new A64Operand.Immediate(bytes), 0)
                : address.plus(bytes, change);
        if (!load) {
            column.stores(token);
            column.stores(token);
            column.add(new A64Memory.Store(token, first, low, bytes, false));
            column.add(new A64Memory.Store(token, second, high, bytes, false));
        } else if (first.number() == address.base().number()) {
            // The register that the second address is computed from is loaded last.
            column.add(load(token, second, address.plus(bytes, 0), bytes, false, Acquire.NONE, false, column));
            column.add(load(token, first, address.plus(0, 0), bytes, false, Acquire.NONE, false, column));
        } else {
            column.add(load(token, first, low, bytes, false, Acquire.NONE, false, column));
            column.add(load(token, second, high, bytes, false, Acquire.NONE, false, column));
        }
    }

    private void ordered(Token token, String mnemonic, String size, A64Reader.Column column) {
        A64Register register = operands.register();
        switch (mnemonic) {
            case "LDAR" -> orderedLoad(token, register, size, Acquire.SEQUENTIALLY_CONSISTENT, false, column);
            case "LDAPR", "LDAPUR" -> orderedLoad(token, register, size, Acquire.PROCESSOR_CONSISTENT, false, column);
            case "LDXR" -> orderedLoad(token, register, size, Acquire.NONE, true, column);
            case "LDAXR" -> orderedLoad(token, register, size, Acquire.SEQUENTIALLY_CONSISTENT, true, column);
            case "STLR", "STLUR" -> {
                scanner.expect(",");
                A64Address address = operands.address();
                column.stores(token);
                column.add(new A64Memory.Store(token, register, address, bytes(size, register), true));
            }
            default -> {
                A64Register from = operands.nextRegister();
                scanner.expect(",");
                A64Address address = operands.address();
                boolean release = mnemonic.equals("STLXR");
                int bytes = bytes(size, from);
                column.stores(token);
                column.add(new A64Memory.StoreExclusive(token, register, from, address, bytes, release));
            }
        }
    }

    private void orderedLoad(
            Token token, A64Register to, String size, Acquire acquire, boolean exclusive, A64Reader.Column column) {
        scanner.expect(",");
        A64Address address = operands.address();
        column.add(load(token, to, address, bytes(size, to), false, acquire, exclusive, column));
    }

    private void atomic(Token token, Matcher mnemonic, A64Reader.Column column) {
        boolean arithmetic = mnemonic.group(1) != null;
        boolean result = !"ST".equals(mnemonic.group(1));
        String name = arithmetic ? mnemonic.group(2) : mnemonic.group(6);
        boolean acquires = !mnemonic.group(arithmetic ? 3 : 7).isEmpty();
        boolean release = !mnemonic.group(arithmetic ? 4 : 8).isEmpty();
        String size = mnemonic.group(arithmetic ? 5 : 9);
        if (!result && acquires) {
            throw scanner.error(token, "expected an A64 instruction that litmus tests use, found " + token);
        }
        Acquire acquire = acquires ? Acquire.SEQUENTIALLY_CONSISTENT : Acquire.NONE;
        A64Register first = operands.register();
        A64Register second =
                result ? operands.nextRegisterLike(first) : new A64Register(A64Register.ZERO, first.bits());
        scanner.expect(",");
        A64Address address = operands.address();
        int bytes = bytes(size, first);
        int slot = column.slot(token);
        column.stores(token);
        if (name.equals("CAS")) {
            column.add(new A64Memory.Compare(token, first, second, address, bytes, acquire, release, slot));
        } else {
            Update update = arithmetic ? Update.MODIFY : Update.SWAP;
            LongBinaryOperator f = function(name, Byte.SIZE * bytes);
            column.add(new A64Memory.Modify(token, update, f, first, second, address, bytes, acquire, release, slot));
        }
    }

    /** What an atomic stores, of the value in memory and the operand, both of so many bits. */
    private static LongBinaryOperator function(String name, int bits) {
        return switch (name) {
            case "ADD" -> Long::sum;
            case "CLR" -> (old, operand) -> old & ~operand;
            case "EOR" -> (old, operand) -> old ^ operand;
            case "SET" -> (old, operand) -> old | operand;
            case "SMAX" -> (old, operand) -> less(old, operand, bits) ? operand : old;
            case "SMIN" -> (old, operand) -> less(old, operand, bits) ? old : operand;
            case "UMAX" -> (old, operand) -> Long.compareUnsigned(old, operand) < 0 ? operand : old;
            case "UMIN" -> (old, operand) -> Long.compareUnsigned(old, operand) < 0 ? old : operand;
            default -> (old, operand) -> operand;
        };
    }

    private static boolean less(long a, long b, int bits) {
        return A64Code.extend(a, bits) < A64Code.extend(b, bits);
    }

    /** The option of a DMB or a DSB; the shareability domain makes no difference to threads that share all of them. */
    private Fence fence(boolean dsb) {
        Token token = scanner.peek();
        String option = scanner.word("an option, as in SY, LD or ST").toUpperCase(Locale.ROOT);
        Fence fence = option.matches("(SY|(ISH|OSH|NSH)?(LD|ST)?)")
                ? FENCES.get(option.equals("SY") ? "" : option.replaceFirst("^(ISH|OSH|NSH)", ""))
                : null;
        if (fence == null) {
            throw scanner.error(token, "expected an option, as in SY, LD or ST, found " + token);
        }
        return dsb && fence == Fence.STORES ? Fence.STORES_COMPLETE : fence;
    }
}
