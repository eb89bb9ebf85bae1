package org.shootdown.check.system;

import java.util.ArrayList;
import java.util.List;
import org.shootdown.check.result.Goal;
import org.shootdown.check.result.Schedule.Turn;
import org.shootdown.check.result.Trace;
import org.shootdown.check.unfold.Automaton;
import org.shootdown.check.unfold.Located;
import org.shootdown.check.unfold.ProgramContext;
import org.shootdown.check.unfold.Step;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Page;
import org.shootdown.machine.Program;
import org.shootdown.machine.Property;

/**
 * Tells a path of the transition system in terms of the model: follows each program along the path's results to learn
 * which line makes which step.
 */
public final class Narrator {
    private final TransitionSystem ts;
    private final Machine machine;
    private final Goal goal;
    private final int[] before;
    private final int[] after;
    /** For each processor and context the program it runs now and the results of its steps so far. */
    private final Running[][] running;

    private static final class Running {
        Program program;
        final List<Integer> results = new ArrayList<>();

        void start(Program what) {
            program = what;
            results.clear();
        }
    }

    public Narrator(TransitionSystem ts, Goal goal) {
        this.ts = ts;
        this.machine = ts.machine;
        this.goal = goal;
        before = ts.layout.newValues();
        after = ts.layout.newValues();
        running = new Running[ts.cpus.length + ts.callbacks.length][ProgramContext.values().length];
        for (int p = 0; p < running.length; p++) {
            for (ProgramContext c : ProgramContext.values()) {
                running[p][c.ordinal()] = new Running();
            }
            if (p < ts.cpus.length) {
                running[p][ProgramContext.TASK.ordinal()].start(
                        machine.processors().get(p).task());
            } else {
                running[p][ProgramContext.RCU.ordinal()].start(ts.callbacks[p - ts.cpus.length].callback.program());
            }
        }
    }

    public Trace tell(List<Move> path) {
        List<String> names = new ArrayList<>();
        machine.processors().forEach(p -> names.add(p.name()));
        for (int k = 0; k < ts.callbacks.length; k++) {
            names.add("RCU" + (ts.callbacks.length == 1 ? "" : " " + k));
        }
        List<Trace.Event> events = new ArrayList<>();
        ts.layout.decode(ts.initial(), 0, after);
        Successors again = new Successors(ts);
        String[] why = {null};
        for (Move move : path) {
            ts.layout.decode(move.from(), 0, before);
            ts.layout.decode(move.to(), 0, after);
            again.expand(move.from(), 0, t -> {
                if (t.is(move.turn()) && t.broken != null) {
                    why[0] = t.broken.why();
                }
            });
            events.add(event(move.turn()));
        }
        return new Trace(List.copyOf(names), List.copyOf(events), goal.property(), why(events, why[0]));
    }

    private Trace.Event event(Turn turn) {
        int p = turn.processor();
        Running context = running[p][turn.context().ordinal()];
        Located located = null;
        String text;
        int other = -1;
        switch (turn.kind()) {
            case STEP -> {
                startsAgain(p, context);
                int[] results =
                        context.results.stream().mapToInt(Integer::intValue).toArray();
                located = Located.next(machine, p, turn.context(), context.program, results);
                context.results.add(turn.result());
                Step step = located.step();
                text = step.told(turn.result(), step.looksAt(turn.result()) ? pageState(step) : "");
                other = step.op().namesCpu() ? step.arg() : -1;
            }
            case DRAIN -> text = drained(ts.cpus[p]);
            case INTERRUPT -> {
                TransitionSystem.Cpu cpu = ts.cpus[p];
                Program function = cpu.headFunction[before[cpu.queueField]];
                running[p][ProgramContext.IRQ.ordinal()].start(function);
                boolean empty = after[cpu.irqField] == 0;
                text = "<interrupt> " + function.title() + (empty ? " </interrupt>" : "");
                other = sender(cpu);
            }
            case INTERRUPT_RETURN -> {
                text = "</interrupt>";
                other = sender(ts.cpus[p]);
            }
            case NMI -> {
                Program nmi = machine.processors().get(p).nmi();
                running[p][ProgramContext.NMI.ordinal()].start(nmi);
                text = "<NMI> " + nmi.title();
            }
            case NMI_RETURN -> text = "</NMI>";
            case CALLBACK -> {
                TransitionSystem.Callbacks callback = ts.callbacks[p - ts.cpus.length];
                context.start(callback.callback.program());
                boolean empty = callback.entry == Automaton.END;
                text = "<callback> " + context.program.title() + (empty ? " </callback>" : "");
            }
            default -> throw new IllegalStateException(turn.kind().name());
        }
        boolean cpu = p < ts.cpus.length;
        return new Trace.Event(
                p,
                turn.kind(),
                located == null ? null : located.step().op(),
                turn.context(),
                located == null ? "" : located.function(),
                located == null ? "" : located.source(),
                text,
                other,
                cpu ? buffer(ts.cpus[p]) : List.of(),
                cpu && irqOff(ts.cpus[p]),
                other >= 0 && after[ts.cpus[other].stoppedField] != 0,
                turn.result());
    }

