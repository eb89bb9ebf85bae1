package org.shootdown.litmus;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.shootdown.litmus.Scanner.Token;

/** One thread of an x86 test while its code is read. Jumps are made once all labels are known. */
final class X86Column {
    private final Scanner scanner;
    private final List<X86Thread.Instruction> code = new ArrayList<>();
    private final Map<String, Integer> labels = new TreeMap<>();
    /** The jumps by their places in {@link #code}; those without a label go to the end. */
    private final Map<Integer, Pending> jumps = new TreeMap<>();

    private record Pending(X86Thread.Condition condition, Token label) {}

    X86Column(Scanner scanner) {
        this.scanner = scanner;
    }

    void add(X86Thread.Instruction instruction) {
        code.add(instruction);
    }

    /** Names the next instruction. */
    void label(Token name) {
        if (labels.put(name.text(), code.size()) != null) {
            throw scanner.error(name, "expected a label that is used once, found " + name);
        }
    }

    void jump(X86Thread.Condition condition, Token label) {
        jumps.put(code.size(), new Pending(condition, label));
        code.add(X86Thread.NOP);
    }

    /** The thread ends here. */
    void end() {
        jump(X86Thread.Condition.ALWAYS, null);
    }

    X86Thread thread() {
        List<X86Thread.Instruction> instructions = new ArrayList<>(code);
        jumps.forEach((from, jump) ->
                instructions.set(from, new X86Thread.Jump(jump.condition(), target(jump.label()) - from)));
        refuseLoops();
        return new X86Thread(instructions);
    }

    private int target(Token label) {
        if (label == null) {
            return code.size();
        }
        Integer target = labels.get(label.text());
        if (target == null) {
            throw scanner.error(label, "expected a label of the same thread, found " + label);
        }
        return target;
    }

    /** A program must end by itself, and each operation may make new values once. */
    private void refuseLoops() {
        jumps.forEach((from, jump) -> {
            int to = target(jump.label());
            if (to <= from && reaches(to, from)) {
                throw scanner.error(
                        jump.label(), "expected a jump that makes no loop, found one back to " + jump.label());
            }
        });
    }

    private boolean reaches(int start, int goal) {
        BitSet seen = new BitSet();
        Deque<Integer> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            int at = open.pop();
            if (at == code.size() || seen.get(at)) {
                continue;
            }
            seen.set(at);
            Pending jump = jumps.get(at);
            if (jump != null) {
                open.push(target(jump.label()));
            }
            if (jump == null || jump.condition() != X86Thread.Condition.ALWAYS) {
                open.push(at + 1);
            }
        }
        return seen.get(goal);
    }
}
