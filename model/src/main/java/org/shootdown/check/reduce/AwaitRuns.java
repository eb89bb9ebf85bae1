package org.shootdown.check.reduce;

import java.util.List;
import org.shootdown.check.result.Op;
import org.shootdown.check.system.Code;
import org.shootdown.check.system.CompiledCpu;

/**
 * The places in one CPU's task where it waits for a cell of one member after the other, in an order that means nothing:
 * {@code for_each_cpu(cpu, mask) smp_cond_load_relaxed(&tracker[cpu], !VAL)}. {@link Symmetry} has the argument why.
 *
 * <p>A node is <em>inside a run</em> if
 *
 * <ul>
 *   <li>it waits for a member's own cell, and goes on to the same node whatever the value;
 *   <li>behind it comes another such node, for the same cell of a member that is not in the rest of the run, or
 *       anything else, which ends the run;
 *   <li>no path to it names any of the members that the run still waits for.
 * </ul>
 *
 * <p>Which values it waits for, and what belongs to the steps, may differ from node to node: whoever is in the place of the
 * member that a node waits for, it is that node's step that is made.
 */
public final class AwaitRuns {
    private final CompiledCpu cpu;
    private final Code code;
    private final List<Member> members;
    /** For each node the members still to be waited for, bit m for member m; 0 outside runs. */
    private final long[] awaited;

    AwaitRuns(CompiledCpu cpu, List<Member> members) {
        this.cpu = cpu;
        this.code = cpu.task;
        this.members = members;
        awaited = new long[code.size()];
        long[] before = namedBefore();
        for (int n = 1; n < awaited.length; n++) {
            int member = next(n);
            if (member >= 0) {
                long run = 1L << member;
                if (goesOn(n)) {
                    run |= awaited[way(n)];
                }
                awaited[n] = (run & before[n]) == 0 ? run : 0;
            }
        }
    }

    /** Whether the runs are those of {@code cpu}'s task. */
    boolean isOf(CompiledCpu cpu) {
        return this.cpu == cpu;
    }

    /** The members that are waited for from a node to the end of its run, bit m for member m; 0 outside runs. */
    long awaited(int node) {
        return awaited[node];
    }

    /** The member whose cell a node waits for, or -1. */
    int next(int node) {
        if (code.op[node] != Op.AWAIT || edge(node) < 0) {
            return -1;
        }
        long named = named(node);
        return named == 0 ? -1 : Long.numberOfTrailingZeros(named);
    }

    /** The last node of the run that {@code node} is inside. */
    private int last(int node) {
        int at = node;
        while (Long.bitCount(awaited[at]) > 1) {
            at = way(at);
        }
        return at;
    }

    private boolean goesOn(int node) {
        int behind = way(node);
        return awaited[behind] != 0 && ownCell(node) == ownCell(behind);
    }

    /** For each node the members that some path to it names. */
    private long[] namedBefore() {
        long[] before = new long[awaited.length];
        for (int n = before.length - 1; n > 0; n--) {
            long named = before[n] | named(n);
            for (int e = code.firstEdge[n]; e < code.edgesEnd(n); e++) {
                if (code.isEdge(e)) {
                    before[code.target[e]] |= named;
                }
            }
        }
        return before;
    }

    private long named(int node) {
        long named = 0;
        for (int m = 0; m < members.size(); m++) {
            if (members.get(m).isNamedAt(code, node)) {
                named |= 1L << m;
            }
        }
        return named;
    }

    private int ownCell(int node) {
        return members.get(next(node)).indexOf(code.object[node]);
    }

    /** The node behind a node inside a run, whose edges all lead to one node. */
    private int way(int node) {
        return code.target[edge(node)];
    }

    /** One of the edges out of a node, which all lead to the same node; -1 if they do not. */
    private int edge(int node) {
        int one = -1;
        for (int e = code.firstEdge[node]; e < code.edgesEnd(node); e++) {
            if (code.isEdge(e)) {
                if (one >= 0 && code.target[e] != code.target[one]) {
                    return -1;
                }
                one = e;
            }
        }
        return one;
    }

    /** The node behind the run that {@code node} is inside. */
    int behind(int node) {
        return way(last(node));
    }
}
