package org.shootdown.check.unfold;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.shootdown.machine.Cell;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.ModelError;
import org.shootdown.machine.Program;

/**
 * Unfolds every program of a machine into automata. What values a read can return depends on what other programs store,
 * so all are unfolded together, again and again, until the {@linkplain ValueSets value sets} stop growing; functions
 * called on other CPUs and RCU callbacks join as they turn up.
 */
public final class Unfolder {
    /** Beyond this many histories the model is too wide to unfold, and says so. */
    private static final int MAX_HISTORIES = 4_000_000;

    private final Machine machine;
    private final ValueSets values;
    private final Set<Called> called = new LinkedHashSet<>();
    private final Set<Callback> callbacks = new LinkedHashSet<>();
    private int histories;

    private Unfolder(Machine machine) {
        this.machine = machine;
        this.values = new ValueSets(machine);
    }

    /** A function that some CPU calls on another. */
    public record Called(int sender, int target, IpiFunction function) {}

    /** An RCU callback and the CPU that hands it over. */
    public record Callback(int caller, Program program) {}

    /**
     * @throws ModelError if a program is not deterministic, does not end, or is too wide
     */
    public static UnfoldedMachine unfold(Machine machine) {
        Unfolder unfolder = new Unfolder(machine);
        try {
            UnfoldedMachine result;
            do {
                result = unfolder.round();
            } while (unfolder.values.takeGrown() || !result.covers(unfolder.called, unfolder.callbacks));
            return result;
        } catch (Recorder.Fault fault) {
            throw new ModelError(fault.getMessage());
        }
    }

    private UnfoldedMachine round() {
        histories = 0;
        // What turns up during this round may come too late for a program already unfolded: it is for the next one.
        List<Called> calls = List.copyOf(called);
        List<Callback> handedOver = List.copyOf(callbacks);
        List<UnfoldedMachine.Processor> processors = new ArrayList<>();
        for (Machine.Processor p : machine.processors()) {
            Automaton task = new Automaton();
            Automaton.Entry taskEntry = unfold(p.task(), p.id(), ProgramContext.TASK, task);
            Automaton nmi = new Automaton();
            Automaton.Entry nmiEntry = p.nmi() == null ? null : unfold(p.nmi(), p.id(), ProgramContext.NMI, nmi);
            Automaton irq = new Automaton();
            Map<IpiFunction, Automaton.Entry> handlers = new LinkedHashMap<>();
            for (Called call : calls) {
                if (call.target() == p.id() && !handlers.containsKey(call.function())) {
                    handlers.put(call.function(), unfold(call.function(), p.id(), ProgramContext.IRQ, irq));
                }
            }
            processors.add(new UnfoldedMachine.Processor(p, task, taskEntry, nmi, nmiEntry, irq, handlers));
        }
        List<UnfoldedMachine.RcuCallback> unfolded = new ArrayList<>();
        for (Callback callback : handedOver) {
            Automaton automaton = new Automaton();
            Automaton.Entry entry = unfold(callback.program(), callback.caller(), ProgramContext.RCU, automaton);
            unfolded.add(new UnfoldedMachine.RcuCallback(callback, automaton, entry));
        }
        return new UnfoldedMachine(machine, processors, unfolded, calls, values);
    }

    private Automaton.Entry unfold(Program program, int id, ProgramContext context, Automaton into) {
        return unfold(program, id, context, into, new Automaton.Entry(Automaton.END, List.of()));
    }

    /** Unfolds a program that goes on with {@code after} where it ends; a sequence from its last part to its first. */
    private Automaton.Entry unfold(
            Program program, int id, ProgramContext context, Automaton into, Automaton.Entry after) {
        if (program instanceof Program.Sequence sequence) {
            Automaton.Entry next = unfold(sequence.next(), id, context, into, after);
            return unfold(sequence.first(), id, context, into, next);
        }
        Recorder recorder = new Recorder(machine, id, program.title(), context);
        Automaton.Edge edge = new ProgramUnfolder(program, recorder, id, into, after).follow(0, 0);
        return new Automaton.Entry(edge.target(), edge.effects());
    }

