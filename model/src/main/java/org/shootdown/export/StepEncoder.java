package org.shootdown.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.shootdown.check.result.Op;
import org.shootdown.check.unfold.Automaton;
import org.shootdown.check.unfold.Effect;
import org.shootdown.check.unfold.Step;
import org.shootdown.check.unfold.Unfolder.Called;
import org.shootdown.export.GuardedCommands.Assignment;
import org.shootdown.export.GuardedCommands.Check;
import org.shootdown.export.GuardedCommands.Command;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Page;
import org.shootdown.machine.Property;
import org.shootdown.machine.Walk;

/**
 * Encodes the steps of one automaton in one context: one command for each edge. Subclasses say when the context runs,
 * and what moving on means in it.
 */
abstract class StepEncoder {
    final Encoder encoder;
    /** The CPU it runs on; {@code null} for an RCU callback, which has no store buffer. */
    final CpuState cpu;

    final List<Command> commands;

    StepEncoder(Encoder encoder, CpuState cpu, List<Command> commands) {
        this.encoder = encoder;
        this.cpu = cpu;
        this.commands = commands;
    }

    /** The context stands at {@code node} and may move. */
    abstract Expr at(int node);

    /** The context goes on to {@code node}. */
    abstract List<Assignment> goTo(int node);

    /**
     * What the step means for grace periods.
     *
     * @param from the node it starts at
     * @param to the node it leads to
     * @param started the grace period that the step starts, or {@code null}
     * @param storing whether the step leaves something in the store buffer
     */
    abstract List<Assignment> gracePeriods(int from, int to, GracePeriod started, boolean storing);

    void steps(Automaton automaton) {
        for (int n = 1; n < automaton.size(); n++) {
            Automaton.Node node = automaton.node(n);
            if (node.step().op() != Op.ERROR) {
                for (Automaton.Edge edge : node.edges()) {
                    step(automaton, n, node.step(), edge);
                }
            }
        }
    }

    private void step(Automaton automaton, int n, Step step, Automaton.Edge edge) {
        Expr guard = at(n);
        List<Assignment> does = new ArrayList<>();
        List<Check> checks = new ArrayList<>();
        GracePeriod started = null;
        boolean storing = false;
        switch (step.op()) {
            case READ, AWAIT -> guard = Expr.all(guard, reads(step.cell(), edge.result()));
            case WALK -> {
                guard = Expr.all(guard, reads(step.cell(), edge.result()));
                if (step.looksAt(edge.result())) {
                    look(step, checks);
                }
            }
            case TOUCH -> look(step, checks);
            case WRITE -> {
                storing = cpu != null && cpu.hasBuffer() && !step.cell().isRegister();
                does.addAll(
                        storing
                                ? cpu.append(cpu.entry(step.cell()), step.arg())
                                : List.of(set(encoder.cell(step.cell()), step.arg())));
            }
            case RMW -> {
                Variable cell = encoder.cell(step.cell());
                guard = Expr.all(guard, empty(), Expr.equal(cell, edge.result()));
                does.add(set(cell, step.table()[edge.result()]));
            }
            case FENCE -> guard = Expr.all(guard, empty());
            case LIGHT_FENCE, IRQ_OFF, IRQ_ON, RCU_LOCK, RCU_UNLOCK, CHOOSE -> {}
            case SEND_IPI -> {
                CpuState target = encoder.cpus().get(step.arg());
                guard = Expr.all(guard, empty(), target.nothingFrom(cpu.id));
                does.addAll(target.enqueue(new Called(cpu.id, target.id, (IpiFunction) step.program())));
            }
            case AWAIT_IPI ->
                guard = Expr.all(guard, encoder.cpus().get(step.arg()).nothingFrom(cpu.id));
            case CALL_RCU -> {
                int callback = encoder.callback(cpu.id, step.program());
                storing = cpu.hasBuffer();
                if (storing) {
                    does.addAll(cpu.append(cpu.entry(callback), 0));
                } else {
                    started = encoder.gracePeriods().get(callback);
                }
            }
            case RCU_START -> {
                guard = Expr.all(guard, empty());
                started = encoder.ownGracePeriod(cpu.id);
            }
            case RCU_WAIT -> {
                GracePeriod own = encoder.ownGracePeriod(cpu.id);
                guard = Expr.all(guard, own.over());
                does.add(own.end());
            }
            case STOP_VCPU -> {
                CpuState vcpu = encoder.cpus().get(step.arg());
                guard = Expr.all(guard, vcpu.running(), vcpu.empty());
                does.add(set(vcpu.stopped, 1));
            }
            case RESUME_VCPU -> {
                Variable stopped = encoder.cpus().get(step.arg()).stopped;
                if (stopped != null) {
                    does.add(set(stopped, 0));
                }
            }
            case SET_PAGE -> does.add(set(encoder.ghost(step.page().state()), step.arg()));
            case END, ERROR -> throw new IllegalStateException("not a step: " + step);
        }
        List<Assignment> assignments = new ArrayList<>(gracePeriods(n, edge.target(), started, storing));
        if (started != null) {
            checks.add(new Check(Property.ASSERTION, started.idle()));
        }
        assignments.addAll(does);
        assignments.addAll(goTo(edge.target()));
        String text = step + (edges(automaton, n) > 1 ? " = " + edge.result() : "");
        add(text, guard, checks, assignments, edge.effects(), error(automaton, edge.target()));
    }

