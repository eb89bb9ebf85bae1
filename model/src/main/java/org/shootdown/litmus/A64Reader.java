package org.shootdown.litmus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import org.shootdown.check.armv8.ArmProgram;
import org.shootdown.check.armv8.Sources;
import org.shootdown.litmus.Scanner.Kind;
import org.shootdown.litmus.Scanner.Token;

/**
 * Reads the code table of an AArch64 test: one column per thread, one row per instruction. What is understood stands in
 * {@link A64RegisterReader} and {@link A64MemoryReader}. Branches go forward.
 */
final class A64Reader implements CodeReader {
    private final Scanner scanner;
    private final A64RegisterReader registers;
    private final A64MemoryReader memory;

    A64Reader(Scanner scanner) {
        this.scanner = scanner;
        A64OperandReader operands = new A64OperandReader(scanner);
        registers = new A64RegisterReader(scanner, operands);
        memory = new A64MemoryReader(scanner, operands);
    }

    /** A thread being read. Branches are made once all labels are known, so each place is filled when the code ends. */
    final class Column {
        private final List<IntFunction<A64Instruction>> code = new ArrayList<>();
        private final Map<String, Integer> labels = new HashMap<>();
        private int slots;
        private int stores;

        void add(A64Instruction instruction) {
            code.add(at -> instruction);
        }

        /** Adds an instruction that needs to know where it stands. */
        void add(IntFunction<A64Instruction> instruction) {
            code.add(instruction);
        }

        /** A new slot for what {@code instruction} loads. */
        int slot(Token instruction) {
            if (slots == Sources.MOST_SLOTS) {
                throw scanner.error(instruction, "expected at most " + slots + " loads in a thread, found one more");
            }
            return slots++;
        }

        /** Counts a store. */
        void stores(Token instruction) {
            if (++stores > ArmProgram.MOST_WRITES) {
                throw scanner.error(
                        instruction,
                        "expected at most " + ArmProgram.MOST_WRITES + " stores in a thread, found one more");
            }
        }

        /** Where {@code label} is, as seen from the instruction at {@code from}; -1 if not further down. */
        int target(String label, int from) {
            int to = labels.getOrDefault(label, -1);
            return to > from ? to : -1;
        }

        A64Code code() {
            List<A64Instruction> instructions = new ArrayList<>();
            for (int at = 0; at < code.size(); at++) {
                instructions.add(code.get(at).apply(at));
            }
            return new A64Code(instructions, slots);
        }
    }

    /** herd prints the names of 64 bits. */
    @Override
    public Location register(int thread, String name) {
        A64Register register = A64Register.of(name);
        return register == null || register.number() == A64Register.ZERO
                ? null
                : new Location(thread, register.number(), "X" + register.number());
    }

    @Override
    public Threads threads() {
        List<Column> columns = new ArrayList<>();
        do {
            String expected = "P" + columns.size();
            if (!scanner.accept(expected)) {
                throw scanner.expected(expected);
            }
            columns.add(new Column());
        } while (scanner.accept("|"));
        scanner.expect(";");
        while (!ConditionReader.FIRST_WORDS.contains(scanner.peek().text())
                && scanner.peek().kind() != Kind.END) {
            for (int i = 0; i < columns.size(); i++) {
                if (i > 0) {
                    scanner.expect("|");
                }
                cell(columns.get(i));
            }
            scanner.expect(";");
        }
        return new ArmThreads(columns.stream().map(Column::code).toList(), scanner);
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
                instruction(token, word.toUpperCase(Locale.ROOT), column);
                if (!atCellEnd()) {
                    throw scanner.expected("'|' or ';'");
                }
            }
        }
    }

    private boolean atCellEnd() {
        return scanner.peek().is("|") || scanner.peek().is(";");
    }

    private void instruction(Token token, String mnemonic, Column column) {
        if (!registers.read(token, mnemonic, column) && !memory.read(token, mnemonic, column)) {
            throw scanner.error(token, "expected an A64 instruction that litmus tests use, found " + token);
        }
    }
}
