package org.shootdown.check.reduce;

import java.util.Arrays;
import org.shootdown.check.system.Code;
import org.shootdown.check.system.TransitionSystem;
import org.shootdown.check.unfold.Automaton;
import org.shootdown.check.unfold.Op;

/**
 * Partial-order reduction: of the movers that could move in a state, picks some whose moves nothing that the others can
 * do before can get in the way of. Only these are followed; the others' moves are still possible behind them, and
 * trying them first as well would only reach the same states by another order.
 *
 * <h2>What is picked</h2>
 *
 * A <em>persistent set</em> (Godefroid, Partial-Order Methods for the Verification of Concurrent Systems, LNCS 1032,
 * 1996, chapter 4). The transitions T enabled at a state s are persistent if no sequence of other transitions from s
 * contains one that depends on a transition of T. Here T is always everything that some set C of {@linkplain
 * TransitionSystem.Mover movers} can do at s. C starts as one mover, and grows until no mover outside can, without any
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
 * A broken condition ends the execution. A T with such a move is not used, since what the others would have done must
 * not be cut off; that it comes after moves of others where it could have come first does no harm, since all it does is
 * to be seen.
 *
 * <p>Store buffers are movers of their own. Adding to a buffer, draining it, and loading by the CPU that owns it commute
 * with each other: a load that is forwarded returns the same value as one from memory just after the store has drained.
 *
 * <p>The length of a shortest execution to a violation is not kept; traces are searched for without reduction.
 */
public final class PartialOrder {
    private final TransitionSystem ts;
    private final Dependencies dependencies;
    private final boolean endings;
    private final int[] now;
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

    /** Whether machines of this size can be reduced. */
    public static boolean canReduce(TransitionSystem ts) {
        return ts.movers.length <= Long.SIZE;
    }

