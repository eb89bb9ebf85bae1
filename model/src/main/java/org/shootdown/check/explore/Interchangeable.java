package org.shootdown.check.explore;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.shootdown.check.unfold.Automaton;
import org.shootdown.check.unfold.Op;

/**
 * Decides which members a program outside their group treats alike from a node on: those whose exchange leaves what is
 * behind the node as it is, where a run of sends or of waits counts as a set; see {@link Symmetry}.
 */
final class Interchangeable {
    private final TransitionSystem ts;
    private final List<Member> members;

    Interchangeable(TransitionSystem ts, List<Member> members) {
        this.ts = ts;
        this.members = members;
    }

    /**
     * For each node of a CPU's task the class of each member, numbered from 0; {@code null} if the CPU names members
     * where that is not supported: in a handler, or by stores to their own cells that go into its buffer.
     *
     * <p>At a node inside a run of awaits the member that is waited for next is in a class of its own, which has the number
     * -1 - c if any of class c could as well be the next.
     *
     * @param awaits where the CPU waits for members in an order that means nothing, or {@code null}
     */
    int[][] classes(TransitionSystem.Cpu cpu, AwaitRuns awaits) {
        if (namesMembers(cpu.irq) || namesMembers(cpu.nmi) || buffersOwn(cpu)) {
            return null;
        }
        boolean runs = canReorder(cpu);
        int[][] classes = new int[cpu.task.op.length][members.size()];
        if (!namesMembers(cpu.task)) {
            return classes;
        }
        for (int[] of : classes) {
            Arrays.setAll(of, m -> m);
        }
        for (int a = 0; a < members.size(); a++) {
            for (int b = a + 1; b < members.size(); b++) {
                Exchange exchange = new Exchange(cpu.task, a, b, runs, awaits);
                for (int n = 0; n < classes.length; n++) {
                    if (classes[n][a] == a && classes[n][b] == b && exchange.same(n, n)) {
                        classes[n][b] = a;
                    }
                }
            }
        }
        if (awaits != null) {
            for (int n = 0; n < classes.length; n++) {
                if (awaits.awaited(n) != 0) {
                    int next = awaits.next(n);
                    int of = classes[n][next];
                    classes[n][next] = -1 - of;
                }
            }
        }
        return classes;
    }

    /** Whether a CPU's task or handlers name members. */
    boolean namesMembers(TransitionSystem.Cpu cpu) {
        return namesMembers(cpu.task) || namesMembers(cpu.irq) || namesMembers(cpu.nmi);
    }

    private boolean namesMembers(Code code) {
        return IntStream.range(0, code.op.length).anyMatch(n -> members.stream().anyMatch(m -> m.isNamedAt(code, n)));
    }

    private boolean buffersOwn(TransitionSystem.Cpu cpu) {
        return Arrays.stream(cpu.entryCell)
                .skip(1)
                .anyMatch(c -> c >= 0 && members.stream().anyMatch(m -> m.indexOf(c) >= 0));
    }

    /** Whether nothing can come between the steps of a run, nobody else sends to members, and no send has to wait. */
    private boolean canReorder(TransitionSystem.Cpu cpu) {
        boolean undisturbed = cpu.nmi.op.length <= 1
                && cpu.withoutHead.length == 1
                && ts.layout.maskOf(cpu.nmisLeftField) == 0
                && ts.layout.maskOf(cpu.stoppedField) == 0;
        long senders = 0;
        for (Member member : members) {
            for (long of : member.cpu().senders) {
                senders |= of;
            }
        }
        return undisturbed && (senders & ~(1L << cpu.id)) == 0 && sendsNeverWait(cpu.task);
    }

    /** Whether no send can find an earlier request of the same program to the same CPU unfinished, and so have to wait. */
    private static boolean sendsNeverWait(Code code) {
        long[] unfinished = new long[code.op.length];
        // A node is numbered after everything behind it, so the last number comes first in program order.
        for (int n = code.op.length - 1; n > Automaton.END; n--) {
            long after = unfinished[n];
            if (code.op[n] == Op.SEND_IPI) {
                if ((after & 1L << code.arg[n]) != 0) {
                    return false;
                }
                after |= 1L << code.arg[n];
            } else if (code.op[n] == Op.AWAIT_IPI) {
                after &= ~(1L << code.arg[n]);
            }
            for (int e = code.firstEdge[n]; e < code.edgesEnd(n); e++) {
                if (code.target[e] >= 0) {
                    unfinished[code.target[e]] |= after;
                }
            }
        }
        return true;
    }

