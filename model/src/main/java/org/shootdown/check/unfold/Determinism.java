package org.shootdown.check.unfold;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.shootdown.check.result.Op;
import org.shootdown.check.result.ProgramContext;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.ModelError;
import org.shootdown.machine.Program;

/**
 * Runs all that the programs of a machine did once more, on the same machine built again and in another order. Whatever
 * differs is refused: the parts of the machine, a step, an effect, what is handed over, an end.
 */
final class Determinism {
    private final Machine machine;
    private final Machine again;
    private boolean backwards;
    private final Progress progress;
    /** What is handed over on the machine built again, for what is on the first, and the other way round. */
    private final Map<Object, Program> counterparts = new HashMap<>();

    private final Map<Object, Program> originals = new HashMap<>();

    /** A program that a context runs, or a part of it where it is a sequence, and all that it did. */
    record Part(Program program, History history) {}

    /** All that one context runs. */
    record Unit(int cpu, ProgramContext context, Map<Program, List<Part>> programs) {}

    private record HandedOver(boolean toCpu, int number, Program program) {}

    private Determinism(Machine machine, Machine again, Progress progress) {
        this.machine = machine;
        this.again = again;
        this.progress = progress;
    }

    /**
     * Repeats {@code units} as often as {@code options} say.
     *
     * @param build makes the same machine anew
     * @throws ModelError if the machine is another one
     * @throws Recorder.Fault if a program does something else
     */
    static void check(
            Machine machine, Supplier<Machine> build, List<Unit> units, UnfoldOptions options, Progress progress) {
        long milliseconds = 0;
        long last = 0;
        for (int done = 0; done < options.repeats() || milliseconds < options.milliseconds(); done++) {
            long now = System.currentTimeMillis();
            milliseconds += now == last ? 0 : 1;
            last = now;
            Machine again = build.get();
            String difference = MachineParts.difference(machine, again);
            if (difference != null) {
                throw new ModelError(
                        "machine " + machine.name() + " is not the same each time it is built: " + difference);
            }
            Determinism repetition = new Determinism(machine, again, progress);
            repetition.repeat(units, done % 2 == 0);
            // Once on the same objects too, where what is handed over must be equal from run to run.
            if (done == 0) {
                repetition.repeat(units, false);
                done++;
            }
        }
    }

    private void repeat(List<Unit> units, boolean inReverse) {
        backwards = inReverse;
        List<Unit> waiting = new ArrayList<>();
        for (int n = 0; n < units.size(); n++) {
            Unit unit = units.get(backwards ? units.size() - 1 - n : n);
            Machine.Processor processor = again.processors().get(unit.cpu);
            switch (unit.context) {
                case TASK -> unit.programs.forEach((program, parts) -> repeat(unit, parts, processor.task()));
                case NMI -> unit.programs.forEach((program, parts) -> repeat(unit, parts, processor.nmi()));
                default -> waiting.add(unit);
            }
        }
        // What is handed over is known once whoever does so has run.
        List<Object> repeated = new ArrayList<>();
        int before;
        do {
            before = repeated.size();
            for (Unit unit : waiting) {
                unit.programs.forEach((program, parts) -> {
                    HandedOver key = new HandedOver(unit.context == ProgramContext.IRQ, unit.cpu, program);
                    Program counterpart = counterparts.get(key);
                    if (counterpart != null && !repeated.contains(key)) {
                        repeated.add(key);
                        repeat(unit, parts, counterpart);
                    }
                });
            }
        } while (repeated.size() > before);
    }

    private void repeat(Unit unit, List<Part> parts, Program program) {
        List<Program> programs = parts(program);
        if (programs.size() != parts.size()) {
            throw new ModelError("machine " + machine.name() + " is not the same each time it is built: program "
                    + program.title() + " has " + parts.size() + " parts and then " + programs.size());
        }
        for (int n = 0; n < programs.size(); n++) {
            repeat(unit, parts.get(n), programs.get(n));
        }
    }

    /** The programs that a program is a sequence of, in their order. */
    static List<Program> parts(Program program) {
        if (!(program instanceof Program.Sequence sequence)) {
            return List.of(program);
        }
        List<Program> parts = new ArrayList<>(parts(sequence.first()));
        parts.addAll(parts(sequence.next()));
        return parts;
    }

    private void repeat(Unit unit, Part part, Program program) {
        Recorder recorder = new Recorder(again, unit.cpu, program.title(), unit.context, progress);
        recorder.compareHandedOver((step, now) -> isCounterpart(unit, step, now));
        try {
            repeat(recorder, program, part.history);
        } catch (Difference difference) {
            throw difference.located(List.of(
                    new Difference.Runner(again, unit.cpu, unit.context, program),
                    new Difference.Runner(machine, unit.cpu, unit.context, part.program)));
        }
    }

    /** Runs along every path of the tree. */
    private void repeat(Recorder recorder, Program program, History tree) {
        List<History> path = new ArrayList<>();
        List<Integer> taken = new ArrayList<>();
        History here = tree;
        while (true) {
            while (!here.isLeaf()) {
                path.add(here);
                taken.add(0);
                here = take(recorder, path, taken);
            }
            recorder.expectBehind(here);
            recorder.run(program);
            int last = path.size() - 1;
            while (last >= 0 && taken.get(last) == path.get(last).next().length - 1) {
                path.remove(last);
                taken.remove(/* index */ last);
                last--;
            }
            if (last < 0) {
                return;
            }
            taken.set(last, taken.get(last) + 1);
            here = take(recorder, path, taken);
        }
    }

    private History take(Recorder recorder, List<History> path, List<Integer> taken) {
        int last = path.size() - 1;
        History at = path.get(last);
        int edge = backwards ? at.next().length - 1 - taken.get(last) : taken.get(last);
        recorder.answer(last, at.step(), at.effects(), at.results()[edge]);
        return at.next()[edge];
    }

    /** Whether {@code now} stands for what {@code step} hands over, in this and in every other step. */
    private boolean isCounterpart(Unit unit, Step step, Program now) {
        boolean toCpu = step.op() == Op.SEND_IPI;
        int number = toCpu ? step.arg() : unit.cpu;
        Program before = counterparts.putIfAbsent(new HandedOver(toCpu, number, step.program()), now);
        Program original = originals.putIfAbsent(new HandedOver(toCpu, number, now), step.program());
        return (before == null || before.equals(now))
                && (original == null || original.equals(step.program()))
                && step.program().getClass() == now.getClass()
                && step.program().title().equals(now.title())
                && purpose(step.program()) == purpose(now);
    }

    private static IpiFunction.Purpose purpose(Program program) {
        return program instanceof IpiFunction function ? function.purpose() : null;
    }
}
