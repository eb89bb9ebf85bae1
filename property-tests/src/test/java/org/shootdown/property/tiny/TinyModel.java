package org.shootdown.property.tiny;

import java.util.ArrayList;
import java.util.List;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Page;
import org.shootdown.machine.Program;
import org.shootdown.machine.Situation;

/**
 * A small machine as data, which jqwik generates and shrinks. Its text is model code.
 *
 * @param cellMax the largest value of each cell, 1 or 3; all start as 0
 * @param cpus what the CPUs do, at least one
 * @param agents what the agents do
 * @param functions what CPUs have each other run
 * @param callbacks RCU callbacks
 * @param judged whether the situation "here" and a walk of the unlinked page are situations it must reach
 */
public record TinyModel(
        List<Integer> cellMax,
        List<TinyCpu> cpus,
        List<List<Instr>> agents,
        List<List<Instr>> functions,
        List<List<Instr>> callbacks,
        boolean judged) {

    /** One CPU; {@code nmi} is empty where no NMI arrives. */
    public record TinyCpu(List<Instr> task, List<Instr> nmi) {}

    /** A register in which a program ends up with some value: {@link #GHOSTS} hold them. */
    public static final int GHOSTS = 3 * Instr.REGISTERS;

    /** What the instructions name by number. */
    record Parts(
            List<Cell> cells,
            Page page,
            List<Ghost> ghosts,
            Situation situation,
            List<IpiFunction> functions,
            List<Program> callbacks) {}

    /** The machine; every cell and every ghost is part of its outcome. */
    public Machine machine() {
        return machine(true);
    }

    /** The machine, with or without its cells, ghosts and page being part of an outcome. */
    public Machine machine(boolean observed) {
        Machine.Builder b = Machine.builder("generated");
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < cellMax.size(); i++) {
            cells.add(b.cell(cellName(i), cellMax.get(i)));
        }
        Page page = b.page("page", 2);
        List<Ghost> ghosts = new ArrayList<>();
        for (int i = 0; i < GHOSTS; i++) {
            ghosts.add(b.ghost("ghost" + i, 3, 0));
        }
        Situation here = judged ? b.situation("here") : null;
        if (judged) {
            b.walkInsideUnlinked("inside the unlinked page");
        }
        List<IpiFunction> ipis = new ArrayList<>();
        List<Program> rcu = new ArrayList<>();
        Parts parts = new Parts(cells, page, ghosts, here, ipis, rcu);
        for (int i = 0; i < functions.size(); i++) {
            ipis.add(new Function(purpose(i), new Body(this, parts, functions.get(i), "f" + i)));
        }
        for (int i = 0; i < callbacks.size(); i++) {
            rcu.add(new Body(this, parts, callbacks.get(i), "c" + i));
        }
        for (int i = 0; i < cpus.size(); i++) {
            TinyCpu cpu = cpus.get(i);
            var added = b.cpu("CPU " + i, new Body(this, parts, cpu.task(), "task " + i));
            if (!cpu.nmi().isEmpty()) {
                added.nmi(new Body(this, parts, cpu.nmi(), "nmi " + i), 1);
            }
        }
        for (int i = 0; i < agents.size(); i++) {
            b.agent("agent " + i, new Body(this, parts, agents.get(i), "agent " + i));
        }
        if (observed) {
            cells.forEach(b::observe);
            ghosts.forEach(b::observe);
            b.observe(page.state());
        }
        return b.build();
    }

    /** The instructions as a program; equal only to itself, of which there is one per machine. */
    private static final class Body implements Program {
        private final TinyModel model;
        private final Parts parts;
        private final List<Instr> body;
        private final String title;

        Body(TinyModel model, Parts parts, List<Instr> body, String title) {
            this.model = model;
            this.parts = parts;
            this.body = body;
            this.title = title;
        }

        @Override
        public void run(Cpu cpu) {
            new Frame(model, parts, cpu).run(body);
        }

        @Override
        public String title() {
            return title;
        }
    }

    private record Function(Purpose purpose, Body body) implements IpiFunction {
        @Override
        public void run(Cpu cpu) {
            body.run(cpu);
        }

        @Override
        public String title() {
            return body.title();
        }
    }

    static String cellName(int cell) {
        return String.valueOf((char) ('u' + cell));
    }

    /** Function 0 flushes, function 1 synchronises. */
    public static IpiFunction.Purpose purpose(int function) {
        return IpiFunction.Purpose.values()[function % IpiFunction.Purpose.values().length];
    }

    /** The CPU that processor {@code id} means by its {@code other}-th other one, or -1 if there is none. */
    public int target(int id, int other) {
        int n = cpus.size();
        if (id >= n) {
            return other % n;
        }
        return n == 1 ? -1 : (id + 1 + other % (n - 1)) % n;
    }

    @Override
    public String toString() {
        return new JavaPrinter(this).print();
    }
}
