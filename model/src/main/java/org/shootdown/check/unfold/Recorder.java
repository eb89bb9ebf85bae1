package org.shootdown.check.unfold;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import org.shootdown.check.result.Op;
import org.shootdown.check.result.ProgramContext;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.ModelError;
import org.shootdown.machine.Page;
import org.shootdown.machine.Program;
import org.shootdown.machine.Property;
import org.shootdown.machine.Situation;
import org.shootdown.machine.Walk;

/**
 * A CPU that answers the first steps of a program from a log and stops it at the step after. Steps are checked against
 * those that earlier runs saw at the same place, so a program that is not deterministic is caught.
 */
final class Recorder implements Cpu {
    /** More steps than any sensible model has: a program that gets here loops. */
    static final int MAX_STEPS = 2_000;

    private static final int FIRST_LOG = 64;

    private final Machine machine;
    private final int id;
    private final String title;
    private final ProgramContext context;

    private int[] answers = new int[FIRST_LOG];
    private Step[] expected = new Step[FIRST_LOG];
    private int answered;
    private int position;
    private boolean irqOff;
    private boolean rcuReader;
    private List<Effect> effects = new ArrayList<>();
    private Step next;
    private StepListener listener = StepListener.NONE;
    private Answerer answerer = Answerer.NONE;

    Recorder(Machine machine, int id, String title, ProgramContext context) {
        this.machine = machine;
        this.id = id;
        this.title = title;
        this.context = context;
    }

    /** What a program asked for once its log of answers was used up. */
    record Pause(Step next, List<Effect> effects, boolean irqOff, boolean rcuReader, String error) {}

    /** Sees every step of a replay in order; for traces. */
    interface StepListener {
        StepListener NONE = (position, step) -> {};

        void step(int position, Step step);
    }

    /** Answers a step beyond the log, so that one run can go on as far as there is only one way to go. */
    interface Answerer {
        int STOP = -1;
        Answerer NONE = (step, effects, irqOff, rcuReader) -> STOP;

        /**
         * @param effects what was made since the step before
         * @return the step's result, which joins the log, or {@link #STOP}
         */
        int answer(Step step, List<Effect> effects, boolean irqOff, boolean rcuReader);
    }

    void answerWith(Answerer newAnswerer) {
        answerer = newAnswerer;
    }

    void listen(StepListener listener) {
        this.listener = listener;
    }

    /** Sets answer number {@code position} and forgets those after it. */
    void answer(int position, Step step, int value) {
        if (position == answers.length) {
            answers = Arrays.copyOf(answers, 2 * position);
            expected = Arrays.copyOf(expected, 2 * position);
        }
        answers[position] = value;
        expected[position] = step;
        answered = position + 1;
    }

    void forgetFrom(int position) {
        answered = position;
    }

    /** Runs the program along the answers and returns what it asks for next. */
    Pause run(Program program) {
        position = 0;
        irqOff = context != ProgramContext.TASK;
        rcuReader = false;
        effects = new ArrayList<>();
        next = null;
        String error = null;
        try {
            program.run(this);
            if (position < answered) {
                throw notDeterministic(expected[position].toString(), "its end");
            }
            next = Step.plain(Op.END, "end");
            if (context == ProgramContext.TASK && (irqOff || rcuReader)) {
                error = "program " + title + " ends with "
                        + (irqOff ? "interrupts off; call irqRestore" : "rcu_read_lock held; call rcuReadUnlock");
            }
        } catch (Stop stop) {
            // The ordinary way out: the program reached the step after its last answer.
        } catch (ModelError e) {
            error = e.getMessage();
        } catch (RuntimeException e) {
            error = "program " + title + " threw " + e + at(e.getStackTrace());
        }
        return new Pause(next, effects, irqOff, rcuReader, error);
    }

    /** Runs the program along the whole log once more: it must make the same steps and no further one. */
    void verify(Program program) {
        Answerer before = answerer;
        boolean complete = next == null || next.op() == Op.END;
        answerer = (step, made, off, reader) -> {
            if (complete) {
                throw notDeterministic("its end", step.toString());
            }
            return Answerer.STOP;
        };
        run(program);
        answerer = before;
    }

