package org.shootdown.check.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.reduce.VariedMachines;
import org.shootdown.check.store.ByteBudget;
import org.shootdown.check.store.SuccessorList;
import org.shootdown.check.system.Mover;
import org.shootdown.check.system.Transition;
import org.shootdown.check.system.TransitionSystem;
import org.shootdown.check.system.Transitions;
import org.shootdown.check.unfold.Unfolder;
import org.shootdown.machine.Machine;

/** A cached transition is the one that {@link Transitions} finds, from every state and for every mover. */
class CachedExpanderTest {
    private static final int STATES = 100;

    /** What {@link Transitions} says of one mover in one state. */
    private static final class Expected implements Transitions.Sink {
        final List<List<Long>> next = new ArrayList<>();
        int violated;
        int reached;
        boolean ends;

        @Override
        public void accept(Transition t) {
            violated |= t.violated;
            reached |= t.reached;
            ends |= t.broken != null;
            if (t.broken == null) {
                next.add(list(t.next, 0, t.next.length));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(MemoryModel.class)
    void saysWhatTransitionsSays(MemoryModel memory) {
        for (Machine machine : VariedMachines.all()) {
            compare(new TransitionSystem(Unfolder.unfold(machine), memory, false));
        }
    }

    private static void compare(TransitionSystem ts) {
        Transitions uncached = new Transitions(ts);
        CachedExpander cached = new CachedExpander(ts);
        for (long[] state : states(ts)) {
            // Not at the start of the array, as in a search.
            long[] states = new long[2 * ts.words()];
            System.arraycopy(state, 0, states, ts.words(), ts.words());
            for (Mover mover : ts.movers) {
                Expected expected = new Expected();
                uncached.load(state, 0);
                int count = uncached.of(mover, expected);
                CachedTransitions transitions = cached.transitions(mover.number());
                long where = transitions.find(states, ts.words());
                SuccessorList found = new SuccessorList(ts.words(), new ByteBudget(Long.MAX_VALUE));
                transitions.append(states, ts.words(), where, found);
                assertThat(CachedTransitions.count(where)).isEqualTo(count);
                assertThat(transitions.ends(where)).isEqualTo(expected.ends);
                assertThat(lists(found, ts.words())).isEqualTo(expected.next);
                assertThat(found.violated).isEqualTo(expected.violated);
                assertThat(found.reached).isEqualTo(expected.reached);
            }
        }
    }

    /** The first states that a search meets, and again those it met first: from the cache this time. */
    private static List<long[]> states(TransitionSystem ts) {
        Transitions uncached = new Transitions(ts);
        Set<List<Long>> seen = new HashSet<>();
        List<long[]> all = new ArrayList<>();
        Deque<long[]> open = new ArrayDeque<>(List.of(ts.initial()));
        while (!open.isEmpty() && all.size() < STATES) {
            long[] state = open.poll();
            all.add(state);
            uncached.expand(state, 0, t -> {
                if (t.broken == null && seen.add(list(t.next, 0, t.next.length))) {
                    open.add(t.next.clone());
                }
            });
        }
        all.addAll(all.subList(0, Math.min(20, all.size())));
        return all;
    }

    private static List<List<Long>> lists(SuccessorList found, int words) {
        List<List<Long>> all = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            all.add(list(found.states(), i * words, words));
        }
        return all;
    }

    private static List<Long> list(long[] words, int from, int count) {
        return Arrays.stream(words, from, from + count).boxed().toList();
    }
}
