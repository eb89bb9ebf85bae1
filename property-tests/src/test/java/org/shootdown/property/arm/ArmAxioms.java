package org.shootdown.property.arm;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.shootdown.check.armv8.Step.Acquire;
import org.shootdown.check.armv8.Step.Fence;
import org.shootdown.property.arm.ArmTrace.Event;

/**
 * The axioms of Armv8 over candidate executions, as B2.3 of the Arm ARM and herd7's {@code aarch64.cat} have them, for
 * programs without translation, tags and mixed sizes. Nothing is shared with the engine but the words for kinds of order.
 *
 * <p>Relations are arrays of bit masks: bit j of element i says that event i is before event j.
 */
final class ArmAxioms {
    private static final int MOST_CANDIDATES = 2_000_000;

    private final List<List<ArmTrace>> traces = new ArrayList<>();
    private final Set<List<Integer>> outcomes = new HashSet<>();
    private int candidates;

    /** All outcomes: cells, then the registers of each thread; empty if there are too many candidates to look at. */
    static Optional<Set<List<Integer>>> outcomes(ArmTiny tiny) {
        ArmAxioms axioms = new ArmAxioms(tiny);
        return axioms.combine(new ArrayList<>()) ? Optional.of(axioms.outcomes) : Optional.empty();
    }

    private ArmAxioms(ArmTiny tiny) {
        List<Set<Integer>> values = new ArrayList<>();
        for (int cell = 0; cell < ArmTiny.CELLS; cell++) {
            values.add(new TreeSet<>(Set.of(0)));
        }
        boolean more = true;
        while (more) {
            more = false;
            traces.clear();
            for (List<ArmInstr> code : tiny.threads()) {
                traces.add(ArmTrace.of(code, values));
            }
            for (List<ArmTrace> of : traces) {
                for (ArmTrace trace : of) {
                    for (Event event : trace.events) {
                        more |= event.writes() && values.get(event.cell()).add(event.value());
                    }
                }
            }
        }
    }

    private boolean combine(List<ArmTrace> chosen) {
        if (chosen.size() == traces.size()) {
            return new Execution(chosen).relate();
        }
        for (ArmTrace trace : traces.get(chosen.size())) {
            chosen.add(trace);
            boolean few = combine(chosen);
            chosen.remove(chosen.size() - 1);
            if (!few) {
                return false;
            }
        }
        return true;
    }

    /** Traces put together, and what can be between them. */
    private final class Execution {
        private final List<ArmTrace> threads;
        private final List<Event> events = new ArrayList<>();
        private final List<Integer> thread = new ArrayList<>();
        private final long[] local;
        private final long[] poLoc;
        private final int[] source;
        private final List<List<Integer>> writes = new ArrayList<>();
        private final List<List<Integer>> order = new ArrayList<>();

        Execution(List<ArmTrace> threads) {
            this.threads = List.copyOf(threads);
            for (int cell = 0; cell < ArmTiny.CELLS; cell++) {
                writes.add(new ArrayList<>());
                order.add(new ArrayList<>());
            }
            int size = threads.stream().mapToInt(t -> t.events.size()).sum();
            local = new long[size];
            poLoc = new long[size];
            source = new int[size];
            for (int t = 0; t < threads.size(); t++) {
                int first = events.size();
                List<Event> own = threads.get(t).events;
                long[] ordered = LocalOrder.of(own);
                for (int i = 0; i < own.size(); i++) {
                    if (own.get(i).writes()) {
                        writes.get(own.get(i).cell()).add(first + i);
                    }
                    local[first + i] = ordered[i] << first;
                    for (int j = i + 1; j < own.size(); j++) {
                        if (own.get(i).accesses()
                                && own.get(j).cell() == own.get(i).cell()) {
                            poLoc[first + i] |= 1L << first + j;
                        }
                    }
                    events.add(own.get(i));
                    thread.add(t);
                }
            }
        }

        boolean relate() {
            return sources(0);
        }

        /** Chooses what each read reads: a write's number, or -1 for the initial value. */
        private boolean sources(int at) {
            if (at == events.size()) {
                return orders(0, new ArrayList<>());
            }
            Event event = events.get(at);
            if (!event.reads()) {
                return sources(at + 1);
            }
            List<Integer> from = new ArrayList<>(writes.get(event.cell()));
            from.add(-1);
            for (int write : from) {
                if (event.value() == (write < 0 ? 0 : events.get(write).value())) {
                    source[at] = write;
                    if (!sources(at + 1)) {
                        return false;
                    }
                }
            }
            return true;
        }