    private static int edges(Automaton automaton, int node) {
        return automaton.node(node).edges().size();
    }

    /** What is wrong with the model at {@code node}, or {@code null}. */
    static String error(Automaton automaton, int node) {
        return automaton.node(node).error();
    }

    /** Adds a command together with the effects that belong to its step; a failed condition ends the execution. */
    void add(
            String text,
            Expr guard,
            List<Check> checks,
            List<Assignment> assignments,
            List<Effect> effects,
            String error) {
        List<Check> allChecks = new ArrayList<>(checks);
        Map<Ghost, Integer> notes = new TreeMap<>((a, b) -> Integer.compare(a.index(), b.index()));
        boolean ends = error != null;
        if (ends) {
            allChecks.add(new Check(Property.ASSERTION, Expr.FALSE));
        }
        for (Effect effect : effects) {
            if (effect instanceof Effect.Note note) {
                notes.put(note.ghost(), note.value());
            } else if (effect instanceof Effect.Broken broken) {
                allChecks.add(new Check(broken.property(), Expr.FALSE));
                ends = true;
            }
        }
        List<Assignment> all = new ArrayList<>(assignments);
        notes.forEach((ghost, value) -> {
            Variable variable = encoder.ghost(ghost);
            // A note belongs to the end of the step, so it wins over what the step itself does to a page.
            all.removeIf(a -> a.to().equals(variable));
            all.add(set(variable, value));
        });
        commands.add(new Command(text, guard, allChecks, ends ? List.of() : all));
    }

    static Assignment set(Variable variable, int value) {
        return new Assignment(variable, new Expr.Constant(value));
    }

    private Expr empty() {
        return cpu == null ? Expr.TRUE : cpu.empty();
    }

    private Expr reads(Cell cell, int value) {
        return new Expr.Equal(cpu == null ? new Expr.Value(encoder.cell(cell)) : cpu.sees(cell), value);
    }

    /** A look at a page breaks a property in some of the page's states. */
    private void look(Step step, List<Check> checks) {
        Page page = step.page();
        Walk walk = step.walk();
        Map<Property, List<Expr>> broken = new TreeMap<>();
        for (int state : encoder.values(page.state())) {
            Property property = Page.broken(state, step.arg(), walk);
            if (property != null) {
                broken.computeIfAbsent(property, p -> new ArrayList<>())
                        .add(Expr.equal(encoder.ghost(page.state()), state));
            }
        }
        broken.forEach((property, states) -> checks.add(new Check(property, Expr.not(Expr.any(states)))));
    }
}
