package org.shootdown.check.reduce;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.shootdown.check.result.Op;
import org.shootdown.check.system.Code;
import org.shootdown.check.system.CompiledCpu;
import org.shootdown.check.system.RequestQueue;
import org.shootdown.check.system.TransitionSystem;
import org.shootdown.check.unfold.Step;

/**
 * All that a CPU's moves depend on, but for which cells it uses: a cell stands for its place in {@link #cellsOf}. Two CPUs
 * with equal likenesses differ in nothing but these cells.
 *
 * @param fields the fields of its part of a state, but for its cells, and then its cells
 * @param nmi what the coming of an NMI does
 * @param requests what others ask of it
 */
record Likeness(
        boolean agent,
        List<Field> fields,
        List<Node> task,
        List<Node> irq,
        List<Node> nmis,
        Code.Effects nmi,
        List<Request> requests) {

    /** The bits of a field, and whether it is a register, which no store buffer delays. */
    private record Field(int mask, boolean register) {}

    /**
     * A node of a program. What an error says is nothing to tell CPUs apart by; whether interrupts are off, and whether
     * it is in a read-side section, follows from the steps before it.
     *
     * @param step the step without its cell
     * @param cell the place of its cell, or -1
     */
    private record Node(Step step, int cell, List<Edge> edges) {}

    private record Edge(int target, Code.Effects effects) {}

    /** A function that another CPU may ask for: by whom, where its handler starts, and what taking the interrupt does. */
    private record Request(long sender, int entry, Code.Effects effects) {}

    static Likeness of(TransitionSystem ts, CompiledCpu cpu) {
        List<Integer> cells = cellsOf(cpu);
        List<Field> fields = new ArrayList<>();
        for (int field : Member.fields(cpu)) {
            fields.add(new Field(ts.layout.maskOf(field), false));
        }
        for (int cell : cells) {
            fields.add(new Field(
                    ts.layout.maskOf(ts.cellField[cell]),
                    ts.machine.cells().get(cell).isRegister()));
        }
        return new Likeness(
                cpu.agent,
                fields,
                nodes(cpu.task, cells),
                nodes(cpu.irq, cells),
                nodes(cpu.nmi, cells),
                cpu.nmiEffects,
                requests(cpu));
    }

    /** The cells that a CPU uses, in the order in which its programs name them. */
    static List<Integer> cellsOf(CompiledCpu cpu) {
        List<Integer> cells = new ArrayList<>();
        for (Code code : List.of(cpu.task, cpu.irq, cpu.nmi)) {
            for (Step step : code.step) {
                if (step.cell() != null && !cells.contains(step.cell().index())) {
                    cells.add(step.cell().index());
                }
            }
        }
        return cells;
    }

    private static List<Node> nodes(Code code, List<Integer> cells) {
        return IntStream.range(0, code.size())
                .mapToObj(n -> new Node(
                        code.step[n].withoutCell(),
                        code.step[n].cell() == null
                                ? -1
                                : cells.indexOf(code.step[n].cell().index()),
                        IntStream.range(code.firstEdge[n], code.edgesEnd(n))
                                .mapToObj(e -> new Edge(code.target[e], code.effects[e]))
                                .toList()))
                .toList();
    }

    private static List<Request> requests(CompiledCpu cpu) {
        return IntStream.of(cpu.queue.append[RequestQueue.EMPTY])
                .mapToObj(queue ->
                        new Request(cpu.queue.senders[queue], cpu.queue.headEntry[queue], cpu.queue.headEffects[queue]))
                .toList();
    }

    /** Whether a CPU sends to others: it can then be told by whose request is in their queues. */
    static boolean sends(CompiledCpu cpu) {
        return List.of(cpu.task, cpu.irq, cpu.nmi).stream()
                .flatMap(code -> List.of(code.op).stream())
                .anyMatch(op -> op == Op.SEND_IPI);
    }
}
