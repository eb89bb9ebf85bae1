package org.shootdown.check.unfold;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.shootdown.check.result.Op;
import org.shootdown.check.result.ProgramContext;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Machine;
import org.shootdown.machine.ModelError;
import org.shootdown.machine.Page;
import org.shootdown.machine.Program;
import org.shootdown.machine.Property;
import org.shootdown.machine.Walk;

/**
 * A CPU that answers the first steps of a program from a log, and the step after from an {@link Answerer}. Each step, and
 * each effect before it, is compared with what earlier runs did at the same place, on this machine or on the same machine
 * built before; so a program that is not deterministic is caught where it differs.
 *
 * <p>It serves many runs of one program, one at a time.
 */
final class Recorder extends StepCpu {
    /** More steps than any sensible model has: a program that gets here loops. */
    static final int MAX_STEPS = 2_000;

    private static final int FIRST_LOG = 16;

    private final String title;
    private final String called;
    private final Progress progress;

    // The log of what earlier runs did.
    private int[] answers = new int[FIRST_LOG];
    private Step[] steps = new Step[FIRST_LOG];
    private final List<List<Effect>> before = new ArrayList<>();
    private int answered;
    /** What the program did behind the log, or {@code null} if that is not known yet. */
    private History behind;

    private Answerer answerer = Answerer.STOPS;
    private Handover handover = Handover.EQUAL;

    // The run.
    private boolean running;
    private int position;
    private List<Effect> effects = new ArrayList<>();
    private Step next;
    /** Why the run is over, if it is: thrown once more at a program that catches it and goes on. */
    private Error over;

    Recorder(Machine machine, int id, String title, ProgramContext context, Progress progress) {
        super(machine, id, context);
        this.title = title;
        this.called = "program " + title;
        this.progress = progress;
    }

    /** What a program asked for once its log of answers was used up. */
    record Pause(Step next, List<Effect> effects, boolean irqOff, boolean rcuReader, String error) {}

    /** Answers a step beyond the log, so that one run can go on as far as there is only one way to go. */
    interface Answerer {
        int STOP = -1;
        Answerer STOPS = (step, effects, irqOff, rcuReader) -> STOP;

        /**
         * @param effects what was made since the step before
         * @return the step's result, which joins the log, or {@link #STOP}
         */
        int answer(Step step, List<Effect> effects, boolean irqOff, boolean rcuReader);
    }

    /** Tells whether two runs handed over the same function or callback. */
    interface Handover {
        Handover EQUAL = (step, now) -> step.program().equals(now);

        boolean isSame(Step before, Program now);
    }

    void answerWith(Answerer newAnswerer) {
        answerer = newAnswerer;
    }

    void compareHandedOver(Handover comparison) {
        handover = comparison;
    }

    /** Sets entry number {@code at} of the log and forgets those after it. */
    void answer(int at, Step step, List<Effect> effectsBefore, int result) {
        if (at == answers.length) {
            answers = Arrays.copyOf(answers, 2 * at);
            steps = Arrays.copyOf(steps, 2 * at);
        }
        answers[at] = result;
        steps[at] = step;
        forgetFrom(at);
        before.add(effectsBefore);
        answered = at + 1;
    }

    void forgetFrom(int at) {
        answered = at;
        while (before.size() > at) {
            before.remove(before.size() - 1);
        }
        behind = null;
    }

    /** What the program must do behind the log. */
    void expectBehind(History history) {
        behind = history;
    }

    /**
     * Runs the program along the answers and returns what it asks for next.
     *
     * @throws Fault if that differs from what it did before
     */
    Pause run(Program program) {
        position = 0;
        irqOff = context != ProgramContext.TASK;
        rcuReader = false;
        effects = new ArrayList<>();
        next = null;
        over = null;
        running = true;
        progress.begin(called);
        String error = null;
        try {
            program.run(this);
            if (over == null) {
                next = Step.plain(Op.END, "end");
            }
        } catch (OutOfMemoryError full) {
            // Says more of the heap and of what else is going on than of the program.
            throw full;
        } catch (Throwable thrown) {
            // What is thrown through a run that is over says nothing of the program.
            if (over == null) {
                error = thrown instanceof ModelError
                        ? thrown.getMessage()
                        : "program " + title + " threw " + Source.inOneLine(thrown) + Source.at(thrown.getStackTrace());
            }
        } finally {
            running = false;
        }
        if (over instanceof Fault fault) {
            throw fault;
        } else if (over instanceof Misuse misuse) {
            error = misuse.getMessage();
        }
        return end(error);
    }

    private Pause end(String error) {
        if (position < answered && (error != null || next != null)) {
            throw differs(steps[position], before.get(position), error == null ? "its end" : error, "");
        }
        boolean open = context == ProgramContext.TASK && (irqOff || rcuReader);
        if (error == null && next.op() == Op.END && over == null && open) {
            error = "program " + title + " ends with "
                    + (irqOff ? "interrupts off; call irqRestore" : "rcu_read_lock held; call rcuReadUnlock");
        }
        if (behind != null) {
            compareEnd(error);
        }
        return new Pause(next, effects, irqOff, rcuReader, error);
    }

    private void compareEnd(String error) {
        Op now = error == null ? next.op() : Op.ERROR;
        boolean differs = now != behind.step().op() || now == Op.END && !Effect.same(behind.effects(), effects);
        if (differs) {
            throw differs(behind.step(), behind.effects(), error == null ? "its end" : error, "");
        }
    }

    @Override
    int step(Op op, String verb, Cell cell, int arg, Page page, Walk walk, Program program) {
        begin();
        if (position < answered) {
            Step expected = steps[position];
            if (expected.table() != null
                    || !expected.isLike(op, verb, cell, arg, page, walk)
                    || program != null && !handover.isSame(expected, program)) {
                throw differs(expected, before.get(position), new Step(op, verb, cell, arg, null, page, walk, program));
            }
            return replay();
        }
        return beyond(new Step(op, verb, cell, arg, null, page, walk, program));
    }

