package org.shootdown.check.unfold;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shootdown.check.result.Op;
import org.shootdown.check.result.ProgramContext;
import org.shootdown.machine.KernelFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Program;

/**
 * A step with the place in the model's source that makes it.
 *
 * @param step the step
 * @param source file and line, as in {@code GupFast.java:42}; empty if unknown
 * @param function the kernel function, or the program's title where the model names none
 * @param models what is known of the kernel function; {@code null} where the model names none
 */
public record Located(
        Step step, String source, String function, @Nullable KernelFunction models) {

    /** Runs {@code program} along {@code results} and says where it makes its next step. */
    public static Located next(Machine machine, int cpu, ProgramContext context, Program program, int[] results) {
        Recorder recorder = new Recorder(machine, cpu, program.title(), context, Progress.UNWATCHED);
        int[] position = new int[1];
        Located[] found = new Located[1];
        recorder.answerWith((step, effects, irqOff, rcuReader) -> {
            if (position[0] < results.length) {
                return results[position[0]++];
            }
            found[0] = locate(step, program);
            return Recorder.Answerer.STOP;
        });
        recorder.run(program);
        return found[0] == null ? new Located(Step.plain(Op.END, "end"), "", program.title(), null) : found[0];
    }

    /**
     * Where a step stands that a node of an automaton makes: at one of its places, if there are several.
     *
     * @param entries the programs of the automaton and where they start
     */
    static Located at(
            Machine machine,
            int cpu,
            ProgramContext context,
            Map<? extends Program, Automaton.Entry> entries,
            Automaton automaton,
            int node) {
        for (Map.Entry<? extends Program, Automaton.Entry> entry : entries.entrySet()) {
            int[] results = path(automaton, entry.getValue().node(), node, new boolean[automaton.size()]);
            if (results != null) {
                return next(machine, cpu, context, entry.getKey(), results);
            }
        }
        throw new IllegalArgumentException("no program comes to node " + node);
    }

    /** The results that lead from one node to another, or {@code null} if none do. */
    private static int[] path(Automaton automaton, int from, int to, boolean[] seen) {
        if (from == to) {
            return new int[0];
        }
        if (from < to || seen[from]) {
            return null;
        }
        seen[from] = true;
        for (Automaton.Edge edge : automaton.node(from).edges()) {
            int[] rest = path(automaton, edge.target(), to, seen);
            if (rest != null) {
                int[] all = new int[rest.length + 1];
                all[0] = edge.result();
                System.arraycopy(rest, 0, all, 1, rest.length);
                return all;
            }
        }
        return null;
    }

    /** Where {@code program} stands that makes a step on this stack. */
    static Located of(Step step, Program program, StackTraceElement[] frames) {
        StackTraceElement frame = Source.ofModel(frames);
        KernelFunction models = Source.kernel(frames);
        return new Located(
                step,
                frame == null ? "" : Source.describe(frame),
                models == null ? program.title() : models.value(),
                models);
    }

    private static Located locate(Step step, Program program) {
        return of(step, program, Thread.currentThread().getStackTrace());
    }
}
