package org.shootdown.check.unfold;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.shootdown.check.result.ProgramContext;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.ModelError;
import org.shootdown.machine.Program;

/**
 * Unfolds every program of a machine into automata. What values a read can return depends on what other programs store,
 * so all are unfolded together, again and again, until {@linkplain Reachable what they must reckon with} stops growing;
 * functions called on other CPUs and RCU callbacks join as they turn up. A program none of whose cells changed is not
 * unfolded again.
 */
public final class Unfolder {
    private final Machine machine;
    private final Reachable reachable;
    private final Map<Object, Unit> units = new LinkedHashMap<>();

    private Unfolder(Machine machine) {
        this.machine = machine;
        this.reachable = new Reachable(machine);
    }

    /** A function that some CPU calls on another. */
    public record Called(int sender, int target, IpiFunction function) {}

    /** An RCU callback and the CPU that hands it over. */
    public record Callback(int caller, Program program) {}

    /** The programs that one context runs, with their automaton as of the last unfolding. */
    private static final class Unit {
        final Reachable.Writer writer;
        List<Program> programs = List.of();
        Automaton automaton = new Automaton();
        Map<Program, Automaton.Entry> entries = Map.of();

        Unit(int cpu) {
            writer = new Reachable.Writer(cpu);
        }
    }

    /**
     * @throws ModelError if a program is not deterministic, does not end, or is too wide
     */
    public static UnfoldedMachine unfold(Machine machine) {
        Unfolder unfolder = new Unfolder(machine);
        try {
            int before;
            UnfoldedMachine result;
            do {
                before = unfolder.reachable.growth();
                result = unfolder.round();
            } while (unfolder.reachable.growth() != before);
            return result;
        } catch (Recorder.Fault fault) {
            throw new ModelError(fault.getMessage());
        }
    }

    private UnfoldedMachine round() {
        // What turns up during this round may come too late for a program already unfolded: it is for the next one.
        List<Called> calls = List.copyOf(reachable.called());
        List<Callback> handedOver = List.copyOf(reachable.callbacks());
        List<UnfoldedMachine.Processor> processors = new ArrayList<>();
        for (Machine.Processor p : machine.processors()) {
            Unit task = unit(List.of(p.id(), ProgramContext.TASK), p.id(), ProgramContext.TASK, List.of(p.task()));
            List<Program> nmis = p.nmi() == null ? List.of() : List.of(p.nmi());
            Unit nmi = unit(List.of(p.id(), ProgramContext.NMI), p.id(), ProgramContext.NMI, nmis);
            List<Program> functions = calls.stream()
                    .filter(c -> c.target() == p.id())
                    .<Program>map(Called::function)
                    .distinct()
                    .toList();
            Unit irq = unit(List.of(p.id(), ProgramContext.IRQ), p.id(), ProgramContext.IRQ, functions);
            Map<IpiFunction, Automaton.Entry> handlers = new LinkedHashMap<>();
            functions.forEach(f -> handlers.put((IpiFunction) f, irq.entries.get(f)));
            processors.add(new UnfoldedMachine.Processor(
                    p,
                    task.automaton,
                    task.entries.get(p.task()),
                    nmi.automaton,
                    p.nmi() == null ? null : nmi.entries.get(p.nmi()),
                    irq.automaton,
                    handlers));
        }
        List<UnfoldedMachine.RcuCallback> callbacks = new ArrayList<>();
        for (Callback callback : handedOver) {
            Unit unit = unit(callback, callback.caller(), ProgramContext.RCU, List.of(callback.program()));
            callbacks.add(
                    new UnfoldedMachine.RcuCallback(callback, unit.automaton, unit.entries.get(callback.program())));
        }
        return new UnfoldedMachine(machine, processors, callbacks, calls, reachable.values());
    }

    /** The unit of a context, unfolded anew if it has other programs than before or if what they read has grown. */
    private Unit unit(Object key, int cpu, ProgramContext context, List<Program> programs) {
        Unit unit = units.computeIfAbsent(key, k -> new Unit(cpu));
        if (!Objects.equals(programs, unit.programs) || reachable.isStale(unit.writer)) {
            reachable.start(unit.writer);
            unit.programs = programs;
            unit.automaton = new Automaton();
            unit.entries = new LinkedHashMap<>();
            Automaton.Entry end = new Automaton.Entry(Automaton.END, List.of());
            for (Program program : programs) {
                unit.entries.put(program, unfold(program, context, unit, end, context == ProgramContext.TASK));
            }
        }
        return unit;
    }

    /**
     * Unfolds a program that goes on with {@code after} where it ends; a sequence from its last part to its first.
     *
     * @param fromReset whether the program is the first to run in its context, and the context starts with the machine
     */
    private Automaton.Entry unfold(
            Program program, ProgramContext context, Unit unit, Automaton.Entry after, boolean fromReset) {
        if (program instanceof Program.Sequence sequence) {
            Automaton.Entry next = unfold(sequence.next(), context, unit, after, false);
            return unfold(sequence.first(), context, unit, next, fromReset);
        }
        Recorder recorder = new Recorder(machine, unit.writer.cpu, program.title(), context);
        return new ProgramUnfolder(program, recorder, reachable, unit.writer, unit.automaton, after, fromReset)
                .unfold();
    }
}
