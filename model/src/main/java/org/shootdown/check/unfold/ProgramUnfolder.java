package org.shootdown.check.unfold;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.shootdown.check.result.Op;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Program;

/**
 * Unfolds one program, depth first. A run goes on by itself as far as the first results lead, so that there are only as
 * many runs as there are histories that differ, not one per step.
 */
final class ProgramUnfolder implements Recorder.Answerer {
    /** Beyond this many histories the program is too wide to unfold, and says so. */
    private static final int MAX_HISTORIES = 4_000_000;

    private static final int UNKNOWN = -1;

    private final Program program;
    private final Recorder recorder;
    private final Reachable reachable;
    private final Reachable.Writer self;
    private final Automaton into;
    private final Automaton.Entry after;
    private final StepListener listener;
    private final List<Frame> path = new ArrayList<>();
    /** For each cell its value here if nobody else writes it and this program has seen or set it; else UNKNOWN. */
    private final int[] known;

    /** A step on the path from the program's start to where the run stands. */
    private static final class Frame {
        final Step step;
        final List<Effect> effects;
        final boolean irqOff;
        final boolean rcuReader;
        final BitSet results;
        final List<Automaton.Edge> edges = new ArrayList<>();
        final List<History> next = new ArrayList<>();
        final int knownBefore;
        int result;

        Frame(Step step, List<Effect> effects, boolean irqOff, boolean rcuReader, BitSet results, int knownBefore) {
            this.step = step;
            this.effects = effects;
            this.irqOff = irqOff;
            this.rcuReader = rcuReader;
            this.results = results;
            this.knownBefore = knownBefore;
            this.result = results.nextSetBit(0);
        }
    }

    /**
     * @param self who runs the program, as a writer of cells
     * @param into where the nodes go
     * @param after what the program goes on with where it ends
     * @param fromReset whether the program starts when the machine does, so that its own cells are as declared
     * @param listener told of each step
     */
    ProgramUnfolder(
            Program program,
            Recorder recorder,
            Reachable reachable,
            Reachable.Writer self,
            Automaton into,
            Automaton.Entry after,
            boolean fromReset,
            StepListener listener) {
        this.program = program;
        this.listener = listener;
        this.recorder = recorder;
        this.reachable = reachable;
        this.self = self;
        this.into = into;
        this.after = after;
        List<Cell> cells = reachable.machine().cells();
        this.known = new int[cells.size()];
        for (int c = 0; c < known.length; c++) {
            known[c] = fromReset ? cells.get(c).initial() : UNKNOWN;
        }
        recorder.answerWith(this);
    }

    /** Where a program starts, and all that it did. */
    record Unfolded(Automaton.Entry entry, History history) {}

    /** Unfolds everything. */
    Unfolded unfold() {
        for (int histories = 1; histories <= MAX_HISTORIES; histories++) {
            Recorder.Pause end = recorder.run(program);
            note(end.effects());
            Unfolded behind = leaf(end);
            while (!path.isEmpty() && !advance(behind)) {
                behind = complete();
            }
            if (path.isEmpty()) {
                return behind;
            }
        }
        throw new Recorder.Fault("program " + program.title() + " has more than " + MAX_HISTORIES
                + " histories; give its cells smaller ranges, or split it with then()");
    }

    /** A step that no run has seen: it joins the path with its first result. */
    @Override
    public int answer(Step step, List<Effect> effects, boolean irqOff, boolean rcuReader) {
        listener.step(path.size(), step);
        note(effects);
        BitSet results = results(step);
        reachable.contribute(self, step, results);
        int before = step.cell() == null ? UNKNOWN : known[step.cell().index()];
        Frame frame = new Frame(step, effects, irqOff, rcuReader, results, before);
        path.add(frame);
        learn(frame);
        return frame.result;
    }

    /** Gives the last step of the path the edge to {@code behind}, and its next result; false if it has no more. */
    private boolean advance(Unfolded behind) {
        Frame last = path.get(path.size() - 1);
        if (last.result < 0) {
            return false;
        }
        last.edges.add(new Automaton.Edge(last.result, behind.entry.node(), behind.entry.effects()));
        last.next.add(behind.history);
        last.result = last.results.nextSetBit(last.result + 1);
        if (last.result < 0) {
            return false;
        }
        learn(last);
        recorder.answer(path.size() - 1, last.step, last.effects, last.result);
        return true;
    }

    /** Takes the last step, all of whose results are done, off the path. */
    private Unfolded complete() {
        Frame done = path.remove(path.size() - 1);
        recorder.forgetFrom(path.size());
        if (done.step.cell() != null) {
            known[done.step.cell().index()] = done.knownBefore;
        }
        int node =
                into.intern(new Automaton.Node(done.step, done.irqOff, done.rcuReader, null, List.copyOf(done.edges)));
        int[] results = new int[done.edges.size()];
        for (int e = 0; e < results.length; e++) {
            results[e] = done.edges.get(e).result();
        }
        return new Unfolded(
                new Automaton.Entry(node, done.effects),
                new History(done.step, done.effects, results, done.next.toArray(History[]::new)));
    }

    private Unfolded leaf(Recorder.Pause end) {
        List<Effect> made = List.copyOf(end.effects());
        if (end.error() != null) {
            Step step = Step.plain(Op.ERROR, "error");
            int node = into.intern(new Automaton.Node(step, end.irqOff(), end.rcuReader(), end.error(), List.of()));
            return new Unfolded(new Automaton.Entry(node, made), History.leaf(step, made));
        }
        List<Effect> effects = new ArrayList<>(made);
        boolean broken = effects.stream().anyMatch(Effect.Broken.class::isInstance);
        if (!broken) {
            effects.addAll(after.effects());
        }
        return new Unfolded(
                new Automaton.Entry(broken ? Automaton.END : after.node(), List.copyOf(effects)),
                History.leaf(end.next(), made));
    }

    private void note(List<Effect> effects) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.Note note) {
                reachable.note(note);
            }
        }
    }

    /** What the step's result tells about its cell, if nobody else can change it. */
    private void learn(Frame frame) {
        Step step = frame.step;
        if (step.cell() == null || frame.result < 0) {
            return;
        }
        known[step.cell().index()] = switch (step.op()) {
            case WRITE -> step.arg();
            case RMW -> step.table()[frame.result];
            default -> frame.result;
        };
    }

    private BitSet results(Step step) {
        BitSet results = new BitSet();
        if (!step.op().readsCell()) {
            results.set(0, step.op() == Op.CHOOSE ? step.arg() : 1);
            return results;
        }
        int cell = step.cell().index();
        reachable.read(self, cell);
        if (known[cell] != UNKNOWN && reachable.onlyWriter(self, cell)) {
            results.set(known[cell]);
        } else {
            results.or(reachable.values().cell(cell));
        }
        for (int v = results.nextSetBit(0); v >= 0; v = results.nextSetBit(v + 1)) {
            if (step.waitsAt(v)) {
                results.clear(v);
            }
        }
        return results;
    }
}
