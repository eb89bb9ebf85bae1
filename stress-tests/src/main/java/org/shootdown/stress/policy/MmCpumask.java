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
 * Does it hold to interrupt only the CPUs in mm_cpumask (Podemsky 1) while a thread of the mm walks?
 *
 * <p>Yes: its CPU is in the mask. The mask is wrong for mms that left the table earlier; see {@code ThirdMm}.
 */
@JCStressTest
@Description(
        "mm-cpumask/*/hugetlb-unshare/gup-fast/running: "
                + "shootdown explain --policy mm-cpumask --operation hugetlb-unshare --walker gup-fast --situation running --memory tso")
@JCStressMeta(Holds.class)
@State
public class MmCpumask extends LiveTest {
    private static final Cells CELLS = Cells.along(Axis.BACKEND, "mm-cpumask/*/hugetlb-unshare/gup-fast/running");

    public MmCpumask() {
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
