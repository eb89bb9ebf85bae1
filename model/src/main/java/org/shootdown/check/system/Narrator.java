package org.shootdown.check.system;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.shootdown.check.result.Goal;
import org.shootdown.check.result.ProgramContext;
import org.shootdown.check.result.Schedule.Turn;
import org.shootdown.check.result.Trace;
import org.shootdown.check.unfold.Automaton;
import org.shootdown.check.unfold.Located;
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
    private final State before;
    private final State after;
    /** For each processor and context the program that it runs. */
    private final Run[][] runs;

    /** A program that a context runs, and the results of its steps so far. */
    private final class Run {
        private final int processor;
        private final ProgramContext context;
        private final List<Integer> results = new ArrayList<>();
        private Program program;

        Run(int processor, ProgramContext context) {
            this.processor = processor;
            this.context = context;
        }

        void start(Program what) {
            program = what;
            results.clear();
        }

        /** The step that the program makes next. */
        Located next() {
            int[] answers = results.stream().mapToInt(Integer::intValue).toArray();
            return Located.next(machine, processor, context, program, answers);
        }
    }

    /** @param goal what the paths lead to */
    public Narrator(TransitionSystem ts, Goal goal) {
        this.ts = ts;
        this.machine = ts.machine;
        this.goal = goal;
        before = new State(ts);
        after = new State(ts);
        runs = new Run[ts.cpus.length + ts.callbacks.length][ProgramContext.values().length];
        for (int p = 0; p < runs.length; p++) {
            for (ProgramContext context : ProgramContext.values()) {
                runs[p][context.ordinal()] = new Run(p, context);
            }
        }
    }

    private Run run(int processor, ProgramContext context) {
        return runs[processor][context.ordinal()];
    }

    /** Tells a path from the initial state to the goal. */
    public Trace tell(List<Move> path) {
        for (CompiledCpu cpu : ts.cpus) {
            run(cpu.id, ProgramContext.TASK)
                    .start(machine.processors().get(cpu.id).task());
        }
        List<Trace.Event> events = new ArrayList<>();
        after.load(ts.initial(), 0);
        for (Move move : path) {
            before.load(move.from(), 0);
            after.load(move.to(), 0);
            events.add(event(move.turn()));
        }
        return new Trace(processors(), events, goal.property(), why(path, events));
    }

    private List<String> processors() {
        List<String> names = new ArrayList<>();
        machine.processors().forEach(p -> names.add(p.name()));
        for (CompiledCallback callback : ts.callbacks) {
            names.add("RCU" + (ts.callbacks.length == 1 ? "" : " " + callback.number));
        }
        return names;
    }

    // ---- an event ---------------------------------------------------------------------------------------------------

    private Trace.Event event(Turn turn) {
        if (turn.kind() == Trace.Kind.STEP) {
            return step(turn);
        }
        int p = turn.processor();
        OptionalInt other = OptionalInt.empty();
        String text;
        switch (turn.kind()) {
            case DRAIN -> text = drained(ts.cpus[p]);
            case INTERRUPT -> {
                text = interrupted(ts.cpus[p]);
                other = sender(ts.cpus[p]);
            }
            case INTERRUPT_RETURN -> {
                text = "</interrupt>";
                other = sender(ts.cpus[p]);
            }
            case NMI -> {
                Program nmi = machine.processors().get(p).nmi();
                run(p, ProgramContext.NMI).start(nmi);
                text = "<NMI> " + nmi.title();
            }
            case NMI_RETURN -> text = "</NMI>";
            case CALLBACK -> text = called(ts.callbacks[p - ts.cpus.length]);
            default -> throw new IllegalStateException(turn.kind().name());
        }
        return new Trace.Event(turn, Trace.Place.HARDWARE, text, other, after(p, other));
    }

    private Trace.Event step(Turn turn) {
        int p = turn.processor();
        Run run = run(p, turn.context());
        if (p >= ts.cpus.length) {
            startAgain(ts.callbacks[p - ts.cpus.length], run);
        }
        Located made = run.next();
        run.results.add(turn.result());
        String found =
                made.step().looksAt(turn.result()) ? pageState(made.step().page()) : "";
        OptionalInt other =
                made.step().op().namesCpu() ? OptionalInt.of(made.step().arg()) : OptionalInt.empty();
        return new Trace.Event(
                turn,
                new Trace.Place(made.step().op(), made.function(), kernel(made), made.source()),
                made.step().told(turn.result(), found),
                other,
                after(p, other));
    }

    private static Trace.Kernel kernel(Located made) {
        return made.models() == null
                ? Trace.Kernel.UNKNOWN
                : new Trace.Kernel(made.models().in(), made.models().version());
    }

    /** A callback that is called, perhaps not for the first time, runs from its start. */
    private void startAgain(CompiledCallback callback, Run run) {
        if (before.values[callback.code.field] == callback.entry) {
            run.start(callback.program);
        }
    }

    private Trace.After after(int processor, OptionalInt other) {
        boolean isCpu = processor < ts.cpus.length;
        return new Trace.After(
                isCpu ? buffer(ts.cpus[processor]) : List.of(),
                isCpu && after.interruptsOff(ts.cpus[processor]),
                other.isPresent() && after.isStopped(ts.cpus[other.getAsInt()]));
    }

    private String interrupted(CompiledCpu cpu) {
        Program function = cpu.queue.headFunction[before.queue(cpu)];
        run(cpu.id, ProgramContext.IRQ).start(function);
        return "<interrupt> " + function.title() + (after.inIrq(cpu) ? "" : " </interrupt>");
    }

    private String called(CompiledCallback callback) {
        run(ts.cpus.length + callback.number, ProgramContext.RCU).start(callback.program);
        return "<callback> " + callback.program.title() + (callback.entry == Automaton.END ? " </callback>" : "");
    }

    /** Whose request is the first one in a CPU's queue. */
    private OptionalInt sender(CompiledCpu cpu) {
        return OptionalInt.of(cpu.queue.headSender(before.queue(cpu)));
    }

    private String pageState(Page page) {
        int state = before.ghost(page.state().index());
        return state == Page.LIVE ? "" : ", which is " + Page.describe(state);
    }

    private String drained(CompiledCpu cpu) {
        int entry = before.bufferEntry(cpu, 0);
        return cpu.buffer.startsGracePeriod(entry)
                ? "call_rcu becomes visible"
                : "store " + stored(cpu, entry) + " reaches memory";
    }

    private List<String> buffer(CompiledCpu cpu) {
        List<String> entries = new ArrayList<>();
        for (int k = 0; k < cpu.buffer.slots.length; k++) {
            int entry = after.bufferEntry(cpu, k);
            if (entry != StoreBuffer.EMPTY) {
                entries.add(cpu.buffer.startsGracePeriod(entry) ? "call_rcu" : stored(cpu, entry));
            }
        }
        return entries;
    }

    private String stored(CompiledCpu cpu, int entry) {
        return machine.cells().get(cpu.buffer.cell(entry)) + "=" + cpu.buffer.value(entry);
    }

    // ---- what is broken ---------------------------------------------------------------------------------------------

    private String why(List<Move> path, List<Trace.Event> events) {
        if (goal instanceof Goal.Wherever) {
            return "";
        }
        String broken = path.isEmpty() ? null : brokenCondition(path.get(path.size() - 1));
        if (broken != null) {
            return broken;
        }
        if (goal instanceof Goal.Outcome outcome) {
            return outcome.why();
        }
        Property property = goal.property();
        if (property == Property.DEADLOCK) {
            return property.meaning() + ": " + String.join("; ", waiting());
        }
        if (events.isEmpty()) {
            return property.meaning();
        }
        Trace.Event last = events.get(events.size() - 1);
        String who = last.processor() < ts.cpus.length
                ? machine.processors().get(last.processor()).name()
                : "RCU callback";
        return property.meaning() + ": " + who + (last.function().isEmpty() ? "" : " in " + last.function()) + ", "
                + last.text();
    }

    /** What the model's own condition says that a move fails; {@code null} if it fails none. */
    private String brokenCondition(Move move) {
        String[] why = {null};
        new Transitions(ts).expand(move.from(), 0, t -> {
            if (t.is(move.turn()) && t.broken != null) {
                why[0] = t.broken.why();
            }
        });
        return why[0];
    }

    /** For every CPU that has not come to its end, what keeps it from going on after the last event. */
    private List<String> waiting() {
        List<String> waiting = new ArrayList<>();
        for (CompiledCpu cpu : ts.cpus) {
            String who = machine.processors().get(cpu.id).name();
            ProgramContext context = active(cpu);
            if (cpu.agent || context == ProgramContext.TASK && after.taskNode(cpu) == Automaton.END) {
                continue;
            }
            if (after.isStopped(cpu)) {
                waiting.add(who + " is stopped by its host");
                continue;
            }
            Located next = run(cpu.id, context).next();
            String function = next.function().equals(who) ? "" : next.function() + ", ";
            waiting.add(who + " waits in " + function + next.step() + " at " + next.source());
        }
        return waiting;
    }

    /** The context that runs after the last event: an NMI's before an interrupt's before the task's. */
    private ProgramContext active(CompiledCpu cpu) {
        if (after.inNmi(cpu)) {
            return ProgramContext.NMI;
        }
        return after.inIrq(cpu) ? ProgramContext.IRQ : ProgramContext.TASK;
    }
}
