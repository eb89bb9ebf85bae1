package org.shootdown.check.system;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.shootdown.check.unfold.Automaton;
import org.shootdown.check.unfold.Effect;
import org.shootdown.check.unfold.Op;
import org.shootdown.check.unfold.Step;

/** An automaton as flat arrays for the search: what a node does, and where each result leads. */
public final class Code {
    public final Op[] op;
    /** The step itself, for what the arrays do not hold. */
    public final Step[] step;
    /** The number of the step's cell, or of its page's ghost. */
    public final int[] object;

    public final int[] arg;
    /** What the step's object is on its CPU: a buffer entry's code, a message's or callback's number; else -1. */
    public final int[] linked;

    public final int[][] table;
    public final boolean[] irqOff;
    public final boolean[] rcuReader;
    public final String[] error;
    /** Where the edges of a node start in {@link #target} and {@link #effects}; result r is the r-th. */
    public final int[] firstEdge;

    public final int[] target;
    /** For each edge what belongs to the step, or {@code null}. */
    public final Effects[] effects;

    Code(Automaton automaton) {
        int size = automaton.size();
        op = new Op[size];
        step = new Step[size];
        object = new int[size];
        arg = new int[size];
        linked = new int[size];
        table = new int[size][];
        irqOff = new boolean[size];
        rcuReader = new boolean[size];
        error = new String[size];
        firstEdge = new int[size];
        List<Integer> targets = new ArrayList<>();
        List<Effects> allEffects = new ArrayList<>();
        for (int n = 0; n < size; n++) {
            Automaton.Node node = automaton.node(n);
            Step s = node.step();
            op[n] = s.op();
            step[n] = s;
            object[n] = s.cell() != null
                    ? s.cell().index()
                    : s.page() != null ? s.page().state().index() : -1;
            arg[n] = s.arg();
            linked[n] = -1;
            table[n] = s.table();
            irqOff[n] = node.irqOff();
            rcuReader[n] = node.rcuReader();
            error[n] = node.error();
            firstEdge[n] = targets.size();
            int results =
                    node.edges().stream().mapToInt(e -> e.result() + 1).max().orElse(0);
            for (int t : automaton.targets(n, results)) {
                targets.add(t);
                allEffects.add(null);
            }
            for (Automaton.Edge edge : node.edges()) {
                allEffects.set(firstEdge[n] + edge.result(), Effects.of(edge.effects()));
            }
        }
        target = targets.stream().mapToInt(Integer::intValue).toArray();
        effects = allEffects.toArray(Effects[]::new);
    }

    /** The end of the edges that start at {@link #firstEdge}; some of them may lead nowhere. */
    public int edgesEnd(int node) {
        return node + 1 < firstEdge.length ? firstEdge[node + 1] : target.length;
    }

    /** The effects that belong to one step. */
    public static final class Effects {
        public final int[] ghost;
        final int[] value;
        final int reached;
        /** The condition that failed, or {@code null}. */
        final Effect.Broken broken;

        private Effects(List<Effect> effects) {
            List<Effect.Note> notes = new ArrayList<>();
            int bits = 0;
            Effect.Broken failed = null;
            for (Effect effect : effects) {
                if (effect instanceof Effect.Note note) {
                    notes.add(note);
                } else if (effect instanceof Effect.Reached r) {
                    bits |= 1 << r.situation().index();
                } else if (effect instanceof Effect.Broken b) {
                    failed = b;
                }
            }
            ghost = notes.stream().mapToInt(n -> n.ghost().index()).toArray();
            value = notes.stream().mapToInt(Effect.Note::value).toArray();
            reached = bits;
            broken = failed;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Effects o
                    && Arrays.equals(ghost, o.ghost)
                    && Arrays.equals(value, o.value)
                    && reached == o.reached
                    && Objects.equals(broken, o.broken);
        }

        @Override
        public int hashCode() {
            return Objects.hash(Arrays.hashCode(ghost), Arrays.hashCode(value), reached, broken);
        }

        static Effects of(List<Effect> effects) {
            return effects.isEmpty() ? null : new Effects(effects);
        }
    }
}
