package org.shootdown.check.search;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.SearchMonitor;
import org.shootdown.check.result.Goal;
import org.shootdown.check.result.Schedule.Turn;
import org.shootdown.check.result.Trace;
import org.shootdown.check.store.ByteBudget;
import org.shootdown.check.store.Frontier;
import org.shootdown.check.store.VisitedSet;
import org.shootdown.check.system.Move;
import org.shootdown.check.system.Narrator;
import org.shootdown.check.system.Transition;
import org.shootdown.check.system.TransitionSystem;
import org.shootdown.check.system.Transitions;

/**
 * Finds a shortest path to a {@linkplain Goal goal}, and among the shortest one with the fewest switches between processors.
 *
 * <p>A breadth-first search keeps its levels until it meets the goal. Going back through them leaves the states
 * that lie on some shortest path; going forward through those, the number of switches is minimised by dynamic
 * programming over the state and whoever moved last. So the ordinary search need not keep links to parents.
 */
public final class ShortestTrace {
    /** The monitor is called before every state whose number has none of these bits: one in 4,096. */
    private static final int BETWEEN_LOOKS = (1 << 12) - 1;

    private final TransitionSystem ts;
    private final long maxStates;
    private final ByteBudget budget;
    private final Goal goal;
    private final Target target;
    private final SearchMonitor monitor;
    private final long start = System.nanoTime();
    private final Transitions transitions;
    private final List<Frontier> levels = new ArrayList<>();

    public ShortestTrace(TransitionSystem ts, CheckOptions options, Goal goal, SearchMonitor monitor) {
        this.ts = ts;
        this.maxStates = options.maxStates();
        this.budget = new ByteBudget(options.maxMemory());
        this.goal = goal;
        this.target = new Target(goal);
        this.monitor = monitor;
        this.transitions = new Transitions(ts);
    }

    /** The trace, or nothing if there is none within the limits or the monitor calls the search off. */
    public Optional<Trace> find() {
        try {
            if (!searchForward()) {
                return Optional.empty();
            }
            return Optional.of(new Narrator(ts, goal).tell(fewestSwitches(searchBack())));
        } catch (ByteBudget.Exhausted | OutOfMemoryError full) {
            return Optional.empty();
        } finally {
            monitor.ended();
        }
    }

    /** Builds the levels up to the one with the goal; false if there is none. */
    private boolean searchForward() {
        VisitedSet visited = new VisitedSet(ts.words(), budget);
        Frontier level = new Frontier(ts.words(), budget);
        visited.add(ts.initial(), 0);
        level.add(ts.initial(), 0);
        while (level.size() > 0) {
            levels.add(level);
            Frontier next = level.twin();
            boolean[] hit = new boolean[1];
            for (long i = 0; i < level.size(); i++) {
                if ((i & BETWEEN_LOOKS) == 0 && calledOff(visited, level.size() - i)) {
                    return false;
                }
                int count = transitions.expand(level.states(i), level.offset(i), t -> {
                    hit[0] |= target.metBy(t);
                    if (t.broken == null && visited.add(t.next, 0)) {
                        next.add(t.next, 0);
                    }
                });
                hit[0] |= target.metAt(transitions.state(), count);
            }
            if (hit[0]) {
                return true;
            }
            if (visited.size() > maxStates) {
                return false;
            }
            level = next;
        }
        return false;
    }

    private boolean calledOff(VisitedSet visited, long waiting) {
        long nanos = System.nanoTime() - start;
        monitor.progress(new SearchMonitor.Progress(visited.size(), waiting, levels.size() - 1, budget.used(), nanos));
        return monitor.cancelled();
    }

    /** For each level, from the last to the first, the states on some shortest path. */
    private Deque<VisitedSet> searchBack() {
        Deque<VisitedSet> good = new ArrayDeque<>();
        for (int depth = levels.size() - 1; depth >= 0; depth--) {
            Frontier level = levels.get(depth);
            VisitedSet behind = good.peekFirst();
            VisitedSet here = new VisitedSet(ts.words(), budget);
            for (long i = 0; i < level.size(); i++) {
                boolean[] leads = new boolean[1];
                int count = transitions.expand(
                        level.states(i),
                        level.offset(i),
                        t -> leads[0] |=
                                behind == null ? target.metBy(t) : t.broken == null && behind.contains(t.next, 0));
                if (leads[0] || behind == null && target.metAt(transitions.state(), count)) {
                    here.add(level.states(i), level.offset(i));
                }
            }
            good.addFirst(here);
        }
        return good;
    }

    /** A state and who moved last, with the cheapest way there. */
    private record Node(long[] state, int last, int switches, Node before, Move move) {
        List<Object> key() {
            return List.of(Arrays.hashCode(state), Arrays.toString(state), last);
        }
    }

    private List<Move> fewestSwitches(Deque<VisitedSet> good) {
        Map<List<Object>, Node> here = new LinkedHashMap<>();
        Node start = new Node(ts.initial(), -1, 0, null, null);
        here.put(start.key(), start);
        good.pollFirst();
        Node[] best = new Node[1];
        for (int depth = 0; depth < levels.size(); depth++) {
            VisitedSet behind = good.pollFirst();
            Map<List<Object>, Node> next = new HashMap<>();
            Map<List<Object>, Node> ordered = new LinkedHashMap<>();
            for (Node node : here.values()) {
                int count = transitions.expand(node.state(), 0, t -> {
                    boolean onPath = behind == null ? target.metBy(t) : t.broken == null && behind.contains(t.next, 0);
                    if (onPath) {
                        Node reached = step(node, t);
                        if (behind == null) {
                            best[0] = best[0] == null || reached.switches() < best[0].switches() ? reached : best[0];
                        } else {
                            Node known = next.get(reached.key());
                            if (known == null || reached.switches() < known.switches()) {
                                next.put(reached.key(), reached);
                                ordered.put(reached.key(), reached);
                            }
                        }
                    }
                });
                if (behind == null && target.metAt(transitions.state(), count)) {
                    best[0] = best[0] == null || node.switches() < best[0].switches() ? node : best[0];
                }
            }
            here = ordered;
        }
        List<Move> path = new ArrayList<>();
        for (Node n = best[0]; n.move() != null; n = n.before()) {
            path.add(n.move());
        }
        Collections.reverse(path);
        return path;
    }

    private static Node step(Node node, Transition t) {
        long[] to = t.next.clone();
        Turn turn = t.turn();
        int switches = node.switches() + (node.last() >= 0 && node.last() != turn.processor() ? 1 : 0);
        return new Node(to, turn.processor(), switches, node, new Move(node.state(), turn, to));
    }
}
