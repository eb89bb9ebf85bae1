package org.shootdown.check.reduce;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.shootdown.check.system.Code;
import org.shootdown.check.system.CompiledCpu;
import org.shootdown.check.system.TransitionSystem;
import org.shootdown.machine.Cell;

/**
 * One of several CPUs that are the same but for the cells they use alone; see {@link Symmetry}.
 *
 * @param own the cells that no other CPU of the group uses, in the same order for all of them
 * @param fields its part of a state, in the same order for all of them
 */
record Member(CompiledCpu cpu, int[] own, int[] fields) {

    /** The largest set of CPUs that are the same; fewer than two if there is none. */
    static List<Member> largestGroup(TransitionSystem ts) {
        Map<Likeness, List<CompiledCpu>> alike = new LinkedHashMap<>();
        for (CompiledCpu cpu : ts.cpus) {
            if (!Likeness.sends(cpu)) {
                alike.computeIfAbsent(Likeness.of(ts, cpu), l -> new ArrayList<>())
                        .add(cpu);
            }
        }
        List<Member> largest = List.of();
        for (List<CompiledCpu> cpus : alike.values()) {
            List<Member> group = group(ts, cpus);
            if (group.size() > largest.size()) {
                largest = group;
            }
        }
        return largest;
    }

    /** CPUs that are alike as members, or none if what is one's own is not its own alone. */
    private static List<Member> group(TransitionSystem ts, List<CompiledCpu> alike) {
        List<List<Integer>> cells = alike.stream().map(Likeness::cellsOf).toList();
        int[] ownPlaces = IntStream.range(0, cells.get(0).size())
                .filter(place -> cells.stream()
                        .anyMatch(of -> !of.get(place).equals(cells.get(0).get(place))))
                .toArray();
        List<Member> members = new ArrayList<>();
        Set<Integer> used = new HashSet<>();
        for (int m = 0; m < alike.size(); m++) {
            int[] own = IntStream.of(ownPlaces).map(cells.get(m)::get).toArray();
            for (int cell : own) {
                if (!used.add(cell) || isObserved(ts, cell)) {
                    return List.of();
                }
            }
            int[] fields = IntStream.concat(
                            IntStream.of(fields(alike.get(m))),
                            IntStream.of(own).map(cell -> ts.cellField[cell]))
                    .toArray();
            members.add(new Member(alike.get(m), own, fields));
        }
        return members;
    }

    /** Whether a step of another program is about this member: its CPU, or a cell of its own. */
    boolean isNamedAt(Code code, int node) {
        Cell cell = code.step[node].cell();
        return code.op[node].namesCpu() && code.arg[node] == cpu.id || cell != null && indexOf(cell.index()) >= 0;
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

    /** The fields of a CPU's part of a state, but for its cells. */
    static int[] fields(CompiledCpu cpu) {
        return IntStream.concat(
                        IntStream.of(
                                cpu.task.field,
                                cpu.irq.field,
                                cpu.nmi.field,
                                cpu.nmisLeftField,
                                cpu.stoppedField,
                                cpu.queue.field),
                        IntStream.of(cpu.buffer.slots))
                .toArray();
    }
}
