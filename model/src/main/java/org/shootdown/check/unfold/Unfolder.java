package org.shootdown.check.unfold;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
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
    private final Progress progress;
    private final StepListener listener;
    private final Map<Object, Unit> units = new LinkedHashMap<>();

    private Unfolder(Machine machine, Progress progress, StepListener listener) {
        this.machine = machine;
        this.progress = progress;
        this.listener = listener;
        this.reachable = new Reachable(machine);
    }

    /** A function that some CPU calls on another. */
    public record Called(int sender, int target, IpiFunction function) {}

    /** An RCU callback and the CPU that hands it over. */
    public record Callback(int caller, Program program) {}

    /** The programs that one context runs, with their automaton as of the last unfolding. */
    private static final class Unit {
        final Reachable.Writer writer;
        final ProgramContext context;
        List<Program> programs = List.of();
        Automaton automaton = new Automaton();
        Map<Program, Automaton.Entry> entries = Map.of();
        Map<Program, List<Determinism.Part>> parts = Map.of();

        Unit(int cpu, ProgramContext context) {
            writer = new Reachable.Writer(cpu);
            this.context = context;
        }
    }

    /** Unfolds a machine that cannot be built again, so that its programs are run again on the same objects. */
    public static UnfoldedMachine unfold(Machine machine) {
        return unfold(() -> machine, UnfoldOptions.ONE.atOnce());
    }

    /**
     * Unfolds a machine, and runs all its programs' histories again on others like it.
     *
     * @param build makes the machine, the same one each time but on objects of its own
     * @throws ModelError if the machine cannot be built or is not the same each time, or if a program is not
     *     deterministic, does not end, or is too wide
     */
    public static UnfoldedMachine unfold(Supplier<Machine> build, UnfoldOptions options) {
        return Watched.run(progress -> unfold(build, options, progress, StepListener.NONE), options.maxRunTime());
    }

    /**
     * Unfolds a machine, once, for the sake of its steps.
     *
     * @throws ModelError as above
     */
    public static UnfoldedMachine unfold(Supplier<Machine> build, StepListener listener) {
        UnfoldOptions once = UnfoldOptions.ONCE;
        return Watched.run(progress -> unfold(build, once, progress, listener), once.maxRunTime());
    }

    private static UnfoldedMachine unfold(
            Supplier<Machine> build, UnfoldOptions options, Progress progress, StepListener listener) {
        Supplier<Machine> builder = () -> {
            progress.begin("the builder of the machine");
            return build(build);
        };
        Unfolder unfolder = new Unfolder(builder.get(), progress, listener);
        try {
            int before;
            UnfoldedMachine result;
            do {
                before = unfolder.reachable.growth();
                result = unfolder.round();
            } while (unfolder.reachable.growth() != before);
            List<Determinism.Unit> done = unfolder.units.values().stream()
                    .map(u -> new Determinism.Unit(u.writer.cpu, u.context, u.parts))
                    .toList();
            Determinism.check(result.machine(), builder, done, options, progress);
            return result;
        } catch (Recorder.Fault fault) {
            throw new ModelError(fault.getMessage());
        }
    }

    /**
     * A machine as {@code build} makes it.
     *
     * @throws ModelError in one line, whatever is thrown
     */
    public static Machine build(Supplier<Machine> build) {
        try {
            return build.get();
        } catch (ModelError | OutOfMemoryError e) {
            throw e;
        } catch (RuntimeException | Error e) {
            throw new ModelError("the machine cannot be built: " + Source.inOneLine(e) + Source.at(e.getStackTrace()));
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
        Unit unit = units.computeIfAbsent(key, k -> new Unit(cpu, context));
        if (!Objects.equals(programs, unit.programs) || reachable.isStale(unit.writer)) {
            reachable.start(unit.writer);
            unit.programs = programs;
            unit.automaton = new Automaton();
            unit.entries = new LinkedHashMap<>();
            unit.parts = new LinkedHashMap<>();
            for (Program program : programs) {
                unit.entries.put(program, unfold(program, unit));
            }
        }
        return unit;
    }

    /** Unfolds a program, a sequence from its last part to its first: each part goes on with what comes after it. */
    private Automaton.Entry unfold(Program program, Unit unit) {
        List<Program> programs = Determinism.parts(program);
        List<Determinism.Part> parts = new ArrayList<>();
        Automaton.Entry entry = new Automaton.Entry(Automaton.END, List.of());
        for (int n = programs.size() - 1; n >= 0; n--) {
            ProgramUnfolder.Unfolded part = unfold(programs.get(n), unit, entry, n == 0);
            parts.add(0, new Determinism.Part(programs.get(n), part.history()));
            entry = part.entry();
        }
        unit.parts.put(program, parts);
        return entry;
    }

    private ProgramUnfolder.Unfolded unfold(Program program, Unit unit, Automaton.Entry after, boolean first) {
        Recorder recorder = new Recorder(machine, unit.writer.cpu, program.title(), unit.context, progress);
        // Only the first that a task runs starts when the machine does.
        boolean fromReset = first && unit.context == ProgramContext.TASK;
        try {
            return new ProgramUnfolder(
                            program, recorder, reachable, unit.writer, unit.automaton, after, fromReset, listener)
                    .unfold();
        } catch (Difference difference) {
            throw difference.located(List.of(new Difference.Runner(machine, unit.writer.cpu, unit.context, program)));
        }
    }
}