    public PartialOrder(TransitionSystem ts, AwaitRuns anyOrder) {
        this.ts = ts;
        this.anyOrder = anyOrder;
        dependencies = new Dependencies(ts);
        endings = ts.costs != null
                || !ts.machine.observedCells().isEmpty()
                || !ts.machine.observedGhosts().isEmpty();
        now = ts.layout.newValues();
        current = new Accesses(dependencies.width);
        everything = new Accesses[ts.cpus.length];
        outside = new Accesses(dependencies.width);
        reachable = new boolean[ts.cpus.length][];
        waitsFor = new long[ts.cpus.length][];
        for (TransitionSystem.Cpu cpu : ts.cpus) {
            reachable[cpu.id] = new boolean[cpu.task.op.length];
            waitsFor[cpu.id] = new long[cpu.task.op.length];
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
        ts.layout.decode(states, offset, now);
        for (TransitionSystem.Cpu cpu : ts.cpus) {
            everything[cpu.id] = dependencies.everything(cpu, now[cpu.taskField], mayTakeNmi(cpu));
        }
        long best = enabled;
        int fewest = all;
        for (long left = enabled & ~ending; left != 0 && fewest > 1; left &= left - 1) {
            int seed = Long.numberOfTrailingZeros(left);
            long follow = close(seed, enabled & ending, counts, fewest) & enabled;
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
        TransitionSystem.Mover mover = ts.movers[m];
        if (!mover.mustFinish()) {
            return false;
        }
        TransitionSystem.Cpu cpu = mover.thread();
        boolean nmi = cpu != null && now[cpu.nmisLeftField] > 0 && now[cpu.nmiField] == 0 && bufferEmpty(cpu);
        return count > (nmi ? 1 : 0);
    }

    /**
     * The smallest C that holds {@code seed}; 0 if one of {@code excluded} would have to be in it, or if it has {@code
     * tooMany} transitions.
     */
    private long close(int seed, long excluded, int[] counts, int tooMany) {
        members = 1L << seed;
        current.clear();
        addCurrent(ts.movers[seed]);
        int transitions = counts[seed];
        boolean grown = true;
        while (grown) {
            grown = false;
            outsideIsKnown = false;
            for (TransitionSystem.Mover m : ts.movers) {
                if (!isMember(m.number()) && interferes(m)) {
                    transitions += counts[m.number()];
                    if ((excluded & 1L << m.number()) != 0 || transitions >= tooMany) {
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
        return mover >= 0 && (members & 1L << mover) != 0;
    }

    /** Whether a mover outside C can do something that does not commute with what C is about to do. */
    private boolean interferes(TransitionSystem.Mover m) {
        if (m.thread() != null) {
            return current.conflicts(everything[m.thread().id]) && reachesConflict(m.thread());
        }
        if (m.buffer() != null) {
            return bufferConflicts(m.buffer());
        }
        return mayRun(m.callback()) && current.conflicts(dependencies.callback(m.callback()));
    }

    // ---- what a member is about to do ---------------------------------------------------------------------------

    /** Adds to {@link #current} all that the mover's next moves depend on and change, possible now or not. */
    private void addCurrent(TransitionSystem.Mover m) {
        if (m.thread() != null) {
            addCurrentThread(m.thread());
        } else if (m.buffer() != null) {
            TransitionSystem.Cpu cpu = m.buffer();
            current.read(dependencies.running(cpu));
            if (bufferEmpty(cpu)) {
                current.read(dependencies.filled(cpu));
            } else {
                current.add(dependencies.entry(cpu, now[cpu.bufferField[0]]));
            }
        } else {
            addCurrentCallback(m.callback());
        }
    }

    private void addCurrentCallback(int k) {
        int period = now[ts.gracePeriodField[k]];
        if (period == 0) {
            current.read(dependencies.period(k));
        } else if (period > 1) {
            dependencies.addReaders(current);
        } else {
            current.add(dependencies.callback(k));
        }
    }

    private void addCurrentThread(TransitionSystem.Cpu cpu) {
        dependencies.addAnyStep(current, cpu);
        boolean empty = bufferEmpty(cpu);
        if (now[cpu.nmiField] != 0) {
            addCurrentStep(cpu, cpu.nmi, now[cpu.nmiField] - 1, dependencies.nmi(cpu, now[cpu.nmiField] - 1), true);
            return;
        }
        if (now[cpu.nmisLeftField] != 0) {
            current.add(dependencies.enterNmi(cpu));
            addWaitForBuffer(cpu, empty);
        }
        if (now[cpu.irqField] != 0) {
            addCurrentStep(cpu, cpu.irq, now[cpu.irqField] - 1, dependencies.irq(cpu, now[cpu.irqField] - 1), true);
            return;
        }
        int node = now[cpu.taskField];
        addCurrentStep(cpu, cpu.task, node, dependencies.task(cpu, node), false);
        if (!cpu.task.irqOff[node]) {
            int queue = now[cpu.queueField];
            if (queue == 0) {
                current.read(dependencies.tail(cpu));
            } else {
                current.add(dependencies.enter(cpu, queue));
                addWaitForBuffer(cpu, empty);
            }
        }
    }

    private void addWaitForBuffer(TransitionSystem.Cpu cpu, boolean empty) {
        if (!empty) {
            current.read(dependencies.drained(cpu));
        }
    }

    private void addCurrentStep(TransitionSystem.Cpu cpu, Code code, int node, Accesses step, boolean handler) {
        current.add(step);
        if (code.op[node].needsEmptyBuffer() || handler && node == Automaton.END) {
            addWaitForBuffer(cpu, bufferEmpty(cpu));
        }
        switch (code.op[node]) {
            case AWAIT_IPI, SEND_IPI -> {
                if (unfinished(cpu, code.arg[node])) {
                    current.read(dependencies.done(code.arg[node]));
                }
            }
            case RCU_WAIT -> {
                if (now[ts.gracePeriodField[cpu.gracePeriod]] != 1) {
                    dependencies.addReaders(current);
                }
            }
            default -> {}
        }
    }

    // ---- what a mover outside can do ----------------------------------------------------------------------------

    /** Works out what movers outside C can ever do. */
    private void knowOutside() {
        outside.clear();
        for (TransitionSystem.Mover m : ts.movers) {
            if (!isMember(m.number())) {
                if (m.thread() != null) {
                    outside.add(everything[m.thread().id]);
                } else if (m.buffer() != null) {
                    addBufferFuture(m.buffer());
                } else if (mayRun(m.callback())) {
                    outside.add(dependencies.callback(m.callback()));
                }
            }
        }
        outsideIsKnown = true;
    }

    private void addBufferFuture(TransitionSystem.Cpu cpu) {
        for (int slot : cpu.bufferField) {
            if (now[slot] == 0) {
                break;
            }
            outside.add(dependencies.entry(cpu, now[slot]));
        }
        if (!isMember(cpu.id)) {
            outside.add(dependencies.stores(cpu, now[cpu.taskField], mayTakeNmi(cpu)));
        }
    }

    private boolean bufferConflicts(TransitionSystem.Cpu cpu) {
        for (int slot : cpu.bufferField) {
            if (now[slot] == 0) {
                break;
            }
            if (current.conflicts(dependencies.entry(cpu, now[slot]))) {
                return true;
            }
        }
        return !isMember(cpu.id) && current.conflicts(dependencies.stores(cpu, now[cpu.taskField], mayTakeNmi(cpu)));
    }

    /** Whether a CPU is in an NMI, or may come to be. */
    private boolean mayTakeNmi(TransitionSystem.Cpu cpu) {
        return now[cpu.nmiField] != 0 || now[cpu.nmisLeftField] != 0;
    }

    private boolean mayRun(int callback) {
        int caller = ts.callbacks[callback].callback.caller();
        return now[ts.gracePeriodField[callback]] != 0
                || !isMember(caller)
                || ts.cpus[caller].bufferMover >= 0 && !isMember(ts.cpus[caller].bufferMover);
    }

    /** Whether a thread outside C can come to a step that is in C's way before it must wait for a member. */
    private boolean reachesConflict(TransitionSystem.Cpu cpu) {
        if (current.conflicts(dependencies.handlers(cpu, mayTakeNmi(cpu)))) {
            return true;
        }
        boolean[] reached = reachable[cpu.id];
        long[] unfinished = waitsFor[cpu.id];
        int start = now[cpu.taskField];
        Arrays.fill(reached, 0, start + 1, false);
        reached[start] = true;
        unfinished[start] = unfinishedByMembers(cpu);
        boolean fenced = isMember(cpu.bufferMover) && !bufferEmpty(cpu);
        for (int n = start; n > Automaton.END; n--) {
            // Whom it waits for at a place further on in a run is still open: anybody the run has left.
            boolean open = n != start && anyOrder != null && anyOrder.isOf(cpu) && anyOrder.awaited(n) != 0;
            if (!reached[n] || !open && waits(cpu, n, unfinished[n], fenced)) {
                continue;
            }
            if (current.conflicts(dependencies.taskStep(cpu, n))) {
                return true;
            }
            long behind = unfinished[n];
            if (cpu.task.op[n] == Op.SEND_IPI && isMember(cpu.task.arg[n])) {
                behind |= 1L << cpu.task.arg[n];
            }
            int from = cpu.task.firstEdge[n];
            int to = cpu.task.edgesEnd(n);
            if (!open && readsFrozen(cpu, n)) {
                from += now[ts.cellField[cpu.task.object[n]]];
                to = from + 1;
            }
            for (int e = from; e < to; e++) {
                int target = cpu.task.target[e];
                if (target >= 0) {
                    unfinished[target] = reached[target] ? unfinished[target] & behind : behind;
                    reached[target] = true;
                }
            }
        }
        return false;
    }

    /** The members that have an unfinished request of this CPU. */
    private long unfinishedByMembers(TransitionSystem.Cpu cpu) {
        long targets = 0;
        for (TransitionSystem.Cpu target : ts.cpus) {
            if (isMember(target.id) && unfinished(cpu, target.id)) {
                targets |= 1L << target.id;
            }
        }
        return targets;
    }

    private boolean waits(TransitionSystem.Cpu cpu, int node, long unfinished, boolean fenced) {
        Code code = cpu.task;
        if (fenced && code.op[node].needsEmptyBuffer()) {
            return true;
        }
        return switch (code.op[node]) {
            case AWAIT_IPI -> (unfinished & 1L << code.arg[node]) != 0;
            case AWAIT, RMW -> isFrozen(cpu, code.object[node]) && code.step[node].waitsAt(value(code, node));
            default -> false;
        };
    }

    private int value(Code code, int node) {
        return now[ts.cellField[code.object[node]]];
    }

    private boolean readsFrozen(TransitionSystem.Cpu cpu, int node) {
        Op op = cpu.task.op[node];
        return (op == Op.READ || op == Op.WALK || op == Op.AWAIT) && isFrozen(cpu, cpu.task.object[node]);
    }

    /** Whether the cell keeps its value, as the CPU sees it, for as long as no member moves. */
    private boolean isFrozen(TransitionSystem.Cpu cpu, int cell) {
        if (!outsideIsKnown) {
            knowOutside();
        }
        return !outside.writes(dependencies.cell(cell)) && !isBuffered(cpu, cell);
    }

    // ---- the state ----------------------------------------------------------------------------------------------

    private boolean bufferEmpty(TransitionSystem.Cpu cpu) {
        return cpu.bufferField.length == 0 || now[cpu.bufferField[0]] == 0;
    }

    private boolean isBuffered(TransitionSystem.Cpu cpu, int cell) {
        for (int slot : cpu.bufferField) {
            if (now[slot] == 0) {
                return false;
            }
            if (cpu.entryCell[now[slot]] == cell) {
                return true;
            }
        }
        return false;
    }

    private boolean unfinished(TransitionSystem.Cpu cpu, int target) {
        TransitionSystem.Cpu other = ts.cpus[target];
        return (other.senders[now[other.queueField]] & 1L << cpu.id) != 0;
    }
}
