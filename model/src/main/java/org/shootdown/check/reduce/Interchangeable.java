package org.shootdown.check.reduce;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.shootdown.check.result.Op;
import org.shootdown.check.system.Code;
import org.shootdown.check.system.CompiledCpu;
import org.shootdown.check.system.TransitionSystem;
import org.shootdown.check.unfold.Automaton;

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
    int[][] classes(CompiledCpu cpu, AwaitRuns awaits) {
        if (namesMembers(cpu.irq) || namesMembers(cpu.nmi) || buffersOwn(cpu)) {
            return null;
        }
        boolean runs = canReorder(cpu);
        int[][] classes = new int[cpu.task.size()][members.size()];
        for (int[] of : classes) {
            Arrays.setAll(of, m -> m);
        }
        for (int a = 0; a < members.size(); a++) {
            for (int b = a + 1; b < members.size(); b++) {
                boolean[] stays = staysAsItIs(cpu.task, a, b, runs, awaits);
                for (int n = 0; n < classes.length; n++) {
                    if (classes[n][b] == b && stays[n]) {
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

    /** Whether a CPU's task names members. */
    boolean namesMembers(CompiledCpu cpu) {
        return namesMembers(cpu.task);
    }

    private boolean namesMembers(Code code) {
        return IntStream.range(0, code.size()).anyMatch(n -> members.stream().anyMatch(m -> m.isNamedAt(code, n)));
    }

    private boolean buffersOwn(CompiledCpu cpu) {
        return IntStream.rangeClosed(1, cpu.buffer.lastCode())
                .map(cpu.buffer::cell)
                .anyMatch(cell -> members.stream().anyMatch(m -> m.indexOf(cell) >= 0));
    }

    /** Whether nothing can come between the steps of a run, nobody else sends to members, and no send has to wait. */
    private boolean canReorder(CompiledCpu cpu) {
        boolean undisturbed = !cpu.queue.isUsed()
                && ts.layout.maskOf(cpu.nmisLeftField) == 0
                && ts.layout.maskOf(cpu.stoppedField) == 0;
        long senders = 0;
        for (Member member : members) {
            for (long of : member.cpu().queue.senders) {
                senders |= of;
            }
        }
        return undisturbed && (senders & ~(1L << cpu.id)) == 0 && sendsNeverWait(cpu.task);
    }

    /** Whether no send can find an earlier request of the same program to the same CPU unfinished, and so have to wait. */
    private static boolean sendsNeverWait(Code code) {
        long[] unfinished = new long[code.size()];
        for (int n = code.size() - 1; n > Automaton.END; n--) {
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
                if (code.isEdge(e)) {
                    unfinished[code.target[e]] |= after;
                }
            }
        }
        return true;
    }

    /**
     * For each node of a program whether what is behind it stays as it is if two members change places: no step names
     * either, but in a run that names both.
     */
    private boolean[] staysAsItIs(Code code, int a, int b, boolean runs, AwaitRuns awaits) {
        long cpus = 1L << members.get(a).cpu().id | 1L << members.get(b).cpu().id;
        long both = 1L << a | 1L << b;
        boolean[] stays = new boolean[code.size()];
        stays[Automaton.END] = true;
        for (int n = Automaton.END + 1; n < stays.length; n++) {
            Run run = runs ? run(code, n) : null;
            if (run != null) {
                stays[n] = hasBothOrNone(run.targets, cpus) && stays[run.next];
            } else if (awaits != null && awaits.awaited(n) != 0) {
                stays[n] = hasBothOrNone(awaits.awaited(n), both) && stays[awaits.behind(n)];
            } else {
                stays[n] = !members.get(a).isNamedAt(code, n)
                        && !members.get(b).isNamedAt(code, n)
                        && IntStream.range(code.firstEdge[n], code.edgesEnd(n))
                                .allMatch(e -> !code.isEdge(e) || stays[code.target[e]]);
            }
        }
        return stays;
    }

    private static boolean hasBothOrNone(long set, long two) {
        return Long.bitCount(set & two) != 1;
    }

    /** A run of sends or of waits: whom they name, and the node behind them. */
    private record Run(long targets, int next) {}

    /** The run that begins at a node, or {@code null}. */
    private static Run run(Code code, int n) {
        if (code.op[n] != Op.SEND_IPI && code.op[n] != Op.AWAIT_IPI) {
            return null;
        }
        long targets = 0;
        int at = n;
        while (code.op[at] == code.op[n]
                && Objects.equals(code.step[at].program(), code.step[n].program())
                && code.effects[code.firstEdge[at]] == null) {
            targets |= 1L << code.arg[at];
            at = code.target[code.firstEdge[at]];
        }
        return targets == 0 ? null : new Run(targets, at);
    }
}
