package org.shootdown.check.system;

import java.util.List;
import java.util.Map;
import org.shootdown.check.unfold.Automaton;
import org.shootdown.check.unfold.Unfolder.Called;
import org.shootdown.machine.IpiFunction;

/** The call_single_queue of one CPU, with {@link IpiQueues} as tables: its field in a state holds one of their states. */
public final class RequestQueue {
    /** The state of a queue without requests. */
    public static final int EMPTY = 0;
    /** In {@link #append}: the request's sender has one in the queue, and waits. */
    private static final int WAITS = -1;

    public final int field;
    /** By state and request: the state after it is appended, or {@link #WAITS}. */
    public final int[][] append;
    /** By state: the state without its first request. */
    public final int[] withoutHead;
    /** By state, bit n: CPU n has an unfinished request. */
    public final long[] senders;
    /** By state: the node where the first request's handler starts. */
    public final int[] headEntry;
    /** By state: what the first request's handler does before its first step, or {@code null}. */
    public final Code.Effects[] headEffects;
    /** By state: the first request's function; {@code null} for an empty queue. */
    public final IpiFunction[] headFunction;

    RequestQueue(
            String name,
            List<Called> requests,
            Map<IpiFunction, Automaton.Entry> handlers,
            StateLayout.Builder fields) {
        IpiQueues queues = new IpiQueues(requests);
        int states = queues.states();
        field = fields.add(name + " queue", EMPTY, states - 1, EMPTY);
        append = new int[states][requests.size()];
        withoutHead = new int[states];
        senders = new long[states];
        headEntry = new int[states];
        headFunction = new IpiFunction[states];
        headEffects = new Code.Effects[states];
        for (int q = 0; q < states; q++) {
            senders[q] = queues.senders(q);
            for (int r = 0; r < requests.size(); r++) {
                append[q][r] = queues.holds(q, requests.get(r).sender()) ? WAITS : queues.append(q, r);
            }
            if (q != EMPTY) {
                withoutHead[q] = queues.withoutHead(q);
                headFunction[q] = requests.get(queues.head(q)).function();
                Automaton.Entry entry = handlers.get(headFunction[q]);
                headEntry[q] = entry.node();
                headEffects[q] = Code.Effects.of(entry.effects());
            }
        }
    }

    /** Whether anybody ever sends to the CPU. */
    public boolean isUsed() {
        return withoutHead.length > 1;
    }

    /** Whether an unfinished request of CPU {@code sender} is in the queue. */
    public boolean holds(int queue, int sender) {
        return (senders[queue] & 1L << sender) != 0;
    }

    /** Whose request is the first one; a sender has at most one in the queue. */
    public int headSender(int queue) {
        return Long.numberOfTrailingZeros(senders[queue] & ~senders[withoutHead[queue]]);
    }
}
