package org.shootdown.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.shootdown.catalogue.Axis;

/**
 * Can an NMI walk an mm whose flushes do not reach its CPU, under v10 on bare metal? The NMI comes at a random step
 * of what the CPU does, and walks {@code current->mm}.
 *
 * <p>An NMI can do so where {@code current->mm} is set before the CPU is in mm_cpumask: kthread_use_mm and exec_mmap. In all
 * other windows the CPU is still, or already, in the mask, and v10 wakes it even if lazy.
 */
@JCStressTest
@Description("v10/native/hugetlb-unshare/perf-nmi/*: "
        + "shootdown explain --policy v10 --backend native --operation hugetlb-unshare --walker perf-nmi --memory tso")
@Outcome(id = ".+, outside", expect = ACCEPTABLE, desc = "Done before the entry was cleared, or saw it cleared")
@Outcome(id = ".+, inside", expect = ACCEPTABLE, desc = "Inside the unlinked table, and out in time")
@Outcome(
        id = "(kthread-use-mm|exec-mmap), P2",
        expect = ACCEPTABLE_INTERESTING,
        desc = "current->mm was set, and the mm did not yet know of this CPU")
@Outcome(expect = FORBIDDEN, desc = "Broken where the explorer says it cannot be")
@State
public class NmiWindows extends LiveTest {
    private static final Cells CELLS =
            Cells.along(Axis.SITUATION, "v10/native/hugetlb-unshare/perf-nmi/*").without("preempted");

    public NmiWindows() {
        super(CELLS);
    }

    @Actor
    public void unsharer() {
        run(0);
    }

    @Actor
    public void walker() {
        run(1);
    }

    @Arbiter
    public void arbiter(LL_Result result) {
        judge(result);
    }
}
