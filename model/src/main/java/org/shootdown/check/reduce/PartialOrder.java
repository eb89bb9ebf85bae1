package org.shootdown.check.reduce;

import java.util.Arrays;
import org.shootdown.check.result.Op;
import org.shootdown.check.system.Code;
import org.shootdown.check.system.CompiledCallback;
import org.shootdown.check.system.CompiledCpu;
import org.shootdown.check.system.GracePeriod;
import org.shootdown.check.system.Mover;
import org.shootdown.check.system.RequestQueue;
import org.shootdown.check.system.State;
import org.shootdown.check.system.StoreBuffer;
import org.shootdown.check.system.TransitionSystem;
import org.shootdown.check.unfold.Automaton;

/**
 * Partial-order reduction: selects a persistent set of the movers in a state: no step that another mover can make before
 * theirs conflicts with them. Only these are followed; the others' moves are still possible behind them, and trying them
 * first as well would only reach the same states by another order.
 *
 * <h2>What is picked</h2>
 *
 * A <em>persistent set</em> (Godefroid, Partial-Order Methods for the Verification of Concurrent Systems, LNCS 1032,
 * 1996, chapter 4). The transitions T enabled at a state s are persistent if no sequence of other transitions from s
 * contains one that depends on a transition of T. Here T is always everything that some set C of {@linkplain
 * Mover movers} can do at s. C starts as one mover, and grows until no mover outside can, without any
 * move by a member of C,
 *
 * <ol>
 *   <li>do something that does not commute with what a member is about to do: {@link Dependencies} says what commutes;
 *   <li>enable a move of a member that is now not possible: what a member waits for counts as read by it.
 * </ol>
 *
 * What a mover outside can do is taken from its program: every step that is reachable in the automaton from where it
 * stands, except behind steps at which it must wait for a member of C, which by assumption does not move. It waits
 *
 * <ul>
 *   <li>in csd_lock_wait for a member that has an unfinished request of it, or will surely have one by then;
 *   <li>for a cell to change that holds the wrong value and that nobody outside C can write any more;
 *   <li>at a fence, for a buffer that is not empty and that is in C.
 * </ul>
 *
 * By the same argument a load of a cell that nobody outside C can write any more can only return what is there.
 *
 * <h2>Why nothing is lost</h2>
 *
 * Every step moves a program on, uses up a store, a request or an NMI, or ends a grace period's wait, so the state graph
 * has no cycle, and every execution is part of one that ends where nothing can move. For persistent sets, every such
 * execution is equivalent, up to swapping neighbours that commute, to one that the reduced search follows (Godefroid,
 * theorem 4.3). Equivalent executions make the same steps with the same results, so they
 *
 * <ul>
 *   <li>end in the same state: deadlocks, outcomes and counts of IPIs are the same. An outcome is also taken where
 *       everything has finished but an NMI or an agent of the environment could still move. Such a state is on a path
 *       that is followed if T always has a move that must have happened by then, which is therefore required as soon
 *       as outcomes or counts are asked for;
 *   <li>make the same looks at pages in the same states of these pages, since a look reads the page's ghost: P1, P2 and
 *       P3 are judged alike, each on its own;
 *   <li>reach the same situations, and break the same conditions of the model, which belong to a step and its result.
 * </ul>
 *
 * A broken condition ends the execution, and must not cut off what the others would have done before. They do that
 * behind any other transition of T as well, so C starts as a mover without a transition that ends the execution; one
 * that has such a transition may come to be in C. That a condition is broken after moves of others where it could have
 * been before does no harm, since all it does is to be seen.
 *
 * <p>Store buffers are movers of their own. Adding to a buffer, draining it, and loading by the CPU that owns it commute
 * with each other: a load that is forwarded returns the same value as one from memory just after the store has drained.
 *
 * <p>The length of a shortest execution to a violation is not kept; traces are searched for without reduction.
 */
public final class PartialOrder {
    private static final int NO_MOVER = -1;

    private final TransitionSystem ts;
    private final Dependencies dependencies;
    private final Resources resources;
    /** Whether anything of an execution's last state is asked for. */
    private final boolean endings;

    private final State state;
    /** By CPU the number of its store buffer among the movers, or {@link #NO_MOVER}. */
    private final int[] bufferOf;

    /** The members of C, bit n for mover n. */
    private long members;

    /** Places that a CPU will pass in an order that {@link Symmetry} has not chosen yet, or {@code null}. */
    private final AwaitRuns anyOrder;

