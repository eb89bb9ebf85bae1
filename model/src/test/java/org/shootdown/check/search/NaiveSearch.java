package org.shootdown.check.search;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.system.State;
import org.shootdown.check.system.TransitionSystem;
import org.shootdown.check.system.Transitions;
import org.shootdown.check.unfold.Unfolder;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Property;

/** A search with nothing clever in it: every state once, every transition by {@link Transitions}. */
public final class NaiveSearch {
    public long states;
    long taken;
    final Set<Property> broken = EnumSet.noneOf(Property.class);
    int reached;
    final Set<List<Integer>> finals = new HashSet<>();

    public NaiveSearch(Machine machine, CheckOptions options) {
        TransitionSystem ts = new TransitionSystem(Unfolder.unfold(machine), options.memory(), options.costs());
        Transitions transitions = new Transitions(ts);
        Map<List<Long>, Boolean> seen = new HashMap<>();
        Deque<long[]> open = new ArrayDeque<>();
        open.add(ts.initial());
        seen.put(key(ts.initial()), true);
        while (!open.isEmpty()) {
            long[] state = open.poll();
            int count = transitions.expand(state, 0, t -> {
                taken++;
                reached |= t.reached;
                for (Property p : Property.values()) {
                    if ((t.violated & 1 << p.ordinal()) != 0) {
                        broken.add(p);
                    }
                }
                if (t.broken == null && seen.put(key(t.next), true) == null) {
                    open.add(t.next.clone());
                }
            });
            if (transitions.state().isFinal()) {
                finals.add(ending(transitions.state(), options.costs()));
            } else if (count == 0) {
                broken.add(Property.DEADLOCK);
            }
        }
        states = seen.size();
    }

    private static List<Integer> ending(State at, boolean costs) {
        List<Integer> ending = new ArrayList<>(at.outcome());
        if (costs) {
            ending.add(at.flushIpis());
            ending.add(at.syncIpis());
            ending.add(at.disturbed());
        }
        return ending;
    }

    private static List<Long> key(long[] state) {
        List<Long> key = new ArrayList<>();
        for (long word : state) {
            key.add(word);
        }
        return key;
    }
}
