package org.shootdown.check.system;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.ToIntFunction;
import org.shootdown.check.result.Op;
import org.shootdown.check.result.ProgramContext;
import org.shootdown.check.unfold.Automaton;
import org.shootdown.check.unfold.Effect;
import org.shootdown.check.unfold.Step;

/**
 * The programs of one context, compiled: their automaton as flat arrays, by node and by edge, and the field of a state
 * that says at which node the context stands. A handler's field also has a value for a handler that does not run.
 */
public final class Code {
    /** The value of a handler's field while no handler runs. */
    public static final int IDLE = 0;
    /** In {@link #linked}: the step links to nothing. */
    static final int NO_LINK = -1;
    /** In {@link #target}: no execution has this result. */
    private static final int NO_NODE = -1;

    public final ProgramContext context;
    public final int field;
    /** The value of the field at node 0. */
    private final int first;

    public final Op[] op;
    /** The step itself, for what the arrays do not hold. */
    public final Step[] step;
    /** The number of the step's cell, or of its page's ghost. */
    public final int[] object;

    public final int[] arg;
    /** Whether the step puts an entry into the CPU's store buffer, rather than doing at once what it does. */
    public final boolean[] buffered;
    /** What the step puts or hands over: the code of a buffer entry, or the number of a request or of a callback. */
    public final int[] linked;

    public final int[][] table;
    public final boolean[] irqOff;
    public final boolean[] rcuReader;
    public final String[] error;
    /** Where the edges of a node start in {@link #target} and {@link #effects}; result r is the r-th. */
    public final int[] firstEdge;

    public final int[] target;
    /** For each edge the effects that belong to the step with that result, or {@code null}. */
    public final Effects[] effects;

    /**
     * Compiles an automaton.
     *
     * @param buffers whether the CPU that runs it has a store buffer
     * @param links what each step puts or hands over, or {@link #NO_LINK}
     */
    Code(Automaton automaton, ProgramContext context, int field, boolean buffers, ToIntFunction<Step> links) {
        this.context = context;
        this.field = field;
        first = context == ProgramContext.IRQ || context == ProgramContext.NMI ? IDLE + 1 : 0;
        int size = automaton.size();
        op = new Op[size];
        step = new Step[size];
        object = new int[size];
        arg = new int[size];
        buffered = new boolean[size];
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
            object[n] = object(s);
            arg[n] = s.arg();
            buffered[n] = buffers && s.entersBuffer();
            linked[n] = links.applyAsInt(s);
            table[n] = s.table();
            irqOff[n] = node.irqOff();
            rcuReader[n] = node.rcuReader();
            error[n] = node.error();
            firstEdge[n] = targets.size();
            int results =
                    node.edges().stream().mapToInt(e -> e.result() + 1).max().orElse(0);
            for (int r = 0; r < results; r++) {
                targets.add(NO_NODE);
                allEffects.add(null);
            }
            for (Automaton.Edge edge : node.edges()) {
                targets.set(firstEdge[n] + edge.result(), edge.target());
                allEffects.set(firstEdge[n] + edge.result(), Effects.of(edge.effects()));
            }
        }
        target = targets.stream().mapToInt(Integer::intValue).toArray();
        effects = allEffects.toArray(Effects[]::new);
    }

    private static int object(Step step) {
        if (step.cell() != null) {
            return step.cell().index();
        }
        return step.page() == null ? -1 : step.page().state().index();
    }

    public int size() {
        return op.length;
    }

    /** The value of {@link #field} while the context stands at {@code node}. */
    public int valueAt(int node) {
        return first + node;
    }

    /** The node at which the context stands while {@link #field} has {@code value}; for a handler not {@link #IDLE}. */
    public int nodeAt(int value) {
        return value - first;
    }

    /** The end of the edges that start at {@link #firstEdge}. */
    public int edgesEnd(int node) {
        return node + 1 < firstEdge.length ? firstEdge[node + 1] : target.length;
    }

    /** Whether an edge leads anywhere; one of a result that the unfolding never saw does not. */
    public boolean isEdge(int edge) {
        return target[edge] != NO_NODE;
    }

    /** The number of the ghost of the page that a step is about. */
    public int page(int node) {
        return step[node].page().state().index();
    }

    /** Takes what the transitions at a node depend on, besides what is the moving CPU's own. */
    public interface Reads {
        void cell(int cell);

        /** The ghost of a page that is looked at. */
        void page(int ghost);

        /** Whether a request of the moving CPU is unfinished in the queue of {@code cpu}. */
        void unfinishedRequest(int cpu);

        /** Whether an interrupt disturbs {@code cpu}; counts of IPIs, where they are made, depend on it. */
        void disturbance(int cpu);

        /** Which CPUs a grace period that starts now must wait for. */
        void readers();

        /** Whether {@code cpu} is stopped, or its store buffer keeps its host from stopping it. */
        void stop(int cpu);
    }

    /** Tells {@code to} what the transitions at a node depend on, besides what is the moving CPU's own. */
    public void read(int node, Reads to) {
        if (op[node].readsCell()) {
            to.cell(object[node]);
        }
        // A page that is freed must not be so already.
        if (op[node].looksAtPage() || op[node] == Op.SET_PAGE) {
            to.page(page(node));
        }
        switch (op[node]) {
            case SEND_IPI -> {
                to.unfinishedRequest(arg[node]);
                to.disturbance(arg[node]);
            }
            case AWAIT_IPI -> to.unfinishedRequest(arg[node]);
            case RCU_START -> to.readers();
            case CALL_RCU -> {
                if (!buffered[node]) {
                    to.readers();
                }
            }
            case STOP_VCPU -> to.stop(arg[node]);
            default -> {}
        }
    }

    /** The effects that belong to one step. */
    public static final class Effects {
        public final int[] ghost;
        public final int[] value;
        /** Bit n: situation n is reached. */
        public final int reached;
        /** The condition that failed, or {@code null}. */
        public final Effect.Broken broken;

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

        /** The effects in the order in which they were made; {@code null} if there are none. */
        static Effects of(List<Effect> effects) {
            return effects.isEmpty() ? null : new Effects(effects);
        }
    }
}