        /** Chooses the coherence order of each cell. */
        private boolean orders(int cell, List<Integer> so) {
            if (cell == ArmTiny.CELLS) {
                judge();
                return ++candidates < MOST_CANDIDATES;
            }
            if (so.size() == writes.get(cell).size()) {
                order.set(cell, List.copyOf(so));
                return orders(cell + 1, new ArrayList<>());
            }
            for (int write : writes.get(cell)) {
                boolean next = !so.contains(write)
                        && writes.get(cell).stream()
                                .allMatch(w -> so.contains(w) || w == write || (poLoc[w] >>> write & 1) == 0);
                if (next) {
                    so.add(write);
                    boolean few = orders(cell, so);
                    so.remove(so.size() - 1);
                    if (!few) {
                        return false;
                    }
                }
            }
            return true;
        }

        private void judge() {
            int size = events.size();
            long[] communication = new long[size];
            for (List<Integer> of : order) {
                for (int i = 0; i < of.size(); i++) {
                    for (int j = i + 1; j < of.size(); j++) {
                        communication[of.get(i)] |= 1L << of.get(j);
                    }
                }
            }
            long[] fr = new long[size];
            for (int read = 0; read < size; read++) {
                if (events.get(read).reads()) {
                    int from = source[read];
                    if (from >= 0) {
                        communication[from] |= 1L << read;
                        fr[read] = communication[from];
                    } else {
                        fr[read] = -1L;
                    }
                    long after = 0;
                    for (int write : writes.get(events.get(read).cell())) {
                        after |= fr[read] & 1L << write;
                    }
                    fr[read] = after;
                }
            }
            for (int read = 0; read < size; read++) {
                communication[read] |= fr[read];
            }
            if (acyclic(union(communication, poLoc)) && atomic(communication, fr) && acyclic(observed(communication))) {
                outcomes.add(outcome());
            }
        }

        /** rmw and (fre; coe) have nothing in common. */
        private boolean atomic(long[] communication, long[] fr) {
            int first = 0;
            for (int write = 0; write < events.size(); write++) {
                if (write > 0 && !thread.get(write).equals(thread.get(write - 1))) {
                    first = write;
                }
                if (events.get(write).writes() && events.get(write).rmw() >= 0) {
                    int read = first + events.get(write).rmw();
                    for (int between = 0; between < events.size(); between++) {
                        if (!thread.get(between).equals(thread.get(write))
                                && (fr[read] >>> between & 1) != 0
                                && (communication[between] >>> write & 1) != 0) {
                            return false;
                        }
                    }
                }
            }
            return true;
        }

        /** Ordered-before, not closed: what the threads order, and communication between threads. */
        private long[] observed(long[] communication) {
            long[] ob = local.clone();
            for (int i = 0; i < ob.length; i++) {
                for (int j = 0; j < ob.length; j++) {
                    if ((communication[i] >>> j & 1) != 0 && !thread.get(i).equals(thread.get(j))) {
                        ob[i] |= 1L << j;
                    }
                }
            }
            return ob;
        }

        private List<Integer> outcome() {
            List<Integer> outcome = new ArrayList<>();
            for (List<Integer> of : order) {
                outcome.add(of.isEmpty() ? 0 : events.get(of.get(of.size() - 1)).value());
            }
            threads.forEach(t -> {
                for (int register : t.registers) {
                    outcome.add(register);
                }
            });
            return outcome;
        }
    }

    private static long[] union(long[] a, long[] b) {
        long[] both = a.clone();
        for (int i = 0; i < both.length; i++) {
            both[i] |= b[i];
        }
        return both;
    }

    static void close(long[] relation) {
        for (int k = 0; k < relation.length; k++) {
            for (int i = 0; i < relation.length; i++) {
                if ((relation[i] >>> k & 1) != 0) {
                    relation[i] |= relation[k];
                }
            }
        }
    }

    private static boolean acyclic(long[] relation) {
        long[] closed = relation.clone();
        close(closed);
        for (int i = 0; i < closed.length; i++) {
            if ((closed[i] >>> i & 1) != 0) {
                return false;
            }
        }
        return true;
    }

    /** What one thread orders by itself: lob, and what pick dependencies add to it. */
    private static final class LocalOrder {
        private final List<Event> events;
        private final long[] lob;

        private LocalOrder(List<Event> events) {
            this.events = events;
            this.lob = new long[events.size()];
        }

        static long[] of(List<Event> events) {
            LocalOrder order = new LocalOrder(events);
            order.localWriteSuccessors();
            order.dependencies();
            order.atomics();
            order.barriers();
            close(order.lob);
            return order.withPicks();
        }

        private void before(int i, int j) {
            lob[i] |= 1L << j;
        }

        private void allBefore(int set, int j) {
            for (int i = 0; i < events.size(); i++) {
                if ((set >>> i & 1) != 0) {
                    before(i, j);
                }
            }
        }