    /** Depth-first unfolding of one program. */
    private final class ProgramUnfolder {
        private final Program program;
        private final Recorder recorder;
        private final int id;
        private final Automaton into;
        private final Automaton.Entry after;

        ProgramUnfolder(Program program, Recorder recorder, int id, Automaton into, Automaton.Entry after) {
            this.program = program;
            this.recorder = recorder;
            this.id = id;
            this.into = into;
            this.after = after;
        }

        /** The edge for the recorder's last answer, {@code result}, with everything behind it unfolded. */
        Automaton.Edge follow(int depth, int result) {
            if (++histories > MAX_HISTORIES) {
                throw new Recorder.Fault("program " + program.title() + " has more than " + MAX_HISTORIES
                        + " histories; give its cells smaller ranges, or split it");
            }
            Recorder.Pause pause = recorder.run(program);
            for (Effect effect : pause.effects()) {
                if (effect instanceof Effect.Note note) {
                    values.addToGhost(note.ghost().index(), note.value());
                }
            }
            List<Effect> effects = new ArrayList<>(pause.effects());
            int target;
            if (pause.error() != null) {
                Step step = Step.plain(Op.ERROR, "error");
                target = into.intern(
                        new Automaton.Node(step, pause.irqOff(), pause.rcuReader(), pause.error(), List.of()));
            } else if (pause.next().op() == Op.END) {
                boolean broken = effects.stream().anyMatch(Effect.Broken.class::isInstance);
                target = broken ? Automaton.END : after.node();
                effects.addAll(broken ? List.of() : after.effects());
            } else {
                target = into.intern(node(depth, pause));
            }
            return new Automaton.Edge(result, target, List.copyOf(effects));
        }

        private Automaton.Node node(int depth, Recorder.Pause pause) {
            Step step = pause.next();
            contribute(step);
            List<Automaton.Edge> edges = new ArrayList<>();
            BitSet results = results(step);
            for (int r = results.nextSetBit(0); r >= 0; r = results.nextSetBit(r + 1)) {
                recorder.answer(depth, step, r);
                edges.add(follow(depth + 1, r));
                recorder.forgetFrom(depth);
            }
            return new Automaton.Node(step, pause.irqOff(), pause.rcuReader(), null, List.copyOf(edges));
        }

        private BitSet results(Step step) {
            BitSet results = new BitSet();
            if (step.op().readsCell()) {
                results.or(values.cell(step.cell().index()));
                int[] table = step.table();
                int waits = step.op() == Op.RMW ? Step.WAITS : 0;
                for (int v = results.nextSetBit(0); table != null && v >= 0; v = results.nextSetBit(v + 1)) {
                    if (table[v] == waits && step.op() != Op.WALK) {
                        results.clear(v);
                    }
                }
            } else {
                results.set(0, step.op() == Op.CHOOSE ? step.arg() : 1);
            }
            return results;
        }

        /** Adds what the step can store, and whom it can call, to what other programs must reckon with. */
        private void contribute(Step step) {
            switch (step.op()) {
                case WRITE -> values.addToCell(step.cell().index(), step.arg());
                case RMW -> contributeRmw(step);
                case SET_PAGE -> values.addToGhost(step.page().state().index(), step.arg());
                case SEND_IPI -> called.add(new Called(id, step.arg(), (IpiFunction) step.program()));
                case CALL_RCU -> callbacks.add(new Callback(id, step.program()));
                default -> {}
            }
        }

        private void contributeRmw(Step step) {
            Cell cell = step.cell();
            BitSet olds = (BitSet) values.cell(cell.index()).clone();
            for (int old = olds.nextSetBit(0); old >= 0; old = olds.nextSetBit(old + 1)) {
                int stored = step.table()[old];
                if (stored >= 0 && stored <= cell.max()) {
                    values.addToCell(cell.index(), stored);
                }
            }
        }
    }
}