    private final Accesses current;
    /** For each thread all that it can ever do from the state at hand, if nothing stops it. */
    private final Accesses[] everything;

    /** What movers outside C can ever do, if nothing stops them; worked out when it is asked for. */
    private final Accesses outside;

    private boolean outsideIsKnown;

    private final boolean[][] reachable;
    private final long[][] waitsFor;

    /** Whether a system has few enough movers: a set of them is one word. */
    public static boolean canReduce(TransitionSystem ts) {
        return ts.movers.length <= Long.SIZE;
    }

    public PartialOrder(TransitionSystem ts, AwaitRuns anyOrder) {
        this.ts = ts;
        this.anyOrder = anyOrder;
        dependencies = new Dependencies(ts);
        resources = dependencies.resources;
        endings = ts.costs != null || ts.hasOutcomes();
        state = new State(ts);
        current = resources.none();
        everything = new Accesses[ts.cpus.length];
        outside = resources.none();
        bufferOf = new int[ts.cpus.length];
        Arrays.fill(bufferOf, NO_MOVER);
        for (Mover mover : ts.movers) {
            if (mover instanceof Mover.Buffer buffer) {
                bufferOf[buffer.cpu().id] = mover.number();
            }
        }
        reachable = new boolean[ts.cpus.length][];
        waitsFor = new long[ts.cpus.length][];
        for (CompiledCpu cpu : ts.cpus) {
            reachable[cpu.id] = new boolean[cpu.task.size()];
            waitsFor[cpu.id] = new long[cpu.task.size()];
        }
    }

    /**
     * Picks the movers to follow.
     *
     * @param counts for each mover how many transitions it has
     * @param ending bit n: one of mover n's transitions ends the execution
     * @return bit n: follow mover n
     */
    public long pick(long[] states, int offset, int[] counts, long ending) {
        long enabled = 0;
        int all = 0;
        for (int m = 0; m < counts.length; m++) {
            if (counts[m] > 0) {
                enabled |= 1L << m;
                all += counts[m];
            }
        }
        if (all <= 1) {
            return enabled;
        }
        state.load(states, offset);
        for (CompiledCpu cpu : ts.cpus) {
            everything[cpu.id] = dependencies.of(cpu).everything(state.taskNode(cpu), mayTakeNmi(cpu));
        }
        long best = enabled;
        int fewest = all;
        for (long left = enabled & ~ending; left != 0 && fewest > 1; left &= left - 1) {
            int seed = Long.numberOfTrailingZeros(left);
            long follow = close(seed, counts, fewest);
            if (follow != 0 && (!endings || surelyMoves(follow, counts))) {
                best = follow;
                fewest = transitions(follow, counts);
            }
        }
        return best;
    }

    private static int transitions(long movers, int[] counts) {
        int transitions = 0;
        for (long rest = movers; rest != 0; rest &= rest - 1) {
            transitions += counts[Long.numberOfTrailingZeros(rest)];
        }
        return transitions;
    }

    private boolean surelyMoves(long movers, int[] counts) {
        for (long rest = movers; rest != 0; rest &= rest - 1) {
            int m = Long.numberOfTrailingZeros(rest);
            if (surelyMoves(m, counts[m])) {
                return true;
            }
        }
        return false;
    }

    /** Whether a mover that has so many transitions must have made one before the execution can have finished. */
    private boolean surelyMoves(int m, int count) {
        Mover mover = ts.movers[m];
        boolean nmi = mover instanceof Mover.Thread thread && canTakeNmi(thread.cpu());
        return mover.mustFinish() && count > (nmi ? 1 : 0);
    }

    private boolean canTakeNmi(CompiledCpu cpu) {
        return state.nmisLeft(cpu) > 0 && !state.inNmi(cpu) && state.bufferEmpty(cpu);
    }

    /**
     * The smallest C that holds {@code seed}; 0 if it has {@code tooMany} transitions.
     */
    private long close(int seed, int[] counts, int tooMany) {
        members = 1L << seed;
        current.clear();
        addCurrent(ts.movers[seed]);
        int transitions = counts[seed];
        boolean grown = true;
        while (grown) {
            grown = false;
            outsideIsKnown = false;
            for (Mover m : ts.movers) {
                if (!isMember(m.number()) && interferes(m)) {
                    transitions += counts[m.number()];
                    if (transitions >= tooMany) {
                        return 0;
                    }
                    members |= 1L << m.number();
                    addCurrent(m);
                    grown = true;
                }
            }
        }
        return transitions < tooMany ? members : 0;
    }

