package org.shootdown.coverage;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.IdentityHashMap;
import org.shootdown.check.options.SearchMonitor;
import org.shootdown.check.result.ProgramContext;
import org.shootdown.check.result.Schedule.Turn;
import org.shootdown.check.result.Trace.Kind;
import org.shootdown.check.store.ByteBudget;
import org.shootdown.check.store.VisitedSet;
import org.shootdown.check.system.Code;
import org.shootdown.check.system.State;
import org.shootdown.check.system.Transition;
import org.shootdown.check.system.TransitionSystem;
import org.shootdown.check.system.Transitions;

/**
 * Finds which edges of the automata some execution takes, by visiting every state: without reduction, since a reduced
 * search need not make every step that can be made.
 */
final class TakenEdges implements Transitions.Sink {
    private final TransitionSystem ts;
    private final Transitions transitions;
    private final VisitedSet visited;
    private final ArrayDeque<long[]> open = new ArrayDeque<>();
    private final IdentityHashMap<Code, BitSet> taken = new IdentityHashMap<>();
    private final boolean complete;

    /**
     * @param maxStates how many states to store before giving up
     * @param monitor when it calls the search off, the answer is incomplete
     */
    TakenEdges(TransitionSystem ts, long maxStates, SearchMonitor monitor) {
        this.ts = ts;
        transitions = new Transitions(ts);
        visited = new VisitedSet(ts.words(), new ByteBudget(Long.MAX_VALUE));
        visit(ts.initial());
        while (!open.isEmpty() && visited.size() <= maxStates && !monitor.cancelled()) {
            transitions.expand(open.poll(), 0, this);
        }
        complete = open.isEmpty();
        open.clear();
    }

    /** Whether every state was visited. */
    boolean complete() {
        return complete;
    }

    /** Whether some execution takes the edge of a result. */
    boolean isTaken(Code code, int node, int result) {
        BitSet edges = taken.get(code);
        return edges != null && edges.get(code.firstEdge[node] + result);
    }

    @Override
    public void accept(Transition transition) {
        Turn turn = transition.turn();
        if (turn.kind() == Kind.STEP) {
            Code code = code(turn);
            taken.computeIfAbsent(code, c -> new BitSet()).set(code.firstEdge[node(turn)] + turn.result());
        }
        if (transition.broken == null) {
            visit(transition.next.clone());
        }
    }

    private void visit(long[] state) {
        if (visited.add(state, 0)) {
            open.add(state);
        }
    }

    private Code code(Turn turn) {
        if (turn.context() == ProgramContext.RCU) {
            return ts.callbacks[turn.processor() - ts.cpus.length].code;
        }
        return switch (turn.context()) {
            case IRQ -> ts.cpus[turn.processor()].irq;
            case NMI -> ts.cpus[turn.processor()].nmi;
            default -> ts.cpus[turn.processor()].task;
        };
    }

    private int node(Turn turn) {
        State state = transitions.state();
        if (turn.context() == ProgramContext.RCU) {
            return state.callbackNode(ts.callbacks[turn.processor() - ts.cpus.length]);
        }
        return switch (turn.context()) {
            case IRQ -> state.irqNode(ts.cpus[turn.processor()]);
            case NMI -> state.nmiNode(ts.cpus[turn.processor()]);
            default -> state.taskNode(ts.cpus[turn.processor()]);
        };
    }
}
