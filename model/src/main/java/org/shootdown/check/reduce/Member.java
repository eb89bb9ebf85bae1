package org.shootdown.check.reduce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.shootdown.check.system.Code;
import org.shootdown.check.system.StateLayout;
import org.shootdown.check.system.TransitionSystem;
import org.shootdown.check.unfold.Step;
import org.shootdown.machine.Cell;

/**
 * One of several CPUs that are the same but for the cells they use alone; see {@link Symmetry}.
 *
 * @param own the cells that no other CPU of the group uses, in the same order for all of them
 * @param fields its part of a state, in the same order for all of them
 */
record Member(TransitionSystem.Cpu cpu, int[] own, int[] fields) {

    /** The largest set of CPUs that are the same; fewer than two if there is none. */
    static List<Member> largestGroup(TransitionSystem ts) {
        List<Member> best = List.of();
        for (TransitionSystem.Cpu first : ts.cpus) {
            if (best.stream().noneMatch(m -> m.cpu == first)) {
                List<Member> group = groupOf(ts, first);
                if (group.size() > best.size()) {
                    best = group;
                }
            }
        }
        return best;
    }

    private static List<Member> groupOf(TransitionSystem ts, TransitionSystem.Cpu first) {
        List<TransitionSystem.Cpu> alike = new ArrayList<>();
        List<Map<Integer, Integer>> cells = new ArrayList<>();
        for (TransitionSystem.Cpu cpu : ts.cpus) {
            Map<Integer, Integer> renaming = namesNobody(cpu) ? renaming(first, cpu) : null;
            if (renaming != null) {
                alike.add(cpu);
                cells.add(renaming);
            }
        }
        Set<Integer> own = new HashSet<>();
        for (Map<Integer, Integer> renaming : cells) {
            renaming.forEach((from, to) -> {
                if (!from.equals(to)) {
                    own.add(from);
                }
            });
        }
        int[] ofFirst = own.stream().mapToInt(Integer::intValue).sorted().toArray();
        List<Member> members = new ArrayList<>();
        Set<Integer> used = new HashSet<>();
        if (!cells.isEmpty()) {
            used.addAll(cells.get(0).keySet());
            used.removeAll(own);
        }
        for (int m = 0; m < alike.size(); m++) {
            Map<Integer, Integer> renaming = cells.get(m);
            int[] mine = Arrays.stream(ofFirst).map(renaming::get).toArray();
            for (int cell : mine) {
                if (!used.add(cell) || isObserved(ts, cell)) {
                    return List.of();
                }
            }
            Member member = new Member(alike.get(m), mine, fields(ts, alike.get(m), mine));
            if (!members.isEmpty() && !sameLayout(ts.layout, members.get(0).fields, member.fields)) {
                return List.of();
            }
            members.add(member);
        }
        return members;
    }

    /** Whether a step of another program is about this member: its CPU, or a cell of its own. */
    boolean isNamedAt(Code code, int node) {
        return code.op[node].namesCpu() && code.arg[node] == cpu.id
                || code.step[node].cell() != null && indexOf(code.object[node]) >= 0;
    }

    /** Which of the member's own cells this is, or -1. */
    int indexOf(int cell) {
        for (int c = 0; c < own.length; c++) {
            if (own[c] == cell) {
                return c;
            }
        }
        return -1;
    }

    private static boolean isObserved(TransitionSystem ts, int cell) {
        return ts.machine.observedCells().stream().mapToInt(Cell::index).anyMatch(c -> c == cell);
    }

    private static int[] fields(TransitionSystem ts, TransitionSystem.Cpu cpu, int[] own) {
        List<Integer> fields = new ArrayList<>(List.of(
                cpu.taskField, cpu.irqField, cpu.nmiField, cpu.nmisLeftField, cpu.stoppedField, cpu.queueField));
        for (int slot : cpu.bufferField) {
            fields.add(slot);
        }
        for (int cell : own) {
            fields.add(ts.cellField[cell]);
        }
        return fields.stream().mapToInt(Integer::intValue).toArray();
    }