    private boolean isMember(int mover) {
        return mover != NO_MOVER && (members & 1L << mover) != 0;
    }

    /** Whether a mover outside C can do something that does not commute with what C is about to do. */
    private boolean interferes(Mover m) {
        if (m instanceof Mover.Thread thread) {
            return current.conflicts(everything[thread.cpu().id]) && reachesConflict(thread.cpu());
        }
        if (m instanceof Mover.Buffer buffer) {
            return bufferConflicts(buffer.cpu());
        }
        CompiledCallback callback = ((Mover.Callback) m).callback();
        return current.conflicts(dependencies.of(callback));
    }

    // ---- what a member is about to do ---------------------------------------------------------------------------

    /** Adds to {@link #current} all that the mover's next moves depend on and change, possible now or not. */
    private void addCurrent(Mover m) {
        if (m instanceof Mover.Thread thread) {
            addCurrentThread(thread.cpu());
        } else if (m instanceof Mover.Buffer buffer) {
            addCurrentBuffer(buffer.cpu());
        } else if (m instanceof Mover.Callback c) {
            addCurrentCallback(c.callback());
        }
    }

    private void addCurrentBuffer(CompiledCpu cpu) {
        if (state.bufferEmpty(cpu)) {
            current.read(resources.filled(cpu.id));
        } else {
            current.add(dependencies.of(cpu).entry[state.bufferEntry(cpu, 0)]);
        }
    }

    private void addCurrentCallback(CompiledCallback callback) {
        int period = state.gracePeriod(callback.number);
        if (period == GracePeriod.NONE) {
            current.read(resources.period(callback.number));
        } else if (GracePeriod.isWaiting(period)) {
            resources.addReaders(current);
        } else {
            current.add(dependencies.of(callback));
        }
    }

    private void addCurrentThread(CompiledCpu cpu) {
        CpuAccesses accesses = dependencies.of(cpu);
        resources.addAnyStep(current, cpu);
        if (state.inNmi(cpu)) {
            addCurrentStep(cpu, cpu.nmi, state.nmiNode(cpu), accesses.nmi);
            return;
        }
        if (state.nmisLeft(cpu) != 0) {
            current.add(accesses.enterNmi);
            current.read(resources.drained(cpu.id));
        }
        if (state.inIrq(cpu)) {
            addCurrentStep(cpu, cpu.irq, state.irqNode(cpu), accesses.irq);
            return;
        }
        int node = state.taskNode(cpu);
        addCurrentStep(cpu, cpu.task, node, accesses.task);
        if (!cpu.task.irqOff[node]) {
            int queue = state.queue(cpu);
            if (queue == RequestQueue.EMPTY) {
                current.read(resources.tail(cpu.id));
            } else {
                current.add(accesses.enter[queue]);
                current.read(resources.drained(cpu.id));
            }
        }
    }

    private void addCurrentStep(CompiledCpu cpu, Code code, int node, Accesses[] steps) {
        current.add(steps[node]);
        boolean returnsFromHandler = code != cpu.task && node == Automaton.END;
        if (code.op[node].needsEmptyBuffer() || returnsFromHandler) {
            current.read(resources.drained(cpu.id));
        }
        switch (code.op[node]) {
            case AWAIT_IPI, SEND_IPI -> {
                if (state.isUnfinished(cpu, ts.cpus[code.arg[node]])) {
                    current.read(resources.done(code.arg[node]));
                }
            }
            case RCU_WAIT -> {
                if (state.gracePeriod(cpu.gracePeriod) != GracePeriod.OVER) {
                    resources.addReaders(current);
                }
            }
            default -> {}
        }
    }

    // ---- what a mover outside can do ----------------------------------------------------------------------------

    /** Works out what movers outside C can ever do. */
    private void knowOutside() {
        outside.clear();
        for (Mover m : ts.movers) {
            if (!isMember(m.number())) {
                if (m instanceof Mover.Thread thread) {
                    outside.add(everything[thread.cpu().id]);
                } else if (m instanceof Mover.Buffer buffer) {
                    addBufferFuture(buffer.cpu());
                } else if (m instanceof Mover.Callback c) {
                    outside.add(dependencies.of(c.callback()));
                }
            }
        }
        outsideIsKnown = true;
    }

