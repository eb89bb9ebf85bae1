package org.shootdown.stress.policy;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.shootdown.catalogue.Axis;
import org.shootdown.stress.Cells;
import org.shootdown.stress.LiveTest;

/**
 * Does it hold to interrupt only those CPUs of mm_cpumask that are in the kernel (Podemsky 2)?
 *
 * <p>Here yes: the flush has a locked instruction between the store to the page table and the read of the
 * context-tracking state. Without one it does not; see {@code Unordered}.
 */
@JCStressTest
@Description(
        "kernel-mode/*/hugetlb-unshare/gup-fast/running: "
                + "shootdown explain --policy kernel-mode --operation hugetlb-unshare --walker gup-fast --situation running --memory tso")
@JCStressMeta(Holds.class)
@State
public class KernelMode extends LiveTest {
    private static final Cells CELLS = Cells.along(Axis.BACKEND, "kernel-mode/*/hugetlb-unshare/gup-fast/running");

    public KernelMode() {
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
