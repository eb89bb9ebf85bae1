package org.shootdown.check.reduce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.shootdown.check.store.SuccessorList;
import org.shootdown.check.system.CompiledCpu;
import org.shootdown.check.system.StateLayout;
import org.shootdown.check.system.TransitionSystem;

/**
 * Symmetry reduction: CPUs that run the same programs, each on cells of its own, can change places without anybody
 * noticing, so of all states that differ only by such a change one is enough: the one in which they stand in order.
 *
 * <h2>Which CPUs, and when</h2>
 *
 * <em>Members</em> are CPUs whose automata, handlers and queues are the same up to a renaming of the cells that only
 * one of them uses, and that name no CPU themselves. A permutation π of them acts on a state by moving each member's
 * fields and own cells. It is an automorphism of the transition system if the programs of all other processors treat
 * the members alike, but a flusher that interrupts one CPU after the other does not: between two of its steps it has
 * sent to the first ones and not yet to the last ones. So members are only exchanged within a <em>class</em>: those
 * that what the other programs have still to do treats alike. {@link Interchangeable} compares the rest of each program
 * with itself after an exchange of two members, and two members are in a class at a node if it stays the same.
 *
 * <h2>Why nothing is lost</h2>
 *
 * Let find(s) be the properties broken, situations reached, outcomes and deadlocks of all executions from s, which are
 * all that is asked of a search. If π maps s to s' and is an automorphism that leaves properties, situations and outcomes
 * alone, then find(s) = find(s') (Emerson and Sistla, Symmetry and Model Checking, FMSD 9, 1996; Ip and Dill, Better
 * Verification through Symmetry, FMSD 9, 1996). Own cells are therefore not part of an outcome; ghosts are never own.
 *
 * <p>That a class has the rest of a program in common holds exactly, but for runs of {@code send_IPI} with one function
 * to several members and runs of {@code csd_lock_wait} for them, which are compared as sets. To see that this is sound,
 * let S' be the system in which the steps of such a run may be made in any order; S, where the order is fixed, is part
 * of it. In S' classes are exact, so find'(s) = find'(π(s)). And find' = find on the states of S:
 *
 * <ul>
 *   <li>A send commutes with everything that anybody but its sender can do before it, if nobody else sends to the same
 *       member: it adds to a queue that only its owner takes from, at the other end; it is never disabled, since no
 *       program sends again to a CPU that may not have served it yet. So {send to the lowest} is persistent in S', and
 *       following only that loses nothing.
 *   <li>A wait, once it can end, can always end, and nobody sees it end. So waits can be put off until the last of the
 *       run is over, and then be made in the order of S.
 * </ul>
 *
 * <p>This needs the sender itself to be undisturbed between the steps: it takes no interrupts or NMIs and no host stops it.
 * It also needs nobody to look: with grace periods or counted IPIs, which ask what a CPU is doing at the time, there is
 * no reduction by symmetry.
 *
 * <h2>Waiting for one after the other</h2>
 *
 * A freer that waits until each tracker in turn is clear is a harder case, since what it waits for can end and begin again,
 * so that the order matters: S' allows more than S. What helps is where the freer comes from. At a node inside a {@linkplain
 * AwaitRuns run of awaits} nothing has told the members R, which are still to be waited for behind the next one, apart;
 * and what is behind the run treats them alike. Let G be the permutations of R that what is behind the run allows, and
 *
 * <p>F(s) = the union of find(π(s)) for π in G.
 *
 * <p>If s can be reached, so can π(s), by the execution in which the members have changed places from the start: they start
 * alike, and nobody has named them. So F(s) has nothing in it that is not found from the initial state, and it is as
 * good as find(s), which is part of it. And F can be searched for with one representative for all π(s): a step that
 * does not take the freer on leads from π(s) to π(t(s)); and where it goes on, to wait for the member a, the union over π is
 * the union over those members that can be in the place of a, each with the permutations of the others: {@link
 * #addChoices}. The member that is waited for is thus a class of its own, and R one class behind it.
 *
 * <p>With partial-order reduction a persistent set T of s has to be one of π(s) too, after renaming, for the same step to
 * be taken from all of them. It is if it is chosen without looking at the order of R, which {@link PartialOrder} sees
 * to: it takes the freer to be able to do whatever comes in the run. All this needs that only one processor names
 * members.
 *
 * <h2>Together</h2>
 *
 * Together with {@link PartialOrder}: for a persistent set T of S at s, find(s) is what the steps of T do and find of
 * the states behind them; since find(t(s)) = find(π(t(s))), each of these may be replaced by its representative, by
 * induction along the acyclic state graph (compare Emerson, Jha, Peled, Combining Partial Order and Symmetry Reductions,
 * TACAS 1997).
 */
public final class Symmetry {
    private final StateLayout layout;
    private final int members;
    /** For each member its fields, in the same order for all. */
    private final int[][] fields;
    /** Where each field goes in a member's key. */
    private final int[] keyShift;

    private final List<Watcher> watchers;
    private final long[] keys;
    private final int[][] classes;

    /** Where the only watcher waits for members in an order that means nothing, or {@code null}. */
    private final AwaitRuns awaits;

    private final long[] other;

    /**
     * A processor that names members.
     *
     * @param nodeField where its task stands
     * @param classes for each node of its task the class of each member
     */
    record Watcher(int nodeField, int[][] classes) {}

    private Symmetry(TransitionSystem ts, int[][] fields, int[] keyShift, List<Watcher> watchers, AwaitRuns awaits) {
        this.layout = ts.layout;
        this.awaits = awaits;
        this.other = new long[ts.words()];
        this.members = fields.length;
        this.fields = fields;
        this.keyShift = keyShift;
        this.watchers = watchers;
        this.keys = new long[members];
        this.classes = new int[watchers.size()][];
    }