    /** A program compared with itself after the exchange of two members. */
    private final class Exchange {
        private final Code code;
        private final Member a;
        private final Member b;
        /** The two members as a set, bit m for member m. */
        private final long both;

        private final boolean runs;
        private final AwaitRuns awaits;
        private final Map<Long, Boolean> known = new HashMap<>();

        Exchange(Code code, int a, int b, boolean runs, AwaitRuns awaits) {
            this.code = code;
            this.a = members.get(a);
            this.b = members.get(b);
            this.both = 1L << a | 1L << b;
            this.runs = runs;
            this.awaits = awaits;
        }

        /** Whether node {@code n} after the exchange is node {@code m}. */
        boolean same(int n, int m) {
            if (n < 0 || m < 0 || n == Automaton.END || m == Automaton.END) {
                return n == m;
            }
            long pair = (long) n << 32 | m;
            Boolean before = known.get(pair);
            if (before == null) {
                before = compare(n, m);
                known.put(pair, before);
            }
            return before;
        }

        private boolean compare(int n, int m) {
            if (code.op[n] != code.op[m]
                    || code.irqOff[n] != code.irqOff[m]
                    || code.rcuReader[n] != code.rcuReader[m]
                    || !Objects.equals(code.error[n], code.error[m])) {
                return false;
            }
            Run run = run(n);
            Run other = run(m);
            if (run != null && other != null) {
                return exchanged(run.targets) == other.targets
                        && Objects.equals(code.step[n].program(), code.step[m].program())
                        && same(run.next, other.next);
            }
            if (awaits != null && awaits.awaited(n) != 0 && awaits.awaited(m) != 0) {
                return exchanged(awaits.awaited(n), both) == awaits.awaited(m)
                        && awaits.alike(n, m)
                        && awaits.sameEffects(n, m)
                        && same(awaits.behind(n), awaits.behind(m));
            }
            return sameStep(n, m) && sameEdges(n, m);
        }

        private boolean sameStep(int n, int m) {
            boolean sameArg = Member.namesCpu(code.op[n])
                    ? exchanged(1L << code.arg[n]) == 1L << code.arg[m]
                    : code.arg[n] == code.arg[m];
            boolean sameObject = code.step[n].cell() != null
                    ? exchangedCell(code.object[n]) == code.object[m]
                    : code.object[n] == code.object[m];
            return sameArg
                    && sameObject
                    && code.step[n].page() == code.step[m].page()
                    && code.step[n].walk() == code.step[m].walk()
                    && Objects.equals(code.step[n].program(), code.step[m].program())
                    && Arrays.equals(code.table[n], code.table[m]);
        }

        private boolean sameEdges(int n, int m) {
            int count = code.edgesEnd(n) - code.firstEdge[n];
            if (count != code.edgesEnd(m) - code.firstEdge[m]) {
                return false;
            }
            for (int r = 0; r < count; r++) {
                int e = code.firstEdge[n] + r;
                int f = code.firstEdge[m] + r;
                if (!Code.Effects.same(code.effects[e], code.effects[f]) || !same(code.target[e], code.target[f])) {
                    return false;
                }
            }
            return true;
        }

        private long exchanged(long cpus) {
            return exchanged(cpus, 1L << a.cpu().id | 1L << b.cpu().id);
        }

        /** A set after two of its possible elements have changed places. */
        private long exchanged(long set, long two) {
            return Long.bitCount(set & two) == 1 ? set ^ two : set;
        }

        private int exchangedCell(int cell) {
            for (int c = 0; c < a.own().length; c++) {
                if (cell == a.own()[c]) {
                    return b.own()[c];
                }
                if (cell == b.own()[c]) {
                    return a.own()[c];
                }
            }
            return cell;
        }

        /** A run of sends or of waits: whom they name, and the node behind them. */
        private record Run(long targets, int next) {}

        private Run run(int n) {
            if (!runs || code.op[n] != Op.SEND_IPI && code.op[n] != Op.AWAIT_IPI) {
                return null;
            }
            long targets = 0;
            int at = n;
            while (code.op[at] == code.op[n]
                    && code.irqOff[at] == code.irqOff[n]
                    && code.rcuReader[at] == code.rcuReader[n]
                    && Objects.equals(code.step[at].program(), code.step[n].program())
                    && code.effects[code.firstEdge[at]] == null
                    && (targets & 1L << code.arg[at]) == 0) {
                targets |= 1L << code.arg[at];
                at = code.target[code.firstEdge[at]];
            }
            return targets == 0 ? null : new Run(targets, at);
        }
    }
}
