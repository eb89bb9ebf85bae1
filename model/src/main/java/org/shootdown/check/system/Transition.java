package org.shootdown.check.system;

import org.shootdown.check.result.ProgramContext;
import org.shootdown.check.result.Schedule.Turn;
import org.shootdown.check.result.Trace.Kind;
import org.shootdown.check.unfold.Effect;

/**
 * A transition, as {@link Transitions} reports it: who moves and how, what it breaks and reaches, and where it leads. One
 * object describes one transition after another; whoever wants to keep something copies it.
 */
public final class Transition {
    private final StateLayout layout;
    /** The fields that it gives a value to, and how many there are; some may be in it more than once. */
    private final int[] changed;

    private int changes;

    /** Who moves: a CPU by its number, and callback k as the k-th after the CPUs. */
    int processor;

    Kind kind;
    ProgramContext context;
    /** The step's result; 0 for what is no step. */
    int result;

    /** Bit n: the property with ordinal n is violated. */
    public int violated;
    /** Bit n: situation n is reached. */
    public int reached;
    /** The failed condition of the model, or {@code null}; the execution ends here. */
    public Effect.Broken broken;
    /** The state behind. */
    public final long[] next;

    Transition(StateLayout layout) {
        this.layout = layout;
        changed = new int[64 + 2 * layout.fields()];
        next = new long[layout.words()];
    }

    /** The choice that a schedule makes by taking it. */
    public Turn turn() {
        return new Turn(processor, kind, context, result);
    }

    /** Whether it is the one among those out of its state that a schedule takes by this choice. */
    public boolean is(Turn turn) {
        return processor == turn.processor()
                && kind == turn.kind()
                && context == turn.context()
                && result == turn.result();
    }

    /** Adds to {@code bits} the bits of every field that it gives a value to. */
    public void addWritten(long[] bits) {
        for (int i = 0; i < changes; i++) {
            layout.addTo(bits, changed[i]);
        }
    }

    /** Forgets the transition before, except who moved. */
    void begin(Kind newKind, ProgramContext newContext) {
        kind = newKind;
        context = newContext;
        result = 0;
        violated = 0;
        reached = 0;
        broken = null;
        changes = 0;
    }

    void addChanged(int field) {
        changed[changes++] = field;
    }

    /**
     * Makes {@link #next} of the state it leads out of and of what it changes, and takes the changes back.
     *
     * @param before the values of all fields before
     * @param values the values as it changes them; those before afterwards
     */
    void compose(long[] source, int offset, int[] before, int[] values) {
        System.arraycopy(source, offset, next, 0, next.length);
        for (int i = 0; i < changes; i++) {
            int field = changed[i];
            layout.change(next, field, values[field] - before[field]);
            values[field] = before[field];
        }
    }
}