    /** A callback that is handed over once more runs from its start. */
    private void startsAgain(int processor, Running context) {
        if (processor >= ts.cpus.length) {
            TransitionSystem.Callbacks callback = ts.callbacks[processor - ts.cpus.length];
            if (before[callback.nodeField] == callback.entry) {
                context.start(callback.callback.program());
            }
        }
    }

    /** Whose request is at the head of the CPU's queue: a sender has at most one there. */
    private int sender(TransitionSystem.Cpu cpu) {
        int queue = before[cpu.queueField];
        return Long.numberOfTrailingZeros(cpu.senders[queue] & ~cpu.senders[cpu.withoutHead[queue]]);
    }

    private String pageState(Step step) {
        int state = before[ts.ghostField[step.page().state().index()]];
        return state == Page.LIVE ? "" : ", which is " + Page.describe(state);
    }

    private String drained(TransitionSystem.Cpu cpu) {
        int code = before[cpu.bufferField[0]];
        int cell = cpu.entryCell[code];
        return cell < 0
                ? "call_rcu becomes visible"
                : "store " + machine.cells().get(cell) + "=" + cpu.entryValue[code] + " reaches memory";
    }

    private List<String> buffer(TransitionSystem.Cpu cpu) {
        List<String> entries = new ArrayList<>();
        for (int slot : cpu.bufferField) {
            int code = after[slot];
            if (code != 0) {
                int cell = cpu.entryCell[code];
                entries.add(cell < 0 ? "call_rcu" : machine.cells().get(cell) + "=" + cpu.entryValue[code]);
            }
        }
        return List.copyOf(entries);
    }

    private boolean irqOff(TransitionSystem.Cpu cpu) {
        return cpu.task.irqOff[after[cpu.taskField]] || after[cpu.irqField] != 0 || after[cpu.nmiField] != 0;
    }

    private String why(List<Trace.Event> events, String broken) {
        String stated = goal instanceof Goal.Outcome outcome ? outcome.why() : null;
        if (broken != null || stated != null) {
            return broken != null ? broken : stated;
        }
        Property property = goal.property();
        if (property == Property.DEADLOCK) {
            return property.meaning() + ": " + String.join("; ", waiting());
        }
        if (events.isEmpty()) {
            return property.meaning();
        }
        Trace.Event last = events.get(events.size() - 1);
        String who = last.processor() < machine.processors().size()
                ? machine.processors().get(last.processor()).name()
                : "RCU callback";
        return property.meaning() + ": " + who + (last.function().isEmpty() ? "" : " in " + last.function()) + ", "
                + last.text();
    }

    /** For every CPU that has not come to its end, what keeps it from going on after the last event. */
    private List<String> waiting() {
        List<String> waiting = new ArrayList<>();
        for (TransitionSystem.Cpu cpu : ts.cpus) {
            String who = machine.processors().get(cpu.id).name();
            ProgramContext context = active(cpu);
            if (cpu.agent || context == ProgramContext.TASK && after[cpu.taskField] == Automaton.END) {
                continue;
            }
            if (after[cpu.stoppedField] != 0) {
                waiting.add(who + " is stopped by its host");
                continue;
            }
            Running at = running[cpu.id][context.ordinal()];
            int[] results = at.results.stream().mapToInt(Integer::intValue).toArray();
            Located next = Located.next(machine, cpu.id, context, at.program, results);
            String function = next.function().equals(who) ? "" : next.function() + ", ";
            waiting.add(who + " waits in " + function + next.step() + " at " + next.source());
        }
        return waiting;
    }

    /** The context that runs after the last event: an NMI's before an interrupt's before the task's. */
    private ProgramContext active(TransitionSystem.Cpu cpu) {
        if (after[cpu.nmiField] != 0) {
            return ProgramContext.NMI;
        }
        return after[cpu.irqField] != 0 ? ProgramContext.IRQ : ProgramContext.TASK;
    }
}