    /** The symmetry of a system, or {@code null} if it has none; one object per thread. */
    public static Symmetry of(TransitionSystem ts) {
        if (ts.costs != null || ts.gracePeriodField.length > 0) {
            return null;
        }
        List<Member> members = Member.largestGroup(ts);
        if (members.size() < 2) {
            return null;
        }
        int[] keyShift = new int[members.get(0).fields().length];
        int bits = 0;
        for (int f = 0; f < keyShift.length; f++) {
            keyShift[f] = bits;
            bits += Long.bitCount(ts.layout.maskOf(members.get(0).fields()[f]));
        }
        if (bits > Long.SIZE) {
            return null;
        }
        List<Watcher> watchers = new ArrayList<>();
        Interchangeable interchangeable = new Interchangeable(ts, members);
        AwaitRuns awaits = awaits(ts, members, interchangeable);
        for (CompiledCpu cpu : ts.cpus) {
            if (members.stream().noneMatch(m -> m.cpu() == cpu)) {
                int[][] classes = interchangeable.classes(cpu, awaits != null && awaits.isOf(cpu) ? awaits : null);
                if (classes == null) {
                    return null;
                }
                if (!Arrays.stream(classes).allMatch(of -> Arrays.stream(of).allMatch(c -> c == 0))) {
                    watchers.add(new Watcher(cpu.task.field, classes));
                }
            }
        }
        int[][] fields = members.stream().map(Member::fields).toArray(int[][]::new);
        return new Symmetry(ts, fields, keyShift, watchers, awaits);
    }

    private static AwaitRuns awaits(TransitionSystem ts, List<Member> members, Interchangeable interchangeable) {
        List<CompiledCpu> naming = Arrays.stream(ts.cpus)
                .filter(cpu -> members.stream().noneMatch(m -> m.cpu() == cpu))
                .filter(interchangeable::namesMembers)
                .toList();
        boolean startAlike = members.stream().allMatch(m -> sameStart(ts, members.get(0), m));
        return naming.size() == 1 && startAlike ? new AwaitRuns(naming.get(0), members) : null;
    }

    private static boolean sameStart(TransitionSystem ts, Member a, Member b) {
        long[] initial = ts.initial();
        return IntStream.range(0, a.fields().length)
                .allMatch(f -> ts.layout.raw(initial, 0, a.fields()[f]) == ts.layout.raw(initial, 0, b.fields()[f]));
    }

    /** Where a processor waits for members in an order that means nothing, or {@code null}. */
    public AwaitRuns awaits() {
        return awaits;
    }

    /**
     * Where a transition from {@code parent} has brought the watcher to a place inside a run of awaits, appends the
     * states in which another member is the next to be waited for.
     *
     * @param from the number of the first of the parent's successors in {@code successors}
     */
    public void addChoices(long[] parent, int offset, SuccessorList successors, int from) {
        if (awaits == null) {
            return;
        }
        Watcher watcher = watchers.get(0);
        int words = other.length;
        int stood = layout.raw(parent, offset, watcher.nodeField());
        for (int s = from, end = successors.size(); s < end; s++) {
            int stands = layout.raw(successors.states(), s * words, watcher.nodeField());
            if (stands != stood && awaits.awaited(stands) != 0) {
                int next = awaits.next(stands);
                int[] classOf = watcher.classes()[stands];
                for (int m = 0; m < members; m++) {
                    if (classOf[m] == -1 - classOf[next]) {
                        System.arraycopy(successors.states(), s * words, other, 0, words);
                        exchange(other, next, m);
                        successors.add(other, 0);
                    }
                }
            }
        }
    }

    private void exchange(long[] state, int a, int b) {
        for (int f = 0; f < keyShift.length; f++) {
            int value = layout.raw(state, 0, fields[a][f]);
            layout.setRaw(state, 0, fields[a][f], layout.raw(state, 0, fields[b][f]));
            layout.setRaw(state, 0, fields[b][f], value);
        }
    }

    /** Replaces each of the states by its representative. */
    public void canonicalise(long[] states, int count, int words) {
        for (int at = 0; at < count * words; at += words) {
            canonicalise(states, at);
        }
    }

    /** Puts the members of each class in ascending order. */
    public void canonicalise(long[] state, int offset) {
        for (int w = 0; w < classes.length; w++) {
            Watcher watcher = watchers.get(w);
            classes[w] = watcher.classes()[layout.raw(state, offset, watcher.nodeField())];
        }
        for (int m = 0; m < members; m++) {
            long key = 0;
            for (int f = 0; f < keyShift.length; f++) {
                key |= (long) layout.raw(state, offset, fields[m][f]) << keyShift[f];
            }
            keys[m] = key;
        }
        boolean moved = false;
        for (int a = 0; a < members; a++) {
            for (int b = a + 1; b < members; b++) {
                if (keys[b] < keys[a] && sameClass(a, b)) {
                    long key = keys[a];
                    keys[a] = keys[b];
                    keys[b] = key;
                    moved = true;
                }
            }
        }
        if (moved) {
            store(state, offset);
        }
    }

    private boolean sameClass(int a, int b) {
        for (int[] of : classes) {
            if (of[a] != of[b]) {
                return false;
            }
        }
        return true;
    }

    private void store(long[] state, int offset) {
        for (int m = 0; m < members; m++) {
            for (int f = 0; f < keyShift.length; f++) {
                int field = fields[m][f];
                layout.setRaw(state, offset, field, (int) (keys[m] >>> keyShift[f]) & layout.maskOf(field));
            }
        }
    }
}