    private static boolean sameLayout(StateLayout layout, int[] a, int[] b) {
        for (int f = 0; f < a.length; f++) {
            if (layout.maskOf(a[f]) != layout.maskOf(b[f]) || layout.lowOf(a[f]) != layout.lowOf(b[f])) {
                return false;
            }
        }
        return true;
    }

    private static boolean namesNobody(TransitionSystem.Cpu cpu) {
        for (Code code : List.of(cpu.task, cpu.irq, cpu.nmi)) {
            for (Step step : code.step) {
                switch (step.op()) {
                    case SEND_IPI, AWAIT_IPI, STOP_VCPU, RESUME_VCPU, CALL_RCU, RCU_START, RCU_WAIT -> {
                        return false;
                    }
                    default -> {}
                }
            }
        }
        return true;
    }

    /** The cells of {@code b} in the places of those of {@code a}, or {@code null} if the two differ otherwise. */
    private static Map<Integer, Integer> renaming(TransitionSystem.Cpu a, TransitionSystem.Cpu b) {
        Map<Integer, Integer> cells = new LinkedHashMap<>();
        boolean same = a.agent == b.agent
                && same(a.task, b.task, cells)
                && same(a.irq, b.irq, cells)
                && same(a.nmi, b.nmi, cells)
                && a.nmiEntry == b.nmiEntry
                && Code.Effects.same(a.nmiEffects, b.nmiEffects)
                && sameQueue(a, b)
                && sameBuffer(a, b, cells);
        return same ? cells : null;
    }

    /**
     * Whether two programs are the same up to a renaming of cells, which is added to {@code cells}. Where they fail, they
     * may say so in different words: one name in a message is as true as the other.
     */
    private static boolean same(Code a, Code b, Map<Integer, Integer> cells) {
        if (!Arrays.equals(a.op, b.op)
                || !Arrays.equals(a.arg, b.arg)
                || !Arrays.deepEquals(a.table, b.table)
                || !Arrays.equals(a.irqOff, b.irqOff)
                || !Arrays.equals(a.rcuReader, b.rcuReader)
                || !Arrays.equals(a.firstEdge, b.firstEdge)
                || !Arrays.equals(a.target, b.target)
                || !Arrays.equals(a.linked, b.linked)) {
            return false;
        }
        for (int e = 0; e < a.effects.length; e++) {
            if (!Code.Effects.same(a.effects[e], b.effects[e])) {
                return false;
            }
        }
        for (int n = 0; n < a.step.length; n++) {
            Step s = a.step[n];
            Step t = b.step[n];
            if (s.page() != t.page() || s.walk() != t.walk()) {
                return false;
            }
            if (s.cell() != null && !put(cells, s.cell().index(), t.cell().index())) {
                return false;
            }
        }
        return true;
    }

    private static boolean put(Map<Integer, Integer> cells, int from, int to) {
        Integer before = cells.putIfAbsent(from, to);
        return before == null ? cells.values().stream().filter(c -> c == to).count() == 1 : before == to;
    }

    private static boolean sameQueue(TransitionSystem.Cpu a, TransitionSystem.Cpu b) {
        if (a.withoutHead.length != b.withoutHead.length
                || !Arrays.equals(a.senders, b.senders)
                || !Arrays.equals(a.withoutHead, b.withoutHead)
                || !Arrays.equals(a.headEntry, b.headEntry)
                || !Arrays.deepEquals(a.append, b.append)
                || !Arrays.equals(a.headFunction, b.headFunction)) {
            return false;
        }
        for (int q = 0; q < a.headEffects.length; q++) {
            if (!Code.Effects.same(a.headEffects[q], b.headEffects[q])) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameBuffer(TransitionSystem.Cpu a, TransitionSystem.Cpu b, Map<Integer, Integer> cells) {
        if (a.bufferField.length != b.bufferField.length || !Arrays.equals(a.entryValue, b.entryValue)) {
            return false;
        }
        for (int code = 1; code < a.entryCell.length; code++) {
            Integer mapped = cells.get(a.entryCell[code]);
            if (mapped == null || mapped != b.entryCell[code]) {
                return false;
            }
        }
        return true;
    }
}
