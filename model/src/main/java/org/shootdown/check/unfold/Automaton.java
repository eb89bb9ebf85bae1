package org.shootdown.check.unfold;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.shootdown.check.result.Op;

/**
 * The minimal deterministic automaton of the programs that one context of one CPU can run. A node is a step still to be
 * made together with everything that can follow it, so two histories with equal futures lead to one node; an edge is a
 * result of the step. Node {@link #END} is the end of every program.
 *
 * <p><strong>A node is numbered after everything behind it:</strong> every edge leads from a higher number to a lower one.
 * So a loop from {@link #END} up sees what is behind a node before the node, and a loop from the last node down sees
 * what is before it. Analyses of programs rely on that.
 *
 * <p>Minimality comes from hash-consing the programs' trees from the leaves up, and it is what makes the number of
 * states of a model a meaningful figure.
 */
public final class Automaton {
    public static final int END = 0;

    private final List<Node> nodes = new ArrayList<>();
    private final Map<Node, Integer> numbers = new HashMap<>();

    Automaton() {
        intern(new Node(Step.plain(Op.END, "end"), false, false, null, List.of()));
    }

    /**
     * A node.
     *
     * @param step the step to be made
     * @param irqOff whether interrupts are off before the step
     * @param rcuReader whether {@code rcu_read_lock} is held before the step
     * @param error for ERROR, what is wrong
     * @param edges where each result leads, in ascending order of results
     */
    public record Node(Step step, boolean irqOff, boolean rcuReader, String error, List<Edge> edges) {}

    /** What follows a result: the next node, and the effects that belong to the step. */
    public record Edge(int result, int target, List<Effect> effects) {}

    /** Where a program starts: its first node, and effects made before any step. */
    public record Entry(int node, List<Effect> effects) {}

    int intern(Node node) {
        Integer known = numbers.putIfAbsent(node, nodes.size());
        if (known != null) {
            return known;
        }
        nodes.add(node);
        return nodes.size() - 1;
    }

    public int size() {
        return nodes.size();
    }

    public Node node(int number) {
        return nodes.get(number);
    }

    /** Whether some node's step is of this kind and has this {@link Step#arg}. */
    public boolean has(Op op, int arg) {
        return nodes.stream().anyMatch(n -> n.step().op() == op && n.step().arg() == arg);
    }
}