        /** lmws: an access is before the thread's later writes to the same cell. */
        private void localWriteSuccessors() {
            for (int j = 0; j < events.size(); j++) {
                for (int i = 0; i < j; i++) {
                    if (events.get(j).writes()
                            && events.get(i).accesses()
                            && events.get(i).cell() == events.get(j).cell()) {
                        before(i, j);
                    }
                }
            }
        }

        /** The write that the read {@code j} is the local memory read successor of (lmrs), or -1. */
        private int localSource(int j) {
            for (int i = j - 1; i >= 0; i--) {
                if (events.get(i).writes()
                        && events.get(i).cell() == events.get(j).cell()) {
                    return i;
                }
            }
            return -1;
        }

        /** dob and pob. */
        private void dependencies() {
            int addrBefore = 0;
            for (int j = 0; j < events.size(); j++) {
                Event event = events.get(j);
                allBefore(event.addr() | event.data(), j);
                if (event.writes()) {
                    allBefore(event.ctrl() | event.pickAddr() | event.pickData() | event.pickCtrl(), j);
                    allBefore(addrBefore, j);
                }
                if (event.reads() && localSource(j) >= 0) {
                    Event from = events.get(localSource(j));
                    allBefore(from.addr() | from.data(), j);
                }
                // addr; [M]; po; [W], and the same with pick-addr.
                addrBefore |= event.addr() | event.pickAddr();
            }
        }

        /** aob. */
        private void atomics() {
            for (int j = 0; j < events.size(); j++) {
                Event event = events.get(j);
                if (event.writes() && event.rmw() >= 0) {
                    before(event.rmw(), j);
                }
                if (event.reads() && event.acquire() != Acquire.NONE && localSource(j) >= 0) {
                    int read = events.get(localSource(j)).rmw();
                    if (read >= 0) {
                        before(read, j);
                    }
                }
            }
        }

        /** bob, DSB-ob and IFB-ob. */
        private void barriers() {
            for (int k = 0; k < events.size(); k++) {
                Event event = events.get(k);
                if (event.kind() == ArmTrace.Kind.FENCE) {
                    fence(k, event.fence());
                }
                for (int other = 0; other < events.size(); other++) {
                    Event that = events.get(other);
                    if (!that.accesses()) {
                        continue;
                    }
                    boolean acquires = event.reads() && event.acquire() != Acquire.NONE;
                    if (k < other && (acquires || event.fullBarrier())) {
                        before(k, other);
                    }
                    if (other < k && event.writes() && event.release()) {
                        before(other, k);
                    }
                    boolean sequential = that.acquire() == Acquire.SEQUENTIALLY_CONSISTENT;
                    if (k < other && event.writes() && event.release() && that.reads() && sequential) {
                        before(k, other);
                    }
                }
            }
        }

        private void fence(int k, Fence fence) {
            IntPredicate from = i -> switch (fence) {
                case FULL -> events.get(i).accesses();
                case LOADS -> events.get(i).reads() && events.get(i).returns();
                case STORES, STORES_COMPLETE -> events.get(i).writes();
                case CONTEXT -> false;
            };
            for (int j = k + 1; j < events.size(); j++) {
                if (!events.get(j).accesses()
                        || fence == Fence.STORES && !events.get(j).writes()) {
                    continue;
                }
                for (int i = 0; i < k; i++) {
                    if (from.test(i)) {
                        before(i, j);
                    }
                }
                if (fence == Fence.CONTEXT) {
                    int captured = events.get(k).ctrl() | events.get(k).pickCtrl();
                    for (int i = 0; i < k; i++) {
                        captured |= events.get(i).addr() | events.get(i).pickAddr();
                    }
                    allBefore(captured, j);
                }
            }
        }

        /** pick-dep; lob; [W], together with lob. */
        private long[] withPicks() {
            long[] all = lob.clone();
            for (int j = 0; j < events.size(); j++) {
                Event event = events.get(j);
                int picks = event.pickAddr() | event.pickData() | event.pickCtrl() | picksOfValue(j);
                for (int i = 0; i < events.size(); i++) {
                    for (int w = 0; w < events.size(); w++) {
                        if ((picks >>> i & 1) != 0 && events.get(w).writes() && (lob[j] >>> w & 1) != 0) {
                            all[i] |= 1L << w;
                        }
                    }
                }
            }
            close(all);
            return all;
        }

        /** pick-basic-dep to a read through memory: what the write was picked by that it is the successor of. */
        private int picksOfValue(int j) {
            int from = events.get(j).reads() ? localSource(j) : -1;
            if (from < 0) {
                return 0;
            }
            Event write = events.get(from);
            int picks = write.pickAddr() | write.pickData();
            if (write.rmw() >= 0 && write.ownReadPicks()) {
                picks |= 1 << write.rmw()
                        | picksOfValue(write.rmw())
                        | events.get(write.rmw()).pickAddr();
            }
            return picks;
        }
    }
}