    private void addBufferFuture(CompiledCpu cpu) {
        CpuAccesses accesses = dependencies.of(cpu);
        for (int k = 0; k < cpu.buffer.slots.length; k++) {
            int entry = state.bufferEntry(cpu, k);
            if (entry == StoreBuffer.EMPTY) {
                break;
            }
            outside.add(accesses.entry[entry]);
        }
        if (!isMember(cpu.id)) {
            outside.add(accesses.stores(state.taskNode(cpu), mayTakeNmi(cpu)));
        }
    }

    private boolean bufferConflicts(CompiledCpu cpu) {
        CpuAccesses accesses = dependencies.of(cpu);
        for (int k = 0; k < cpu.buffer.slots.length; k++) {
            int entry = state.bufferEntry(cpu, k);
            if (entry == StoreBuffer.EMPTY) {
                break;
            }
            if (current.conflicts(accesses.entry[entry])) {
                return true;
            }
        }
        return !isMember(cpu.id) && current.conflicts(accesses.stores(state.taskNode(cpu), mayTakeNmi(cpu)));
    }

    /** Whether a CPU is in an NMI, or may come to be. */
    private boolean mayTakeNmi(CompiledCpu cpu) {
        return state.inNmi(cpu) || state.nmisLeft(cpu) != 0;
    }

    /** Whether a thread outside C can come to a step that conflicts with C before it must wait for a member of C. */
    private boolean reachesConflict(CompiledCpu cpu) {
        CpuAccesses accesses = dependencies.of(cpu);
        if (current.conflicts(accesses.handlers(mayTakeNmi(cpu)))) {
            return true;
        }
        boolean[] reached = reachable[cpu.id];
        long[] unfinished = waitsFor[cpu.id];
        int start = state.taskNode(cpu);
        Arrays.fill(reached, 0, start + 1, false);
        reached[start] = true;
        unfinished[start] = unfinishedByMembers(cpu);
        boolean fenced = isMember(bufferOf[cpu.id]) && !state.bufferEmpty(cpu);
        for (int n = start; n > Automaton.END; n--) {
            // Inside a run the order is still open: at a later place it may wait for any member that the run has left.
            boolean open = n != start && anyOrder != null && anyOrder.isOf(cpu) && anyOrder.awaited(n) != 0;
            if (!reached[n] || !open && waits(cpu, n, unfinished[n], fenced)) {
                continue;
            }
            if (current.conflicts(accesses.taskStep[n])) {
                return true;
            }
            long behind = unfinished[n];
            if (cpu.task.op[n] == Op.SEND_IPI && isMember(cpu.task.arg[n])) {
                behind |= 1L << cpu.task.arg[n];
            }
            int from = cpu.task.firstEdge[n];
            int to = cpu.task.edgesEnd(n);
            if (!open && readsFrozen(cpu, n)) {
                from += state.cell(cpu.task.object[n]);
                to = from + 1;
            }
            for (int e = from; e < to; e++) {
                int target = cpu.task.target[e];
                if (cpu.task.isEdge(e)) {
                    unfinished[target] = reached[target] ? unfinished[target] & behind : behind;
                    reached[target] = true;
                }
            }
        }
        return false;
    }

    /** The members that have an unfinished request of this CPU. */
    private long unfinishedByMembers(CompiledCpu cpu) {
        long targets = 0;
        for (CompiledCpu target : ts.cpus) {
            if (isMember(target.id) && state.isUnfinished(cpu, target)) {
                targets |= 1L << target.id;
            }
        }
        return targets;
    }

    private boolean waits(CompiledCpu cpu, int node, long unfinished, boolean fenced) {
        Code code = cpu.task;
        if (fenced && code.op[node].needsEmptyBuffer()) {
            return true;
        }
        return switch (code.op[node]) {
            case AWAIT_IPI -> (unfinished & 1L << code.arg[node]) != 0;
            case AWAIT -> isFrozen(cpu, code.object[node]) && code.step[node].waitsAt(state.cell(code.object[node]));
            default -> false;
        };
    }

    private boolean readsFrozen(CompiledCpu cpu, int node) {
        Op op = cpu.task.op[node];
        return op.readsCell() && isFrozen(cpu, cpu.task.object[node]);
    }

    /** Whether the cell keeps its value, as the CPU sees it, for as long as no member moves. */
    private boolean isFrozen(CompiledCpu cpu, int cell) {
        if (!outsideIsKnown) {
            knowOutside();
        }
        return !outside.writes(resources.cell(cell)) && !state.isBuffered(cpu, cell);
    }
}