    private int step(Step step) {
        if (position == MAX_STEPS) {
            throw new NeverEnds("program " + title + " made " + MAX_STEPS + " steps without ending"
                    + at(Thread.currentThread().getStackTrace()) + "; a loop that waits must use awaitUntil");
        }
        if (position == answered) {
            listener.step(position, step);
            int result = answerer.answer(step, effects, irqOff, rcuReader);
            if (result == Answerer.STOP) {
                next = step;
                throw Stop.INSTANCE;
            }
            answer(position, step, result);
            effects.clear();
            return answers[position++];
        }
        if (!step.equals(expected[position])) {
            throw notDeterministic(expected[position].toString(), step.toString());
        }
        listener.step(position, step);
        effects.clear();
        return answers[position++];
    }

    /** A replayed step without operands but its cell and a number, compared without being made anew. */
    private boolean replays(Op op, Cell cell, int arg) {
        if (position >= answered) {
            return false;
        }
        Step step = expected[position];
        return step.op() == op && step.cell() == cell && step.arg() == arg && listener == StepListener.NONE;
    }

    private int replay() {
        effects.clear();
        return answers[position++];
    }

    private NotDeterministic notDeterministic(String before, String now) {
        return new NotDeterministic("program " + title + " is not deterministic: as its step " + (position + 1)
                + " it once made " + before + " and, after the same results, " + now
                + at(Thread.currentThread().getStackTrace())
                + (before.equals(now) ? "; what is handed over must be equal in every run, as records are" : ""));
    }

    private ModelError misuse(String what) {
        return new ModelError(
                "program " + title + " " + what + at(Thread.currentThread().getStackTrace()));
    }

    private static String at(StackTraceElement[] frames) {
        StackTraceElement frame = Source.ofModel(frames);
        return frame == null ? "" : " at " + Source.describe(frame);
    }

    private Cell own(Cell cell) {
        if (cell.index() >= machine.cells().size() || machine.cells().get(cell.index()) != cell) {
            throw misuse("uses cell " + cell.name() + ", which belongs to another machine");
        }
        return cell;
    }

    private Page own(Page page) {
        own(page.state(), "page");
        return page;
    }

    private void own(Ghost ghost, String what) {
        if (ghost.index() >= machine.ghosts().size() || machine.ghosts().get(ghost.index()) != ghost) {
            throw misuse("uses " + what + " " + ghost.name() + ", which belongs to another machine");
        }
    }

