package org.shootdown.export;

import java.util.ArrayList;
import java.util.List;
import org.shootdown.check.unfold.Automaton;
import org.shootdown.check.unfold.UnfoldedMachine;
import org.shootdown.export.GuardedCommands.Assignment;
import org.shootdown.export.GuardedCommands.Check;
import org.shootdown.export.GuardedCommands.Command;
import org.shootdown.export.GuardedCommands.Process;
import org.shootdown.machine.Property;

/** Encodes one CPU: its task, what interrupts it, and its store buffer. */
final class CpuEncoder {
    private final Encoder encoder;
    private final CpuState cpu;
    private final UnfoldedMachine.Processor processor;
    private final List<Command> commands = new ArrayList<>();
    private final StepEncoder task;

    CpuEncoder(Encoder encoder, CpuState cpu) {
        this.encoder = encoder;
        this.cpu = cpu;
        this.processor = cpu.processor;
        this.task = new Task();
    }

    Process process() {
        task.steps(processor.task());
        drains();
        if (cpu.irq != null) {
            interrupts();
        }
        if (cpu.nmi != null) {
            nmis();
        }
        return new Process("cpu" + cpu.id, processor.spec().name(), commands);
    }

    /** The task moves while nothing interrupts it. */
    private final class Task extends StepEncoder {
        Task() {
            super(CpuEncoder.this.encoder, CpuEncoder.this.cpu, CpuEncoder.this.commands);
        }

        @Override
        Expr at(int node) {
            return Expr.all(Expr.equal(cpu.task, node), cpu.running(), cpu.inTask());
        }

        @Override
        List<Assignment> goTo(int node) {
            return List.of(set(cpu.task, node));
        }

        @Override
        List<Assignment> gracePeriods(int from, int to, GracePeriod started, boolean storing) {
            Expr quietAfter = storing || inSection(to) ? Expr.FALSE : cpu.empty();
            Expr quietBefore = inSection(from) ? Expr.FALSE : cpu.empty();
            return settle(started, Expr.any(quietBefore, quietAfter), quietAfter);
        }

        private boolean inSection(int node) {
            Automaton.Node at = processor.task().node(node);
            return at.irqOff() || at.rcuReader();
        }
    }

    /** A handler moves; the CPU is inside a read-side section all the while. */
    private final class Handler extends StepEncoder {
        private final Variable variable;
        private final Expr runs;

        Handler(Variable variable, Expr runs) {
            super(CpuEncoder.this.encoder, CpuEncoder.this.cpu, CpuEncoder.this.commands);
            this.variable = variable;
            this.runs = runs;
        }

        @Override
        Expr at(int node) {
            return Expr.all(Expr.equal(variable, node + 1), runs);
        }

        @Override
        List<Assignment> goTo(int node) {
            return List.of(set(variable, node + 1));
        }

        @Override
        List<Assignment> gracePeriods(int from, int to, GracePeriod started, boolean storing) {
            return settle(started, Expr.FALSE, Expr.FALSE);
        }
    }

    private List<Assignment> settle(GracePeriod started, Expr quietAround, Expr quietAfter) {
        if (cpu.agent && started == null) {
            return List.of();
        }
        List<Assignment> assignments = new ArrayList<>();
        for (GracePeriod period : encoder.gracePeriods()) {
            assignments.addAll(
                    period == started
                            ? period.start(cpu.id, quietAround, encoder.cpus())
                            : cpu.agent ? List.of() : period.settle(cpu.id, quietAfter));
        }
        return assignments;
    }

    private void drains() {
        cpu.entries().forEach((entry, cell) -> {
            if (!cpu.hasBuffer()) {
                return;
            }
            Expr guard = Expr.all(cpu.oldestIs(entry), cpu.running());
            Expr quietAfter = Expr.all(cpu.inTask(), cpu.outsideSection(), cpu.emptyAfterDrain());
            int callback = entry - encoder.cells() - 1;
            GracePeriod started = cell == null ? encoder.gracePeriods().get(callback) : null;
            List<Check> checks = new ArrayList<>();
            List<Assignment> assignments = new ArrayList<>(settle(started, quietAfter, quietAfter));
            if (started != null) {
                checks.add(new Check(Property.ASSERTION, started.idle()));
            } else {
                assignments.add(new Assignment(encoder.cell(cell), cpu.oldestValue()));
            }
            assignments.addAll(cpu.dropOldest());
            String what =
                    cell == null ? "the grace period of callback " + callback + " starts" : cell + " reaches memory";
            task.add(what, guard, checks, assignments, List.of(), null);
        });
    }

    private void interrupts() {
        for (int m = 0; m < cpu.messages.size(); m++) {
            var function = cpu.messages.get(m).function();
            Automaton.Entry entry = processor.handlers().get(function);
            boolean nothing = entry.node() == Automaton.END;
            Expr guard =
                    Expr.all(cpu.headIs(m), cpu.running(), cpu.inTask(), cpu.empty(), Expr.not(cpu.interruptsOff()));
            List<Assignment> assignments = new ArrayList<>();
            if (nothing) {
                assignments.addAll(settle(null, Expr.FALSE, cpu.outsideSection()));
                assignments.addAll(cpu.dequeue());
            } else {
                assignments.add(StepEncoder.set(cpu.irq, entry.node() + 1));
            }
            String text = "interrupt: " + function.title() + " for CPU "
                    + cpu.messages.get(m).sender() + (nothing ? ", and return" : "");
            task.add(
                    text,
                    guard,
                    List.of(),
                    assignments,
                    entry.effects(),
                    StepEncoder.error(processor.irq(), entry.node()));
        }
        Expr runs = Expr.all(cpu.running(), cpu.noNmi());
        new Handler(cpu.irq, runs).steps(processor.irq());
        Expr atEnd = Expr.all(Expr.equal(cpu.irq, Automaton.END + 1), runs, cpu.empty());
        List<Assignment> assignments = new ArrayList<>(settle(null, Expr.FALSE, cpu.outsideSection()));
        assignments.add(StepEncoder.set(cpu.irq, 0));
        assignments.addAll(cpu.dequeue());
        task.add("return from interrupt", atEnd, List.of(), assignments, List.of(), null);
    }

    private void nmis() {
        Automaton.Entry entry = processor.nmiEntry();
        for (int left = 1; left <= cpu.nmisLeft.max(); left++) {
            Expr guard = Expr.all(Expr.equal(cpu.nmisLeft, left), cpu.running(), cpu.noNmi(), cpu.empty());
            List<Assignment> assignments =
                    List.of(StepEncoder.set(cpu.nmisLeft, left - 1), StepEncoder.set(cpu.nmi, entry.node() + 1));
            task.add(
                    "NMI",
                    guard,
                    List.of(),
                    assignments,
                    entry.effects(),
                    StepEncoder.error(processor.nmi(), entry.node()));
        }
        new Handler(cpu.nmi, cpu.running()).steps(processor.nmi());
        Expr noIrq = cpu.irq == null ? Expr.TRUE : Expr.equal(cpu.irq, 0);
        Expr atEnd = Expr.all(Expr.equal(cpu.nmi, Automaton.END + 1), cpu.running(), cpu.empty());
        List<Assignment> assignments = new ArrayList<>(settle(null, Expr.FALSE, Expr.all(noIrq, cpu.outsideSection())));
        assignments.add(StepEncoder.set(cpu.nmi, 0));
        task.add("return from NMI", atEnd, List.of(), assignments, List.of(), null);
    }
}