    @Override
    int tabled(Op op, String verb, Cell cell, int arg, Page page, Walk walk, IntUnaryOperator table) {
        begin();
        if (position < answered) {
            Step expected = steps[position];
            if (!expected.isLike(op, verb, cell, arg, page, walk)
                    || !expected.hasTable(table, op == Op.RMW ? answers[position] : Step.ALL)) {
                Step now = new Step(op, verb, cell, arg, tabulated(verb, cell, table), page, walk, null);
                throw differs(expected, before.get(position), now);
            }
            return replay();
        }
        return beyond(new Step(op, verb, cell, arg, tabulated(verb, cell, table), page, walk, null));
    }

    /** The values of a function that the program gave; asked twice, for it must be pure. */
    private int[] tabulated(String verb, Cell cell, IntUnaryOperator f) {
        int[] table = new int[cell.max() + 1];
        for (int value = 0; value < table.length; value++) {
            table[value] = f.applyAsInt(value);
            int again = f.applyAsInt(value);
            if (table[value] != again) {
                throw over(new Fault("program " + title + " is not deterministic: the function of its step "
                        + (position + 1) + ", " + verb + "(" + cell + "), made of " + value + " once " + table[value]
                        + " and once " + again + here()));
            }
        }
        return table;
    }

    private void begin() {
        if (!running) {
            throw new ModelError("program " + title + " is over, and its Cpu was used" + here()
                    + "; a Cpu is good for the run that it was given to, and must not be kept");
        }
        if (over != null) {
            throw over;
        }
        progress.step();
        if (position == MAX_STEPS) {
            throw over(new Fault("program " + title + " made " + MAX_STEPS + " steps without ending" + here()
                    + "; a loop that waits must use awaitUntil"));
        }
    }

    private int replay() {
        if (!Effect.same(before.get(position), effects)) {
            throw differs(steps[position], before.get(position), steps[position]);
        }
        effects.clear();
        return answers[position++];
    }

    private int beyond(Step step) {
        if (behind != null) {
            Step expected = behind.step();
            if (!expected.isLike(step.op(), step.verb(), step.cell(), step.arg(), step.page(), step.walk())
                    || !Arrays.equals(expected.table(), step.table())
                    || !Effect.same(behind.effects(), effects)) {
                throw differs(expected, behind.effects(), step);
            }
        }
        List<Effect> made = List.copyOf(effects);
        int result = behind != null ? Answerer.STOP : answerer.answer(step, made, irqOff, rcuReader);
        if (result == Answerer.STOP) {
            next = step;
            throw over(Stop.INSTANCE);
        }
        answer(position, step, made, result);
        effects.clear();
        return answers[position++];
    }

    @Override
    void effect(Effect effect) {
        if (!running || over != null) {
            begin();
        }
        effects.add(effect);
    }

    @Override
    void broken(Property property, String why) {
        effect(new Effect.Broken(property, why));
        if (position < answered) {
            throw differs(steps[position], before.get(position), "a failed condition", calledHere());
        }
        next = Step.plain(Op.END, "end");
        throw over(Stop.INSTANCE);
    }

    @Override
    boolean hasBegun() {
        return position > 0;
    }

    private Error over(Error why) {
        over = why;
        return why;
    }

    @Override
    Error misuse(String what) {
        if (!running || over != null) {
            begin();
        }
        // What is known already needs no line, which takes long to find.
        boolean known = behind != null && behind.step().op() == Op.ERROR && position == answered;
        return over(known ? Misuse.KNOWN : new Misuse("program " + title + " " + what + here()));
    }

    private static String here() {
        return Source.at(Thread.currentThread().getStackTrace());
    }

    private static String calledHere() {
        return Source.calledAt(Thread.currentThread().getStackTrace());
    }

    private Error differs(Step once, List<Effect> made, Step now) {
        String textOnce = Difference.text(once);
        String textNow = now.toString();
        if (textOnce.equals(textNow)) {
            textOnce = Difference.inFull(once, made);
            textNow = Difference.inFull(now, effects);
        }
        return over(new Difference(title, results(), textOnce, textNow, calledHere()));
    }

    /** The run is over, or fails, where another step or end was expected. */
    private Error differs(Step once, List<Effect> made, String now, String line) {
        String text = Difference.text(once);
        boolean alike = text.equals(now);
        return over(new Difference(
                title,
                results(),
                alike ? text + Difference.inWords(made) : text,
                alike ? now + Difference.inWords(effects) : now,
                line));
    }

    /** The results that led to where the run stands. */
    private int[] results() {
        return Arrays.copyOf(answers, position);
    }

    /** Ends a run at the step after the last answer; costs no stack trace. */
    @SuppressWarnings("StaticAssignmentOfThrowable") // unwinds a program, and carries nothing
    private static final class Stop extends Error {
        private static final long serialVersionUID = 1L;
        static final Stop INSTANCE = new Stop();

        private Stop() {
            super(null, null, false, false);
        }
    }

    /** The program did what it must not; reported if the place is reachable. */
    @SuppressWarnings("StaticAssignmentOfThrowable") // as above
    private static final class Misuse extends Error {
        private static final long serialVersionUID = 1L;
        static final Misuse KNOWN = new Misuse("an error");

        Misuse(String message) {
            super(message, null, false, false);
        }
    }

    /** A fault of the program as a whole, reported whether or not the place is reachable. */
    static class Fault extends Error {
        private static final long serialVersionUID = 1L;

        Fault(String message) {
            super(message, null, false, false);
        }
    }
}
