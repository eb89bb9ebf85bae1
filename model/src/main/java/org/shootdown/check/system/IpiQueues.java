package org.shootdown.check.system;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.shootdown.check.unfold.Unfolder.Called;
import org.shootdown.machine.ModelError;

/**
 * The call_single_queue of one CPU as a finite automaton: its states are the possible sequences of unfinished requests,
 * numbered from 0, the empty queue. A request stays at the head until its function has run (CSD_TYPE_SYNC), and a
 * sender has at most one in the queue, since {@code csd_lock} makes the next one wait.
 */
final class IpiQueues {
    private static final int MAX_STATES = 1 << 16;

    private final List<Called> messages;
    private final List<List<Integer>> states = new ArrayList<>();
    private final Map<List<Integer>, Integer> numbers = new HashMap<>();

    /**
     * @param messages everything that any CPU can ask of this one
     * @throws ModelError if it has too many states
     */
    IpiQueues(List<Called> messages) {
        this.messages = List.copyOf(messages);
        number(List.of());
        for (int state = 0; state < states.size(); state++) {
            for (int message = 0; message < messages.size(); message++) {
                if (!holds(state, messages.get(message).sender())) {
                    List<Integer> longer = new ArrayList<>(states.get(state));
                    longer.add(message);
                    number(List.copyOf(longer));
                }
            }
            if (states.size() > MAX_STATES) {
                throw new ModelError("more than " + MAX_STATES + " orders in which " + messages.size()
                        + " requests of other CPUs can stand in one CPU's queue; let fewer CPUs interrupt it");
            }
        }
    }

    private void number(List<Integer> queue) {
        if (numbers.putIfAbsent(queue, states.size()) == null) {
            states.add(queue);
        }
    }

    int states() {
        return states.size();
    }

    /** Whether an unfinished request of {@code sender} is in the queue. */
    boolean holds(int state, int sender) {
        return states.get(state).stream().anyMatch(m -> messages.get(m).sender() == sender);
    }

    /** The queue after {@code message}, whose sender has none in it, is appended. */
    int append(int state, int message) {
        List<Integer> longer = new ArrayList<>(states.get(state));
        longer.add(message);
        return numbers.get(longer);
    }

    /** The number of the first message, or -1. */
    int head(int state) {
        return state == 0 ? -1 : states.get(state).get(0);
    }

    /** The queue without its first message. */
    int withoutHead(int state) {
        List<Integer> queue = states.get(state);
        return numbers.get(queue.subList(1, queue.size()));
    }

    /** Bit n: CPU n has an unfinished request. */
    long senders(int state) {
        long senders = 0;
        for (int m : states.get(state)) {
            senders |= 1L << messages.get(m).sender();
        }
        return senders;
    }
}