    private int inRange(Cell cell, int value) {
        if (value < 0 || value > cell.max()) {
            throw misuse("stores " + value + " to cell " + cell.name() + ", whose values are 0.." + cell.max() + ",");
        }
        return value;
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public int readOnce(Cell cell) {
        return replays(Op.READ, cell, 0) ? replay() : step(Step.memory(Op.READ, "READ_ONCE", own(cell), 0));
    }

    @Override
    public void writeOnce(Cell cell, int value) {
        if (replays(Op.WRITE, cell, value)) {
            replay();
        } else {
            step(Step.memory(Op.WRITE, Step.WRITE_ONCE, own(cell), inRange(cell, value)));
        }
    }

    @Override
    public int loadAcquire(Cell cell) {
        return step(Step.memory(Op.READ, "smp_load_acquire", own(cell), 0));
    }

    @Override
    public void storeRelease(Cell cell, int value) {
        step(Step.memory(Op.WRITE, "smp_store_release", own(cell), inRange(cell, value)));
    }

    @Override
    public int readModifyWrite(Cell cell, IntUnaryOperator f) {
        return rmw("atomic", cell, f);
    }

    @Override
    public int xchg(Cell cell, int value) {
        return rmw("xchg", cell, old -> value);
    }

    @Override
    public int cmpxchg(Cell cell, int expectedValue, int value) {
        return rmw("cmpxchg", cell, old -> old == expectedValue ? value : old);
    }

    @Override
    public int addReturn(Cell cell, int delta) {
        return rmw("atomic_add_return", cell, old -> old + delta) + delta;
    }

    @Override
    public int setBit(Cell cell, int bit) {
        return rmw("set_bit", cell, old -> old | 1 << bit);
    }

    @Override
    public int clearBit(Cell cell, int bit) {
        return rmw("clear_bit", cell, old -> old & ~(1 << bit));
    }

    /** Tabulates {@code f}; only a value that the cell really has can be out of range for the program. */
    private int rmw(String verb, Cell cell, IntUnaryOperator f) {
        // In a replay the one value that was read tells enough of the function.
        if (replays(Op.RMW, cell, 0)
                && expected[position].table()[answers[position]] == f.applyAsInt(answers[position])) {
            int replayed = replay();
            inRange(cell, f.applyAsInt(replayed));
            return replayed;
        }
        own(cell);
        int[] table = new int[cell.max() + 1];
        for (int old = 0; old < table.length; old++) {
            table[old] = f.applyAsInt(old);
        }
        int old = step(Step.table(Op.RMW, verb, cell, table));
        inRange(cell, table[old]);
        return old;
    }

    @Override
    public void smpMb() {
        step(Step.plain(Op.FENCE, "smp_mb"));
    }

    @Override
    public void smpRmb() {
        step(Step.plain(Op.LIGHT_FENCE, "smp_rmb"));
    }

    @Override
    public void smpWmb() {
        step(Step.plain(Op.LIGHT_FENCE, "smp_wmb"));
    }

    @Override
    public int awaitUntil(Cell cell, IntPredicate until) {
        own(cell);
        int[] table = new int[cell.max() + 1];
        for (int value = 0; value < table.length; value++) {
            table[value] = until.test(value) ? 1 : 0;
        }
        return step(Step.table(Op.AWAIT, "smp_cond_load_relaxed", cell, table));
    }

    @Override
    public void spinLock(Cell lock) {
        own(lock);
        inRange(lock, 1);
        int[] table = new int[lock.max() + 1];
        Arrays.fill(table, Step.WAITS);
        table[0] = 1;
        step(Step.table(Op.RMW, Step.SPIN_LOCK, lock, table));
    }

    @Override
    public void spinUnlock(Cell lock) {
        step(Step.memory(Op.WRITE, Step.SPIN_UNLOCK, own(lock), 0));
    }

    @Override
    public int irqSave() {
        if (irqOff) {
            return 0;
        }
        step(Step.plain(Op.IRQ_OFF, "local_irq_save"));
        irqOff = true;
        return 1;
    }

    @Override
    public void irqRestore(int flags) {
        if (flags == 0) {
            return;
        }
        if (!irqOff || context != ProgramContext.TASK) {
            throw misuse("restores interrupts that it did not turn off");
        }
        step(Step.plain(Op.IRQ_ON, "local_irq_restore"));
        irqOff = false;
    }

    @Override
    public void sendIpi(int target, IpiFunction function) {
        cpuNumber(target);
        step(Step.handOver(Op.SEND_IPI, "send_IPI", target, function));
    }

    @Override
    public void awaitIpi(int target) {
        cpuNumber(target);
        step(Step.number(Op.AWAIT_IPI, "csd_lock_wait", target));
    }

    private void cpuNumber(int target) {
        notInCallback("names another CPU");
        if (target < 0
                || target >= machine.processors().size()
                || machine.processors().get(target).agent()) {
            throw misuse("names CPU " + target + ", which does not exist");
        }
        if (target == id) {
            throw misuse("interrupts its own CPU " + target);
        }
    }

    /** An RCU callback runs on no particular CPU, so it cannot do what needs one. */
    private void notInCallback(String what) {
        if (context == ProgramContext.RCU) {
            throw misuse(what + " in an RCU callback");
        }
    }

    @Override
    public void rcuReadLock() {
        if (rcuReader) {
            throw misuse("nests rcu_read_lock");
        }
        step(Step.plain(Op.RCU_LOCK, "rcu_read_lock"));
        rcuReader = true;
    }

    @Override
    public void rcuReadUnlock() {
        if (!rcuReader) {
            throw misuse("calls rcu_read_unlock without rcu_read_lock");
        }
        step(Step.plain(Op.RCU_UNLOCK, "rcu_read_unlock"));
        rcuReader = false;
    }

    @Override
    public void callRcu(Program callback) {
        notInCallback("calls call_rcu");
        step(Step.handOver(Op.CALL_RCU, "call_rcu", 0, callback));
    }

    @Override
    public void synchronizeRcu() {
        if (context != ProgramContext.TASK || irqOff || rcuReader) {
            throw misuse("calls synchronize_rcu where it must not sleep");
        }
        step(Step.plain(Op.RCU_START, "synchronize_rcu"));
        step(Step.plain(Op.RCU_WAIT, "wait_for_completion"));
    }

    @Override
    public int choose(int n) {
        if (n < 1) {
            throw misuse("chooses among " + n);
        }
        return step(Step.number(Op.CHOOSE, "choose", n));
    }

    @Override
    public void stopVcpu(int vcpu) {
        cpuNumber(vcpu);
        step(Step.number(Op.STOP_VCPU, "stop", vcpu));
    }

    @Override
    public void resumeVcpu(int vcpu) {
        cpuNumber(vcpu);
        step(Step.number(Op.RESUME_VCPU, "resume", vcpu));
    }

    @Override
    public int walk(Page table, Cell entry, int owner, Walk walk) {
        return step(new Step(Op.WALK, "walk", own(entry), owner, null, own(table), walk, null));
    }

    @Override
    public int translate(Cell entry, int mapping, Page page, int owner) {
        int[] table = new int[own(entry).max() + 1];
        table[inRange(entry, mapping)] = 1;
        return step(new Step(Op.WALK, "translate", entry, owner, table, own(page), Walk.HARDWARE, null));
    }

    @Override
    public void touch(Page page, int owner, Walk walk) {
        step(new Step(Op.TOUCH, "touch", null, owner, null, own(page), walk, null));
    }

    @Override
    public void free(Page page) {
        step(Step.page(Op.SET_PAGE, "free", own(page), Page.FREED));
    }

    @Override
    public void repurpose(Page page) {
        step(Step.page(Op.SET_PAGE, "repurpose", own(page), Page.REPURPOSED));
    }

    @Override
    public void handOver(Page page, int owner) {
        step(Step.page(Op.SET_PAGE, "hand over", own(page), page.ownedBy(owner)));
    }

    @Override
    public void unlink(Page page) {
        effects.add(new Effect.Note(own(page).state(), Page.UNLINKED));
    }

    @Override
    public void relink(Page page) {
        effects.add(new Effect.Note(own(page).state(), Page.LIVE));
    }

    @Override
    public void note(Ghost ghost, int value) {
        own(ghost, "ghost");
        if (value < 0 || value > ghost.max()) {
            throw misuse("notes " + value + " in ghost " + ghost.name() + ", whose values are 0.." + ghost.max() + ",");
        }
        effects.add(new Effect.Note(ghost, value));
    }

    @Override
    public void reached(Situation situation) {
        int index = situation.index();
        if (index >= machine.situations().size() || machine.situations().get(index) != situation) {
            throw misuse("uses situation " + situation.name() + ", which belongs to another machine");
        }
        effects.add(new Effect.Reached(situation));
    }

    @Override
    public void require(boolean condition, Property property, String otherwise) {
        if (!condition && position == 0 && context == ProgramContext.TASK) {
            throw misuse("fails a condition before its first step");
        }
        if (!condition) {
            effects.add(new Effect.Broken(property, otherwise));
            if (position < answered) {
                throw notDeterministic(expected[position].toString(), "a failed condition");
            }
            next = Step.plain(Op.END, "end");
            throw Stop.INSTANCE;
        }
    }

    /** Ends a run at the step after the last answer; costs no stack trace. */
    private static final class Stop extends Error {
        private static final long serialVersionUID = 1L;
        static final Stop INSTANCE = new Stop();

        private Stop() {
            super(null, null, false, false);
        }
    }

    /** A fault of the program as a whole, reported whether or not the place is reachable. */
    static class Fault extends Error {
        private static final long serialVersionUID = 1L;

        Fault(String message) {
            super(message, null, false, false);
        }
    }

    private static final class NeverEnds extends Fault {
        private static final long serialVersionUID = 1L;

        NeverEnds(String message) {
            super(message);
        }
    }

    private static final class NotDeterministic extends Fault {
        private static final long serialVersionUID = 1L;

        NotDeterministic(String message) {
            super(message);
        }
    }
}
